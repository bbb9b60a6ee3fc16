import { connect } from '@steward/db';
import { requestTypes, rooms, services, sites, teams } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keep, readVersionOf } from '#platform/kept.ts';
import { startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { findPlace } from '../sites/index.ts';
import { findRequestType, findTeamFor } from './index.ts';

let api: TestApi;
let district: District;
/** The pool of another process: it keeps what it knows apart. */
let other: ReturnType<typeof connect>;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  other = connect(api.config.databaseUrl, { poolSize: 2 });
});
afterAll(async () => {
  await other.close();
  await api.close();
});

/** As a request begins: with the look-up of its session, which tells the versions. */
const asRequests = async <T>(work: (db: typeof api.db) => Promise<T>) =>
  Promise.all([api.db, other.db].map(async (db) => (await readVersionOf(db, 'catalogue'), work(db))));

test('what is kept is asked of the database once, and not again until it changes', async () => {
  const version = await readVersionOf(api.db, 'catalogue');
  const query = () =>
    api.db
      .select({ n: sql<string>`nextval('work_order_numbers')` })
      .from(services)
      .limit(1);
  const look = () => keep(api.db, 'catalogue', 'a test', query, version);
  const [first, again, atLast] = [await look(), await look(), await look()];
  expect([again, atLast]).toEqual([first, first]);
});

test('whoever is in a transaction does not wait for somebody who waits for a connection', async () => {
  const { db, close } = connect(api.config.databaseUrl, { poolSize: 1 });
  const version = await readVersionOf(db, 'catalogue');
  const look = (on: typeof db) => keep(on, 'catalogue', 'a test of waiting', async () => (await on.select().from(services)).length, version);
  const outside: Promise<number>[] = [];
  const inside = await db.transaction(async (tx) => {
    outside.push(look(db));
    return look(tx);
  });
  expect(await Promise.all(outside)).toEqual([inside]);
  await close();
});

test('every process sees at once what is changed of schools, rooms, kinds and crews', async () => {
  const { site, room, type } = await api.db.transaction(async (tx) => {
    const [aRoom] = await tx.select().from(rooms).limit(1);
    const [aSite] = await tx.select().from(sites).where(eq(sites.id, aRoom!.siteId));
    const [aType] = await tx.select().from(requestTypes).limit(1);
    return { site: aSite!, room: aRoom!, type: aType! };
  });
  const hazards = () => asRequests(async (db) => (await findPlace(db, { siteId: site.id, roomId: room.id }))?.room?.hazardNote);
  await hazards();
  await other.db.update(rooms).set({ hazardNote: 'Wet floor' }).where(eq(rooms.id, room.id));
  expect(await hazards()).toEqual(['Wet floor', 'Wet floor']);

  await api.db.update(sites).set({ status: 'closed' }).where(eq(sites.id, site.id));
  expect(await asRequests(async (db) => (await findPlace(db, { siteId: site.id }))?.site.status)).toEqual(['closed', 'closed']);

  await other.db.update(requestTypes).set({ isActive: false }).where(eq(requestTypes.id, type.id));
  expect(await asRequests(async (db) => (await findRequestType(db, type.id))?.isActive)).toEqual([false, false]);

  const { plumbers } = district.teams;
  const plumbing = { type: { serviceCode: 'facilities', tradeCode: 'plumbing', compartment: null }, place: { areaId: null } };
  await api.db.update(teams).set({ name: 'The plumbers' }).where(eq(teams.id, plumbers));
  expect(await asRequests(async (db) => (await findTeamFor(db, plumbing)).teamName)).toEqual(['The plumbers', 'The plumbers']);
});
