import { eq } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from '../client.ts';
import {
  accounts,
  approvalPolicies,
  areas,
  buildings,
  compartmentGrants,
  compartmentProposals,
  delegations,
  macros,
  people,
  personEvents,
  personRooms,
  roleGrants,
  rooms,
  sites,
  teamMembers,
  teams,
} from '../schema/index.ts';
import { DEMO_APPROVAL_POLICIES } from './approvals.ts';
import { seedCatalogue } from './catalog/index.ts';
import { MACROS } from './macros.ts';
import { makePeople } from './people.ts';
import { makePlaces } from './rooms.ts';
import { readAreas, readSites } from './sites.ts';
import { makeCrews } from './teams.ts';

export { REQUEST_TYPES, seedCatalogue } from './catalog/index.ts';
export { DEMO_SIGN_INS } from './people.ts';
export { type Random, randomFor, uuidFor } from './random.ts';

/** Stays well below the 65 534 values that one statement may carry. */
const BATCH = 1_000;

async function insert<T extends PgTable>(on: Sql, table: T, rows: readonly T['$inferInsert'][]): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await on.insert(table).values(rows.slice(i, i + BATCH));
}

function makeDistrict() {
  const [allAreas, allSites] = [readAreas(), readSites()];
  return { areas: allAreas, sites: allSites, ...makePlaces(allSites), crews: makeCrews(allAreas) };
}

/** Services, catalogue, macros, areas, sites, buildings, rooms, crews: once; nothing happens where there are areas already. */
export async function seedReference(db: Sql): Promise<void> {
  await db.transaction(async (tx) => {
    await seedCatalogue(tx);
    await tx.insert(macros).values(MACROS).onConflictDoNothing();
    if ((await tx.select({ id: areas.id }).from(areas).limit(1)).length > 0) return;
    const district = makeDistrict();
    await insert(tx, areas, district.areas);
    await insert(tx, sites, district.sites);
    await insert(tx, buildings, district.buildings);
    await insert(tx, rooms, district.rooms);
    await insert(tx, teams, district.crews.teams);
  });
}

/** The made-up people of the demonstration, and what waits for the approval of some, once, after the reference data. `passwordHash` is for those who can sign in. */
export async function seedDemonstrationPeople(db: Sql, given: { passwordHash: string; now: Date }): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await tx.select({ id: people.id }).from(people).where(eq(people.isDemonstration, true)).limit(1)).length > 0) return;
    const made = makePeople(makeDistrict(), given);
    await insert(tx, people, made.people);
    await insert(tx, accounts, made.accounts);
    await insert(tx, roleGrants, made.roleGrants);
    await insert(tx, compartmentGrants, made.compartmentGrants);
    await insert(tx, delegations, made.delegations);
    await insert(tx, compartmentProposals, made.compartmentProposals);
    await insert(tx, personEvents, made.personEvents);
    await insert(tx, teamMembers, made.teamMembers);
    await insert(tx, personRooms, made.personRooms);
    await insert(tx, approvalPolicies, DEMO_APPROVAL_POLICIES);
  });
}
