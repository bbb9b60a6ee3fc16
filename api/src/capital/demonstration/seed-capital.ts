import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { makeProgramme } from './make-programme.ts';
import { makeProposals } from './make-proposals.ts';
import { monthsUpTo } from './months.ts';
import { BOND_2018, RESERVE } from './plan.ts';
import { hasProgramme, insertProgramme, insertProposals, listFindings, listLadder, listPeopleIn, listSchools } from './queries.ts';
import { seedScenarios } from './seed-scenarios.ts';

const person = (key: string) => uuidFor(`person ${key}`);
const STAFF = {
  asks: person('capital manager 2'),
  capitalManager: person('capital'),
  finance: person('cfo'),
  administrator: person('admin'),
  planner: person('planner'),
};
const MADE_UP = 'Demonstration: not real figures. The totals of the programme are those quoted in public; everything else is made up.';

/** The made-up capital programmes of the demonstration, once, where its people and schools are; gives how many entries were written. */
export async function seedCapital(db: Sql, now: Date): Promise<number> {
  const months = monthsUpTo(now);
  return db.transaction(async (tx) => {
    if (await hasProgramme(tx, 'bond-2018')) return 0;
    const there = await listPeopleIn(tx, Object.values(STAFF));
    const places = await listSchools(tx);
    if (there.size < Object.keys(STAFF).length || places.length === 0) return 0;
    const given = { places, findings: await listFindings(tx), ladder: await listLadder(tx), staff: STAFF, months };
    const bond = makeProgramme(
      {
        code: 'bond-2018',
        name: '2018 bond programme',
        kind: 'bond',
        source: MADE_UP,
        prefix: 'B18-',
        isPublic: true,
        startsOn: '2018-11-06',
        baseline: { name: 'As shown to voters in 2018', adoptedOn: '2018-11-06', reference: 'Ballot question of November 6, 2018 (demonstration)' },
        sources: BOND_2018,
      },
      given,
    );
    const reserve = makeProgramme(
      {
        code: 'capital-reserve',
        name: 'Annual capital reserve',
        kind: 'reserve',
        source: MADE_UP,
        prefix: 'CR-',
        isPublic: true,
        startsOn: months.day(44, 1),
        baseline: { name: 'Capital reserve plan', adoptedOn: months.day(43, 18), reference: 'Board item 6.2: capital reserve plan (demonstration)' },
        sources: RESERVE,
      },
      given,
    );
    await insertProgramme(tx, bond);
    await insertProgramme(tx, reserve);
    for (const [nth, { programme, projects }] of [bond, reserve].entries())
      await insertProposals(tx, makeProposals({ programmeId: programme.id, nth, places, projects, staff: STAFF, months }));
    await seedScenarios(tx, 'bond-2018', STAFF.finance, now);
    return bond.entries.length + reserve.entries.length;
  });
}
