import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { readVersionOf } from '#platform/kept.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { anApprovalPolicy } from '../work-orders/approvals/approvals.testing.ts';
import { aWorkOrder } from '../work-orders/work-orders.testing.ts';

let api: TestApi;
let district: District;
let principal: Actor;
let ofArea: Actor;
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000);

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { school, otherSchool, areas, types } = district;
  const teacher = await aPerson(api.db, { siteId: school.id, grants: [{ role: 'requester' }] });
  principal = await aPerson(api.db, { siteId: school.id, grants: [{ role: 'site_administrator', siteId: school.id }] });
  ofArea = await aPerson(api.db, {
    grants: [
      { role: 'site_administrator', areaId: areas.south },
      { role: 'site_administrator', siteId: school.id },
    ],
  });
  const asks = (more: Omit<Parameters<typeof aWorkOrder>[2], 'requester'>) => aWorkOrder(api.db, district, { requester: teacher, ...more });
  await asks({ set: { resolutionDueAt: hours(-1) } });
  await asks({ set: { plannedOn: '2026-11-24', plannedSequence: 2 }, title: 'Second' });
  await asks({ set: { plannedOn: '2026-11-24', plannedSequence: 1 }, title: 'First' });
  await asks({ set: { plannedOn: '2026-11-29' } });
  await asks({ set: { plannedOn: '2026-12-07' } });
  await asks({ set: { plannedOn: '2026-11-25', status: 'cancelled' } });
  await asks({ set: { status: 'awaiting_approval' } });
  await asks({ set: { status: 'closed', completedAt: hours(-9), rating: 4 }, title: 'Window' });
  await asks({ set: { status: 'closed', completedAt: hours(-99), rating: 1 } });
  await asks({ type: types.hr, set: { plannedOn: '2026-11-24' } });
  await asks({ type: types.hr, set: { status: 'closed', completedAt: hours(-1), rating: 1 } });
  await asks({ siteId: otherSchool.id });
});
afterAll(() => api.close());

const read = async (who: Actor, query = '') => api.as(who).get(`/api/reports/my-school${query}`);

test('a principal sees their school on one page, and every number is that of the list it opens', async () => {
  const { body } = await read(principal);
  expect([body.site.id, body.schools.length]).toEqual([district.school.id, 1]);
  expect([body.open.orders, body.late.orders, body.planned.orders]).toEqual([6, 1, 4]);
  for (const { orders, query } of [body.open, body.late, body.planned, ...body.ratings.rows.flatMap((row: { behind: object[] }) => row.behind)])
    expect((await api.as(principal).get(`/api/work-orders/counts?${new URLSearchParams(query).toString()}`)).body.total).toBe(orders);
  expect([body.ratings.mean, body.ratings.rated, body.done.total]).toEqual([2.5, 2, 2]);
});

test('visits stand by day, in the order of the day; what is cancelled and what is confidential is not there', async () => {
  const { body, text } = await read(principal);
  expect(body.visits.map(({ day, orders }: { day: string; orders: object[] }) => [day, orders.length])).toEqual([
    ['2026-11-23', 0],
    ['2026-11-24', 2],
    ['2026-11-25', 0],
    ['2026-11-26', 0],
    ['2026-11-27', 0],
    ['2026-11-28', 0],
    ['2026-11-29', 1],
  ]);
  expect(body.visits[1].orders.map(({ title }: { title: string }) => title)).toEqual(['First', 'Second']);
  expect(body.done.orders.map(({ title }: { title: string }) => title)).toEqual(['Window', 'Faucet drips']);
  expect(text).not.toContain('hr');
});

test('who runs several chooses; another school is not there', async () => {
  expect((await read(ofArea)).body.schools).toHaveLength(2);
  expect((await read(ofArea, `?siteId=${district.otherSchool.id}`)).body.open.orders).toBe(1);
  expect((await read(principal, `?siteId=${district.otherSchool.id}`)).status).toBe(404);
});

test('what waits for an approval here stands there, for whom it waits: theirs to decide, and what others decide', async () => {
  const { school, otherSchool, types } = district;
  const manager = await aPerson(api.db, { name: 'Max Manager', grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  const teacher = await aPerson(api.db, { siteId: school.id });
  for (const [type, role] of [
    [types.plumbing, 'site_administrator'],
    [types.drilling, 'service_manager'],
  ] as const)
    await anApprovalPolicy(api.db, { serviceCode: 'facilities', requestTypeId: type.id, steps: [{ roles: [role] }] });
  await anApprovalPolicy(api.db, { serviceCode: 'hr', requestTypeId: types.hr.id });
  await readVersionOf(api.db, 'catalogue');
  const asks = (type: typeof types.plumbing, requester = teacher, siteId = school.id) => aWorkOrder(api.db, district, { requester, type, siteId });
  const [sink, wall, own] = [await asks(types.plumbing), await asks(types.drilling), await asks(types.plumbing, principal)];
  const [elsewhere, secret] = [await asks(types.plumbing, teacher, otherSchool.id), await asks(types.hr)];
  expect([sink, wall, own, elsewhere, secret].map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'awaiting_approval'));

  const { body, text } = await read(principal);
  const numbers = (items: { order: { number: string } }[]) => items.map(({ order }) => order.number);
  expect([numbers(body.approvals.mine), numbers(body.approvals.others)]).toEqual([[sink.number], [wall.number, own.number]]);
  expect(
    body.approvals.others.map(({ deciders }: { deciders: { person: { name: string } }[] }) => deciders.map(({ person }) => person.name)),
  ).toEqual([[manager.name], [ofArea.name]]);
  for (const { number } of [elsewhere, secret]) expect(text).not.toContain(number);
});
