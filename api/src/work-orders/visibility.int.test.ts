import { workOrders } from '@steward/db/schema';
import { and } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, type Compartment, COMPARTMENTS, ROLES } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { visibleTo, workedOnBy } from './queries.ts';
import { mayWork, standingsOn } from './rules/access.ts';
import { aWorkOrder } from './work-orders.testing.ts';

let api: TestApi;
let district: District;
let somebody: Actor;
let other: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  somebody = await aPerson(api.db);
  other = await aPerson(api.db);
  const { types, school, otherSchool, teams } = district;
  for (const requester of [somebody, other])
    for (const siteId of [school.id, otherSchool.id])
      for (const type of [types.plumbing, types.it, types.hr, types.diet, types.security]) {
        await aWorkOrder(api.db, district, { requester, type, siteId });
        await aWorkOrder(api.db, district, {
          requester,
          type,
          siteId,
          set: { assigneeId: somebody.id, teamId: teams.plumbers, status: 'assigned' },
          at: NOW,
        });
      }
});
afterAll(() => api.close());

const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

/** Anybody: any roles for any scopes, any compartments, any crews, their own or somebody else's for the time being; a person or a program. */
const anActor = () => {
  const { areas, school, otherSchool, teams } = district;
  const site = orNull(fc.constantFrom(school.id, otherSchool.id));
  const forId = fc.constantFrom(somebody.id, other.id);
  const grant = fc.record(
    {
      role: fc.constantFrom(...ROLES),
      serviceCode: orNull(fc.constantFrom('facilities', 'it', 'hr', 'nutrition')),
      areaId: orNull(fc.constantFrom(areas.north, areas.south)),
      siteId: site,
      forId,
    },
    { requiredKeys: ['role', 'serviceCode', 'areaId', 'siteId'] },
  );
  const compartment = fc.record({ compartment: fc.constantFrom(...COMPARTMENTS), siteId: site, forId }, { requiredKeys: ['compartment', 'siteId'] });
  return fc.record(
    {
      id: fc.constantFrom(somebody.id, other.id, '00000000-0000-7000-8000-000000000000'),
      name: fc.constant('A'),
      email: fc.constant('a@test.example'),
      locale: fc.constant('en' as const),
      siteId: fc.constant(null),
      grants: fc.array(grant, { maxLength: 3 }),
      compartments: fc.array(compartment, { maxLength: 2 }),
      teamIds: fc.subarray(Object.values(teams)),
      token: fc.constant({ id: '00000000-0000-7000-8000-000000000001', scopes: ['orders:read' as const] }),
    },
    { requiredKeys: ['id', 'name', 'email', 'locale', 'siteId', 'grants', 'compartments', 'teamIds'] },
  );
};

test('the predicate in SQL finds exactly the orders that the rule lets the actor know of, whoever they are', async () => {
  const orders = await api.db.select().from(workOrders);
  await fc.assert(
    fc.asyncProperty(anActor(), async (actor) => {
      const bySql = await api.db.select({ id: workOrders.id }).from(workOrders).where(visibleTo(actor));
      const byRule = orders.filter((o) => standingsOn({ ...o, compartment: o.compartment as Compartment | null }, actor).size > 0);
      expect(bySql.map((o) => o.id).toSorted()).toEqual(byRule.map((o) => o.id).toSorted());
      if (actor.token) expect(byRule.filter((o) => o.compartment !== null)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('what only crews and the desk see is found by exactly those whom the rule lets work on the order', async () => {
  const orders = await api.db.select().from(workOrders);
  await fc.assert(
    fc.asyncProperty(anActor(), async (actor) => {
      const bySql = await api.db
        .select({ id: workOrders.id })
        .from(workOrders)
        .where(and(visibleTo(actor), workedOnBy(actor)));
      const byRule = orders.filter((o) => mayWork(standingsOn({ ...o, compartment: o.compartment as Compartment | null }, actor)));
      expect(bySql.map((o) => o.id).toSorted()).toEqual(byRule.map((o) => o.id).toSorted());
    }),
    { numRuns: 200 },
  );
});
