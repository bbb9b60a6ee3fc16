import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aWorkOrder } from '../work-orders.testing.ts';
import { follow, type Follower } from './live.testing.ts';

const PEOPLE = 50;
const EACH = 20;
let api: TestApi;
let district: District;
let desk: Actor[];
let open: Follower[];

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  desk = await Promise.all(Array.from({ length: PEOPLE }, (_p, i) => aPerson(api.db, { grants: [{ role: i % 2 ? 'dispatcher' : 'finance' }] })));
});
afterAll(() => api.close());

test('a thousand open streams are held by one process, each is told what its person may see, and closing waits for none of them', async () => {
  open = (
    await Promise.all(
      desk.map(async (actor) => {
        const cookie = await api.as(actor).cookie;
        const mine: Follower[] = [];
        for (let i = 0; i < EACH; i++) mine.push(await follow(api.app, cookie));
        return mine;
      }),
    )
  ).flat();
  await Promise.all(open.map((one) => one.open()));
  const requester = await aPerson(api.db);
  const { id } = await aWorkOrder(api.db, district, { requester });
  const may = (i: number) => Math.floor(i / EACH) % 2 === 1;
  await Promise.all(open.filter((_one, i) => may(i)).map((one) => one.hears('change', id)));
  expect(open.filter((one, i) => one.ids('change').length !== (may(i) ? 1 : 0))).toEqual([]);
  // While they are held, others are answered.
  expect((await api.as(requester).get(`/api/work-orders/${id}`)).status).toBe(200);
  api.app.drain.begin();
  await Promise.all(open.map((one) => one.ended()));
  expect((await api.as(requester).get('/api/live')).status).toBe(503);
});
