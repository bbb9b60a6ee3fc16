import { personEvents, workOrders } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../app.testing.ts';
import { aDistrict, type District } from '../district.testing.ts';
import { aPerson } from '../people/people.testing.ts';
import { aWorkOrder } from '../work-orders/work-orders.testing.ts';
import { FIGURES } from './definitions.ts';

type Behind = { key: string; orders: number; query: Record<string, string> };
type Row = { key: string; label: { en: string }; values: (number | null)[]; behind: Behind[] };
type Figure = { key: string; rows: Row[]; total: Row | null; value: number | null; definition: { en: string; es: string } };

let api: TestApi;
let district: District;
let teacher: Actor;
let plumber: Actor;
const people: Record<string, Actor> = {};
const hours = (n: number) => new Date(NOW.getTime() + n * 3_600_000);
const DAY = 24;

type Type = District['types']['plumbing'];
/** Asked, taken up, held for a while and done, through the API, at the hours given (from now). */
async function done(type: Type, { asked, held, resumed, finished }: { asked: number; held?: number; resumed?: number; finished: number }) {
  const order = await aWorkOrder(api.db, district, { requester: teacher, type, at: hours(asked) });
  const who = api.as(plumber);
  let version = order.version;
  const post = async (path: string, at: number, body: object) => {
    api.clock.now = hours(at);
    const answer = await who.post(`/api/work-orders/${order.id}/${path}`, { body, ifMatch: version });
    expect(answer.status, answer.text).toBeLessThan(300);
    version = answer.body.version;
  };
  await post('assignments', asked, { personId: plumber.id });
  await post('transitions', asked, { to: 'in_progress' });
  if (held !== undefined) {
    await post('transitions', held, { to: 'on_hold', holdReason: 'parts', note: 'A valve.' });
    await post('transitions', resumed!, { to: 'in_progress' });
  }
  await api.db
    .update(workOrders)
    .set({ updatedAt: hours(finished) })
    .where(eq(workOrders.id, order.id));
  await post('transitions', finished, { to: 'completed', resolutionNote: 'Done.' });
  api.clock.now = NOW;
  return order;
}

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  const { areas, school, otherSchool, teams, types } = district;
  teacher = await aPerson(api.db, { siteId: school.id, grants: [{ role: 'requester' }] });
  plumber = await aPerson(api.db, { grants: [{ role: 'technician' }, { role: 'dispatcher' }], teamIds: [teams.plumbers] });
  Object.assign(people, {
    manager: await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'facilities' }] }),
    dispatcherNorth: await aPerson(api.db, { grants: [{ role: 'dispatcher', areaId: areas.north }] }),
    auditor: await aPerson(api.db, { grants: [{ role: 'auditor' }] }),
    administrator: await aPerson(api.db, { grants: [{ role: 'administrator' }] }),
    partnerWhoManages: await aPerson(api.db, { grants: [{ role: 'service_manager', serviceCode: 'it' }], compartments: [{ compartment: 'hr' }] }),
  });
  const asks = (more: Omit<Parameters<typeof aWorkOrder>[2], 'requester'>) => aWorkOrder(api.db, district, { requester: teacher, ...more });
  for (const days of [0, 1, 2, 3, 7, 8, 30, 31, 90, 91, 200]) await asks({ at: hours(-days * DAY) });
  await asks({ type: types.it, siteId: otherSchool.id, at: hours(-50) });
  await asks({ siteId: otherSchool.id, set: { teamId: null } });
  await asks({ set: { status: 'on_hold', holdReason: 'vendor', heldFrom: 'triaged', resolutionDueAt: null } });
  await asks({ set: { status: 'on_hold', holdReason: 'parts', heldFrom: 'triaged', resolutionDueAt: null } });
  await asks({ set: { resolutionDueAt: hours(1), estimateMinutes: 600 } });
  await asks({ set: { resolutionDueAt: hours(DAY * 2) } });
  // Confidential ones stand around: open, held, late, done and rated.
  await asks({ type: types.hr, at: hours(-20 * DAY) });
  await asks({ type: types.hr, set: { status: 'on_hold', holdReason: 'approval', heldFrom: 'triaged' } });
  await asks({ type: types.diet });
  await asks({ type: types.security, set: { status: 'completed', completedAt: hours(-5), rating: 1 } });
  await asks({
    type: types.hr,
    at: hours(-99),
    set: { status: 'closed', completedAt: hours(-98), rating: 2, reopenCount: 1, resolutionDueAt: hours(-97) },
  });

  const ended = (set: object) => ({ status: 'completed', assigneeId: null, ...set });
  await asks({ at: hours(-300), set: ended({ completedAt: hours(-200), resolutionDueAt: hours(-200), rating: 5 }) });
  await asks({ at: hours(-290), set: ended({ completedAt: hours(-100), resolutionDueAt: hours(-101), rating: 2, priority: 'P2' }) });
  await asks({ at: hours(-280), set: ended({ completedAt: hours(-10), resolutionDueAt: null, policy: null, reopenCount: 1 }) });
  await asks({
    type: types.it,
    siteId: otherSchool.id,
    at: hours(-100),
    set: ended({ completedAt: hours(-90), rating: 4, resolutionDueAt: hours(0) }),
  });
  await asks({ at: hours(-100 * DAY), set: ended({ completedAt: hours(-95 * DAY) }) });
  // Tuesday 9:00 to Wednesday 9:00 on hold: ten working hours, 24 on the wall.
  await done(types.plumbing, { asked: -8 * DAY, held: -7 * DAY, resumed: -6 * DAY, finished: -5 * DAY });
});
afterAll(() => api.close());

const read = async (who: Actor, query = '') => {
  const answer = await api.as(who).get(`/api/reports/operations${query}`);
  expect(answer.status, answer.text).toBe(200);
  const figures = new Map((answer.body.figures as Figure[]).map((figure) => [figure.key, figure]));
  return { ...answer.body, figure: (key: (typeof FIGURES)[number]) => figures.get(key)! } as {
    open: number;
    openQuery: Record<string, string>;
    figures: Figure[];
    figure: (key: (typeof FIGURES)[number]) => Figure;
  };
};
const listed = async (who: Actor, query: Record<string, string>) => {
  const answer = await api.as(who).get(`/api/work-orders/counts?${new URLSearchParams(query).toString()}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.total as number;
};
const valuesOf = ({ rows }: Figure) => Object.fromEntries(rows.map(({ key, values }) => [key, values[0]]));

describe('each figure counts exactly the orders of the list that it opens', () => {
  test.each(['manager', 'dispatcherNorth', 'auditor', 'administrator', 'partnerWhoManages'])('%s', async (name) => {
    const who = people[name]!;
    const { areas } = district;
    for (const query of ['', `?areaId=${areas.north}&period=school_year`, '?period=month&serviceCode=facilities']) {
      const report = await read(who, query);
      expect(report.figures.map(({ key }) => key)).toEqual(FIGURES);
      expect([query, 'open', report.open]).toEqual([query, 'open', await listed(who, report.openQuery)]);
      for (const { key, rows, total } of report.figures)
        for (const row of [...rows, ...(total ? [total] : [])])
          for (const behind of row.behind)
            expect([query, key, row.key, behind.key, behind.orders]).toEqual([query, key, row.key, behind.key, await listed(who, behind.query)]);
    }
  });
  test('lines of the same orders add up to the same', async () => {
    const report = await read(people['administrator']!);
    for (const key of ['open_by_age', 'open_by_trade', 'open_by_area', 'backlog'] as const)
      expect([key, report.figure(key).rows.reduce((sum, { behind }) => sum + behind[0]!.orders, 0)]).toEqual([key, report.open]);
  });
});

describe('what is confidential shows in no figure to who does not hold it', () => {
  const openOf = async (who: Actor) => (await read(who)).open;
  test('not to administrators, auditors, managers of all: another order of HR changes nothing for them, and one more for its holder', async () => {
    const all = await aPerson(api.db, { grants: [{ role: 'service_manager' }] });
    const readers = [all, people['auditor']!, people['administrator']!, people['dispatcherNorth']!];
    const holder = people['partnerWhoManages']!;
    const before = await Promise.all([...readers, holder].map((who) => api.as(who).get('/api/reports/operations')));
    const openBefore = await openOf(holder);
    await aWorkOrder(api.db, district, { requester: teacher, type: district.types.hr });
    await aWorkOrder(api.db, district, {
      requester: teacher,
      type: district.types.hr,
      set: { status: 'completed', completedAt: NOW, rating: 1, reopenCount: 1, resolutionDueAt: hours(-1) },
    });
    const after = await Promise.all([...readers, holder].map((who) => api.as(who).get('/api/reports/operations')));
    readers.forEach((_, i) => expect(after[i]!.body).toEqual(before[i]!.body));
    expect(await openOf(holder)).toBe(openBefore + 1);
  });
  test('no name of a confidential team, trade or service stands in a row', async () => {
    const { text } = await api.as(people['administrator']!).get('/api/reports/operations');
    const rows = (JSON.parse(text).figures as Figure[]).flatMap(({ rows: all }) => all);
    const labels = rows.map(({ label }) => label.en.toLowerCase());
    for (const word of ['hr', 'human resources', 'diets']) expect(labels).not.toContain(word);
  });
  test('two confidential requests of one kind at one place say nothing of each other', async () => {
    const { rows } = (await read(people['partnerWhoManages']!)).figure('first_time_fix');
    const hr = rows.find(({ key }) => key === 'hr')!;
    expect(hr.behind.find(({ key }) => key === 'missed')!.orders).toBe(2);
  });
});

describe('what the figures say', () => {
  test('late, by tonight and by Sunday: each includes the one before', async () => {
    const { late, today, week } = valuesOf((await read(people['manager']!)).figure('due')) as Record<string, number>;
    expect(today! - late!).toBeGreaterThanOrEqual(1);
    expect(week! - today!).toBeGreaterThanOrEqual(1);
  });
  test('ages in days of the district', async () => {
    const north = valuesOf((await read(people['manager']!, `?areaId=${district.areas.north}`)).figure('open_by_age'));
    // Four more were asked for today.
    expect(north).toEqual({ '0-2': 3 + 4, '3-7': 2, '8-30': 2, '31-90': 2, '91+': 2 });
  });
  test('done at the very instant that was promised is in target; what had no promise is left out', async () => {
    const { total } = (await read(people['manager']!)).figure('in_target_by_service');
    const [met, missed] = ['met', 'missed'].map((key) => total!.behind.find((one) => one.key === key)!.orders);
    expect([met! >= 1, missed]).toEqual([true, 1]);
    expect(total!.values[0]).toBeCloseTo(met! / (met! + missed!));
  });
  test('time on hold in working hours and on the wall', async () => {
    const [parts] = (await read(people['manager']!)).figure('hold_time').rows;
    expect([parts!.key, parts!.values, parts!.behind[0]!.orders]).toEqual(['parts', [10, 24], 1]);
  });
  test('the backlog is estimated hours by the hours of the crew', async () => {
    const [row] = (await read(people['manager']!)).figure('backlog').rows.filter(({ label }) => label.en === 'plumbers');
    expect(row!.values[0]).toBeCloseTo(row!.values[1]! / 100);
    expect(row!.values[1]).toBeGreaterThanOrEqual(10);
  });
  test('stars and their mean', async () => {
    const { rows, value } = (await read(people['manager']!)).figure('ratings');
    expect(rows.map(({ key, values }) => [key, values[0]])).toEqual([
      ['5', 1],
      ['4', 0],
      ['3', 0],
      ['2', 1],
      ['1', 0],
    ]);
    expect(value).toBe(3.5);
  });
  test('every definition is there in both languages', async () => {
    for (const { key, definition } of (await read(people['auditor']!)).figures)
      expect([key, definition.en.length > 40, definition.es.length > 40, definition.en === definition.es]).toEqual([key, true, true, false]);
  });
});

describe('a figure as CSV', () => {
  test('begins with its name, its definition and its days, and is noted', async () => {
    const who = people['manager']!;
    for (const figure of FIGURES) {
      const { status, text, headers } = await api.as(who).get(`/api/reports/operations/export?figure=${figure}&period=school_year`);
      expect([figure, status, String(headers['content-type'])]).toEqual([figure, 200, 'text/csv; charset=utf-8']);
      const report = await read(who, '?period=school_year');
      expect(text).toContain(report.figure(figure).definition.en.slice(0, 30));
      expect(text.trim().split('\r\n').length).toBeGreaterThanOrEqual(4 + report.figure(figure).rows.length);
    }
    const events = await api.db.select().from(personEvents).where(eq(personEvents.personId, who.id));
    expect(events.filter(({ kind }) => kind === 'orders_exported')).toHaveLength(FIGURES.length);
  });
});
