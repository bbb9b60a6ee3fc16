import { eq } from 'drizzle-orm';
import type { Sql } from '../client.ts';
import { insertMany } from '../copy.ts';
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
import { makeAccounts, makePeople } from './people.ts';
import { makePlaces } from './rooms.ts';
import { readAreas, readSites } from './sites.ts';
import { makeCrews } from './teams.ts';

export { REQUEST_TYPES, seedCatalogue } from './catalog/index.ts';
export { DEMO_SIGN_INS } from './people.ts';
export { type Random, randomFor, uuidFor } from './random.ts';

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
    await insertMany(tx, areas, district.areas);
    await insertMany(tx, sites, district.sites);
    await insertMany(tx, buildings, district.buildings);
    await insertMany(tx, rooms, district.rooms);
    await insertMany(tx, teams, district.crews.teams);
  });
}

/** The made-up people of the demonstration, and what waits for the approval of some, once, after the reference data. Nobody can sign in yet. */
export async function seedDemonstrationPeople(db: Sql, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await tx.select({ id: people.id }).from(people).where(eq(people.isDemonstration, true)).limit(1)).length > 0) return;
    const made = makePeople(makeDistrict(), now);
    await insertMany(tx, people, made.people);
    await insertMany(tx, roleGrants, made.roleGrants);
    await insertMany(tx, compartmentGrants, made.compartmentGrants);
    await insertMany(tx, delegations, made.delegations);
    await insertMany(tx, compartmentProposals, made.compartmentProposals);
    await insertMany(tx, personEvents, made.personEvents);
    await insertMany(tx, teamMembers, made.teamMembers);
    await insertMany(tx, personRooms, made.personRooms);
    await insertMany(tx, approvalPolicies, DEMO_APPROVAL_POLICIES);
  });
}

/** Lets the people of `DEMO_SIGN_INS` sign in with the password whose hash is given, once. */
export async function seedDemonstrationAccounts(db: Sql, given: { passwordHash: string; now: Date }): Promise<void> {
  await db.insert(accounts).values(makeAccounts(makeDistrict(), given)).onConflictDoNothing();
}
