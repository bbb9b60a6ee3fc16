import { compartmentGrants, personEvents } from '@steward/db/schema';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aWorkOrder } from '../../work-orders/work-orders.testing.ts';
import { aPerson } from '../people.testing.ts';

let api: TestApi;
let district: District;
let [first, second, order]: [Actor, Actor, { id: string }] = [] as never;
beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  first = await aPerson(api.db, { name: 'First', grants: [{ role: 'administrator' }] });
  second = await aPerson(api.db, { name: 'Second', grants: [{ role: 'administrator' }] });
  order = await aWorkOrder(api.db, district, { requester: await aPerson(api.db), type: district.types.hr });
});
beforeEach(() => {
  api.clock.now = NOW;
});
afterAll(() => api.close());

const here = () => ({ compartment: 'hr', siteId: district.school.id });
const propose = (by: Actor, person: Actor, body: object = here()) => api.as(by).post(`/api/people/${person.id}/compartment-proposals`, { body });
const decide = (who: Actor, id: string, decision = 'confirm') =>
  api.as(who).post(`/api/compartment-proposals/${id}/decisions`, { body: { decision } });
const sees = async (who: Actor) => (await api.as(who).get(`/api/work-orders/${order.id}`)).status;
const kindsOf = async (person: Actor) => {
  const rows = await api.db.select().from(personEvents).where(eq(personEvents.personId, person.id)).orderBy(asc(personEvents.id));
  return rows.map(({ kind, actorId }) => [kind, actorId]);
};

test('is granted by one and confirmed by another; nothing is seen before, and one ends it at once', async () => {
  const person = await aPerson(api.db, { name: 'New Partner' });
  const proposed = await propose(first, person);
  expect([proposed.status, proposed.body.may]).toEqual([201, { confirm: false, decline: true }]);
  expect(await sees(person)).toBe(404);
  expect((await decide(first, proposed.body.id)).body.code).toBe('people.second_person');
  expect((await decide(person, proposed.body.id)).body.code).toBe('people.second_person');
  expect(await sees(person)).toBe(404);
  expect((await decide(second, proposed.body.id)).status).toBe(200);
  expect(await sees(person)).toBe(200);
  const [grant] = await api.db.select().from(compartmentGrants).where(eq(compartmentGrants.personId, person.id));
  expect([grant?.grantedById, grant?.confirmedById]).toEqual([first.id, second.id]);
  // A double click is answered as the first, and grants nothing again.
  expect((await decide(second, proposed.body.id)).status).toBe(200);
  expect((await propose(first, person)).body.code).toBe('people.compartment_held');

  const ended = await api.as(first).post(`/api/people/${person.id}/compartment-grants/${grant!.id}/endings`);
  expect([ended.status, ended.body.endedAt]).toEqual([200, NOW.toISOString()]);
  expect(await sees(person)).toBe(404);
  expect(await kindsOf(person)).toEqual([
    ['compartment_proposed', first.id],
    ['compartment_confirmed', second.id],
    ['compartment_ended', first.id],
  ]);
});

test('a holder there is a second person too, and a stranger does not learn of it', async () => {
  const person = await aPerson(api.db);
  const holder = await aPerson(api.db, { compartments: [here() as { compartment: 'hr'; siteId: string }] });
  const { body } = await propose(first, person);
  expect((await decide(await aPerson(api.db), body.id)).body.code).toBe('people.proposal_not_found');
  expect((await api.as(await aPerson(api.db)).get('/api/compartment-proposals')).body.items).toEqual([]);
  expect((await api.as(holder).get('/api/compartment-proposals')).body.items.map((p: { id: string }) => p.id)).toContain(body.id);
  expect((await decide(holder, body.id)).status).toBe(200);
});

test('is declined by the second person, or taken back by the first, and then confirmed by nobody', async () => {
  for (const who of [first, second]) {
    const person = await aPerson(api.db);
    const { body } = await propose(first, person);
    expect((await decide(who, body.id, 'decline')).body.outcome).toBe('declined');
    expect((await decide(second, body.id)).body.code).toBe('people.proposal_over');
    expect(await sees(person)).toBe(404);
    expect((await propose(first, person)).status).toBe(201);
  }
});

test('waits two weeks; then it is asked anew', async () => {
  const person = await aPerson(api.db);
  const { body } = await propose(first, person);
  expect((await propose(second, person)).body.code).toBe('people.compartment_proposed');
  api.clock.now = new Date(NOW.getTime() + 14 * 86_400_000);
  expect((await decide(second, body.id)).body.code).toBe('people.proposal_over');
  expect((await propose(second, person)).status).toBe(201);
});

test('two who confirm at the same moment grant it once', async () => {
  const person = await aPerson(api.db);
  const { body } = await propose(first, person);
  const holder = await aPerson(api.db, { compartments: [{ compartment: 'hr' }] });
  const answers = await Promise.all([decide(second, body.id), decide(holder, body.id)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await api.db.select().from(compartmentGrants).where(eq(compartmentGrants.personId, person.id))).toHaveLength(1);
});

test('is refused for oneself, outside one’s scope, at an unknown school, for who has left', async () => {
  const elsewhere = await aPerson(api.db, { grants: [{ role: 'administrator', siteId: district.otherSchool.id }] });
  const ofService = await aPerson(api.db, { grants: [{ role: 'administrator', serviceCode: 'it' }] });
  const person = await aPerson(api.db);
  const left = await aPerson(api.db);
  await api.as(first).patch(`/api/people/${left.id}`, { body: { isActive: false }, ifMatch: 1 });
  const answers = [
    await propose(first, first),
    await propose(elsewhere, person),
    await propose(ofService, person),
    await propose(first, person, { compartment: 'hr', siteId: '00000000-0000-4000-8000-000000000000' }),
    await propose(first, left),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual([
    'people.not_for_yourself',
    'people.outside_scope',
    'people.outside_scope',
    'people.unknown_site',
    'people.has_left',
  ]);
});
