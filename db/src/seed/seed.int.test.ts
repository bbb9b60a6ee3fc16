import { and, count, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Sql } from '../client.ts';
import * as schema from '../schema/index.ts';
import { type FreshDatabase, freshDatabase } from '../testing.ts';
import { DEMO_SIGN_INS, seedDemonstrationAccounts, seedDemonstrationPeople, seedReference } from './index.ts';

const { compartmentGrants, people, requestTypes, roleGrants, sites, teamMembers, teams } = schema;
const TABLES = {
  services: schema.services,
  trades: schema.trades,
  requestTypes,
  macros: schema.macros,
  areas: schema.areas,
  sites,
  buildings: schema.buildings,
  rooms: schema.rooms,
  teams,
  people,
  accounts: schema.accounts,
  roleGrants,
  compartmentGrants,
  delegations: schema.delegations,
  compartmentProposals: schema.compartmentProposals,
  personEvents: schema.personEvents,
  teamMembers,
  personRooms: schema.personRooms,
};

let fresh: FreshDatabase;
let db: Sql;
let close: () => Promise<void>;
let tookMs: number;

/** As the owner, the way the seed runs. */
const seed = async (now: Date) => {
  await seedReference(db);
  await seedDemonstrationPeople(db, now);
  await seedDemonstrationAccounts(db, { passwordHash: 'not a hash', now });
};
const counts = async () => {
  const found: Record<string, number> = {};
  for (const [name, table] of Object.entries(TABLES)) found[name] = (await db.select({ n: count() }).from(table))[0]!.n;
  return found;
};

beforeAll(async () => {
  fresh = await freshDatabase();
  ({ db, close } = connect(fresh.url, { poolSize: 1, role: 'none' }));
  const start = performance.now();
  await seed(new Date('2026-11-24T12:00:00Z'));
  tookMs = performance.now() - start;
});
afterAll(async () => {
  await close();
  await fresh.close();
});

test('fills every table, in seconds', async () => {
  const found = await counts();
  for (const [table, n] of Object.entries(found)) expect(n, table).toBeGreaterThan(0);
  expect(found).toMatchObject({ sites: 163, areas: 17, accounts: DEMO_SIGN_INS.length });
  expect(found['people']).toBeGreaterThan(280);
  expect(tookMs).toBeLessThan(10_000);
});

test('writes nothing the second time, nor when the clock has moved on', async () => {
  const before = await counts();
  await seed(new Date('2027-02-01T12:00:00Z'));
  expect(await counts()).toEqual(before);
});

test('is there whole or not at all', async () => {
  const other = await freshDatabase();
  const owner = connect(other.url, { poolSize: 1, role: 'none' });
  try {
    await seedReference(owner.db);
    await owner.db.delete(teams).where(eq(teams.code, 'plumbing'));
    await expect(seedDemonstrationPeople(owner.db, new Date())).rejects.toThrow();
    expect((await owner.db.select({ n: count() }).from(people))[0]!.n).toBe(0);
  } finally {
    await owner.close();
    await other.close();
  }
});

describe('every request at every open school', () => {
  const load = async () => ({
    schools: await db
      .select()
      .from(sites)
      .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false))),
    types: await db.select().from(requestTypes),
    crews: await db.select().from(teams),
    members: await db.select().from(teamMembers),
    partners: await db.select().from(compartmentGrants).where(isNull(compartmentGrants.endedAt)),
    grants: await db.select().from(roleGrants).where(isNull(roleGrants.endedAt)),
  });

  test('finds a crew with people, who hold its compartment; or the partner of the school', async () => {
    const { schools, types, crews, members, partners } = await load();
    const holders = (compartment: string | null, siteId: string) =>
      partners.filter((g) => g.compartment === compartment && (g.siteId === null || g.siteId === siteId)).map((g) => g.personId);
    const unserved = schools.flatMap((site) =>
      types
        .filter((type) => {
          if (type.routing === 'site_partner') return holders(type.compartment, site.id).length === 0;
          const fits = crews.filter(
            (c) =>
              c.serviceCode === type.serviceCode &&
              c.compartment === type.compartment &&
              (c.tradeCode === null || c.tradeCode === type.tradeCode) &&
              (c.areaId === null || c.areaId === site.areaId),
          );
          const crew = members.filter((m) => fits.some((c) => c.id === m.teamId)).map((m) => m.personId);
          return type.compartment === null ? crew.length === 0 : !crew.some((id) => holders(type.compartment, site.id).includes(id));
        })
        .map((type) => `${site.name}: ${type.code}`),
    );
    expect(schools.length).toBeGreaterThan(140);
    expect(unserved).toEqual([]);
  });

  test('finds somebody who triages it', async () => {
    const { schools, types, grants } = await load();
    const open = new Set(types.filter((t) => t.compartment === null).map((t) => t.serviceCode));
    const desks = grants.filter((g) => g.role === 'dispatcher' || g.role === 'service_manager');
    for (const site of schools)
      for (const service of open)
        expect(
          desks.some(
            (g) =>
              (g.serviceCode === null || g.serviceCode === service) &&
              (g.areaId === null || g.areaId === site.areaId) &&
              (g.siteId === null || g.siteId === site.id),
          ),
          `${site.name}: ${service}`,
        ).toBe(true);
  });

  test('every crew with a trade has work: some request is of it', async () => {
    const { types, crews } = await load();
    const idle = crews.filter((c) => !types.some((t) => t.serviceCode === c.serviceCode && (c.tradeCode === null || c.tradeCode === t.tradeCode)));
    expect(idle.map((c) => c.name)).toEqual([]);
  });
});
