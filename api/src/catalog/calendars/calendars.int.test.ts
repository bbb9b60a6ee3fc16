import { calendarRevisions, setupChanges } from '@steward/db/schema';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { NOW, startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { recountClocks } from '../../work-orders/index.ts';

// Now is Tuesday 24 November 2026, 09:00 in the district; Thursday and Friday are Thanksgiving.
let api: TestApi;
let district: District;
let admin: Actor;
let manager: Actor;
let teacher: Actor;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  admin = await aPerson(api.db, { name: 'Ada Admin', grants: [{ role: 'administrator' }] });
  manager = await aPerson(api.db, { name: 'Max Manager', grants: [{ role: 'service_manager', serviceCode: 'facilities' }] });
  teacher = await aPerson(api.db, { name: 'Tess Teacher', siteId: district.school.id, grants: [{ role: 'requester' }] });
});
afterAll(() => api.close());

const read = async (code: string) => (await api.as(admin).get(`/api/calendars/${code}`)).body;
/** A calendar as it is sent to be changed. */
const given = ({ timeZone, week, exceptions }: Record<string, unknown>) => ({ timeZone, week, exceptions });
const lastChange = async () => (await api.db.select().from(setupChanges).orderBy(desc(setupChanges.id)).limit(1))[0]!;
const order = async () => {
  const { body } = await api.as(teacher).post('/api/work-orders', {
    body: { requestTypeId: district.types.plumbing.id, title: 'Drip', siteId: district.school.id, impact: 'room', urgency: 'stops_teaching' },
  });
  return body as { id: string; number: string };
};
const dueOf = async (id: string) => (await api.as(teacher).get(`/api/work-orders/${id}`)).body.promise.resolutionDueAt as string;
const iso = (wall: string) => new Date(`${wall.replace(' ', 'T')}:00-07:00`).toISOString();
const SNOW = { calendars: ['facilities', 'it'], days: ['2026-11-25'], effect: 'closed', time: null };

describe('a calendar', () => {
  test('is listed with the services that work by it, and read with its revisions and a year', async () => {
    const { items, may } = (await api.as(manager).get('/api/calendars')).body;
    expect(may).toEqual({ add: false });
    const [facilities, it, always] = ['facilities', 'it', '24x7'].map((code) => items.find((one: { code: string }) => one.code === code));
    expect(facilities).toMatchObject({ timeZone: 'America/Denver', services: [{ code: 'facilities', mayChange: true }], may: { change: true } });
    expect([it.may.change, always.may.change, always.isAlwaysOpen]).toEqual([false, false, true]);
    const { openOn, revisions } = await read('facilities');
    expect(openOn).toHaveLength(365);
    expect(openOn.find(({ day }: { day: string }) => day === '2026-11-26')).toEqual({ day: '2026-11-26', windows: [], why: 'Thanksgiving' });
    expect(revisions.at(-1)).toMatchObject({ by: null });
  });

  test('says from a change on what it says, under the version that was seen, with one line in the log', async () => {
    const before = await read('nutrition');
    const week = before.week.with(1, [{ from: 300, to: 840 }]);
    const body = { ...given(before), week, why: 'Kitchens begin at five on Mondays' };
    const stale = await api.as(admin).put('/api/calendars/nutrition', { body, ifMatch: before.version - 1 });
    expect([stale.status, stale.body.code]).toEqual([412, 'set_up.changed']);
    const saved = await api.as(admin).put('/api/calendars/nutrition', { body, ifMatch: before.version });
    expect([saved.status, saved.body.codes]).toEqual([200, ['nutrition']]);
    const after = await read('nutrition');
    expect(after).toMatchObject({ version: saved.body.revision, week, changed: { by: 'Ada Admin', why: body.why } });
    expect(await lastChange()).toMatchObject({ subjectKind: 'calendar', subjectId: 'nutrition', why: body.why, after: { week: expect.anything() } });
    expect(Object.keys((await lastChange()).after)).toEqual(['week']);
    // Sent once more it says nothing new.
    const again = await api.as(admin).put('/api/calendars/nutrition', { body, ifMatch: after.version });
    expect([again.status, (await read('nutrition')).version]).toEqual([200, after.version]);
  });

  test('with hours that make no sense is refused where they stand; so is a reason left out', async () => {
    const before = await read('it');
    const refused = async (more: object) => {
      const { status, body } = await api
        .as(admin)
        .put('/api/calendars/it', { body: { ...given(before), why: 'Test', ...more }, ifMatch: before.version });
      return [status, body.errors[0].pointer];
    };
    expect(await refused({ week: before.week.with(2, [{ from: 500, to: 500 }]) })).toEqual([422, '/week/2/0']);
    expect(await refused({ timeZone: 'Nowhere/Else' })).toEqual([422, '/timeZone']);
    expect(await refused({ why: '' })).toEqual([400, '/why']);
    const always = await read('24x7');
    const closing = await api.as(admin).put('/api/calendars/24x7', { body: { ...given(always), why: 'x' }, ifMatch: always.version });
    expect([closing.status, closing.body.code]).toEqual([422, 'calendar.always_open']);
  });

  test('is made by an administrator, and a service works by it from the next request on', async () => {
    const body = { ...given(await read('it')), exceptions: [], nameEn: 'Night custodians', nameEs: 'Conserjes de noche', why: 'They work at night' };
    expect((await api.as(manager).post('/api/calendars', { body })).status).toBe(403);
    const made = await api.as(admin).post('/api/calendars', { body });
    expect([made.status, made.body.code, made.body.services]).toEqual([201, 'night_custodians', []]);
    const old = await order();
    const { items } = (await api.as(manager).get('/api/calendars')).body;
    const { version } = items.find(({ code }: { code: string }) => code === 'facilities').services[0];
    const change = { body: { calendarCode: 'night_custodians', why: 'Test' }, ifMatch: version };
    const changed = await api.as(manager).put('/api/set-up/services/facilities/calendar', change);
    expect(changed.status, changed.text).toBe(200);
    // No Thanksgiving there: a day of the new calendar is another.
    expect([await dueOf(old.id), await dueOf((await order()).id)]).toEqual([iso('2026-12-01 09:00'), iso('2026-11-27 09:00')]);
    expect(await lastChange()).toMatchObject({ subjectKind: 'service', before: { calendar: 'Facilities' }, after: { calendar: 'Night custodians' } });
    const stale = await api.as(manager).put('/api/set-up/services/facilities/calendar', change);
    expect(stale.status).toBe(412);
    await api
      .as(manager)
      .put('/api/set-up/services/facilities/calendar', { body: { calendarCode: 'facilities', why: 'Back' }, ifMatch: version + 1 });
  });
});

describe('a snow day', () => {
  test('is previewed, closes several calendars in one act, and moves the promises that it touches', async () => {
    const one = await order();
    await recountClocks(api.db, () => NOW);
    const preview = await api.as(admin).post('/api/calendar-previews', { body: { kind: 'closure', ...SNOW } });
    expect(preview.status, preview.text).toBe(200);
    expect(preview.body.calendars.map(({ code }: { code: string }) => code)).toEqual(['facilities', 'it']);
    expect(preview.body.moved).toBeGreaterThan(0);
    expect(preview.body.people).toBe(1);
    const example = preview.body.examples.find(({ number }: { number: string }) => number === one.number);
    expect(example).toEqual({ number: one.number, title: 'Drip', dueBefore: iso('2026-12-01 09:00'), dueAt: iso('2026-12-02 09:00') });

    const before = (await api.db.select().from(setupChanges)).length;
    api.clock.now = new Date(NOW.getTime() + 60_000);
    const saved = await api.as(admin).post('/api/calendar-closures', { body: { ...SNOW, why: 'Snow day' } });
    expect([saved.status, saved.body.codes]).toEqual([201, ['facilities', 'it']]);
    expect((await api.db.select().from(setupChanges)).length).toBe(before + 1);
    expect(await lastChange()).toMatchObject({ subjectName: 'Facilities, Technology', why: 'Snow day' });
    const waiting = (await api.as(manager).get(`/api/clock-recounts/${saved.body.revision}`)).body;
    expect(waiting).toMatchObject({ doneRatio: 0, startedAt: null, finishedAt: null });
    await recountClocks(api.db, () => api.clock.now);
    expect(await dueOf(one.id)).toBe(iso('2026-12-02 09:00'));
    const counted = (await api.as(manager).get(`/api/clock-recounts/${saved.body.revision}`)).body;
    expect(counted).toMatchObject({ doneRatio: 1, moved: preview.body.moved, finishedAt: api.clock.now.toISOString() });
    const { resolution } = (await api.as(teacher).get(`/api/work-orders/${one.id}/clocks`)).body;
    expect(resolution.segments.at(-1)).toMatchObject({ why: 'calendar_changed', by: 'Ada Admin', note: 'Snow day' });

    const again = await api.as(admin).post('/api/calendar-closures', { body: { ...SNOW, why: 'Once more' } });
    expect([again.status, again.body.code]).toEqual([422, 'calendar.nothing_differs']);
  });

  test('is for who runs every service of it; confidential orders are in no count and no example', async () => {
    const both = await api.as(manager).post('/api/calendar-previews', { body: { kind: 'closure', ...SNOW } });
    expect([both.status, both.body.code]).toEqual([403, 'calendar.not_yours']);
    const { types, school } = district;
    const asked = await api.as(teacher).post('/api/work-orders', { body: { requestTypeId: types.hr.id, title: 'Leave', siteId: school.id } });
    expect(asked.status, asked.text).toBe(201);
    const hr = await api.as(admin).post('/api/calendar-previews', { body: { kind: 'closure', ...SNOW, calendars: ['hr'] } });
    expect(hr.body).toMatchObject({ openOrders: 0, moved: 0, people: 0, examples: [] });
    const saved = await api.as(admin).post('/api/calendar-closures', { body: { ...SNOW, calendars: ['hr'], why: 'Snow' } });
    await recountClocks(api.db, () => api.clock.now);
    expect((await api.as(admin).get(`/api/clock-recounts/${saved.body.revision}`)).body.moved).toBe(0);
  });

  test('with a delayed start needs its time', async () => {
    const late = { ...SNOW, days: ['2026-12-03'], effect: 'delayed_start', why: 'Ice' };
    const refused = await api.as(admin).post('/api/calendar-closures', { body: late });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/time']);
    expect((await api.as(admin).post('/api/calendar-closures', { body: { ...late, time: 600 } })).status).toBe(201);
    const { exceptions } = await read('it');
    expect(exceptions.find(({ day }: { day: string }) => day === '2026-12-03')).toEqual({
      day: '2026-12-03',
      windows: [{ from: 600, to: 1020 }],
      why: 'Ice',
    });
  });
});

const ical = (...events: string[]) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n${events.join('\r\n')}\r\nEND:VCALENDAR\r\n`;
const event = (uid: string, lines: string) => `BEGIN:VEVENT\r\nUID:${uid}\r\n${lines.replaceAll('\n', '\r\n')}\r\nEND:VEVENT`;
const SPRING = event('spring', 'DTSTART;VALUE=DATE:20270322\nDTEND;VALUE=DATE:20270327\nSUMMARY:Spring Break - students');
const MEMORIAL = event('memorial', 'DTSTART;VALUE=DATE:20270531\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO\nSUMMARY:Memorial Day');
const LATE = event(
  'late',
  'DTSTART;TZID=America/New_York:20270106T090000\nDTEND;TZID=America/New_York:20270106T110000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=America/New_York:20270113T090000\nSUMMARY:Late start',
);

describe('the district’s own calendar', () => {
  const readFile = async (text: string, who = admin) => api.as(who).post('/api/calendars/it/import-readings', { body: { text } });
  type Told = { uid: string; summary: string; days: string[]; effect: string; time: number | null; state: string };
  const take = async (events: Told[], why = 'School calendar 2026-27') => {
    const body = { why, events: events.map(({ uid, summary, days, effect, time }) => ({ uid, summary, days, effect, time })) };
    return api.as(admin).post('/api/calendars/it/imports', { body, ifMatch: (await read('it')).version });
  };

  test('is read with a guess for each event, taken in as decided, and later changed and removed by the same uid', async () => {
    const { body, status } = await readFile(ical(SPRING, MEMORIAL, LATE));
    expect(status).toBe(200);
    const events = body.events as Told[];
    expect(events.map(({ uid, effect, time, state }) => [uid, effect, time, state])).toEqual([
      ['spring', 'nothing', null, 'new'],
      ['memorial', 'closed', null, 'new'],
      ['late', 'delayed_start', 540, 'new'],
    ]);
    expect(events[1]!.days).toEqual(['2027-05-31', '2028-05-29']);
    expect(events[2]!.days).toEqual(['2027-01-06', '2027-01-20', '2027-01-27']);
    const rows = (await api.db.select().from(calendarRevisions).where(eq(calendarRevisions.calendarCode, 'it'))).length;
    expect((await take(events)).status).toBe(201);
    expect(await api.db.select().from(calendarRevisions).where(eq(calendarRevisions.calendarCode, 'it'))).toHaveLength(rows + 1);
    const late = (await read('it')).exceptions.filter(({ uid }: { uid?: string }) => uid === 'late');
    expect(late[0]).toEqual({ day: '2027-01-06', windows: [{ from: 540, to: 1020 }], why: 'Late start', uid: 'late' });

    const moved = ical(MEMORIAL, LATE.replace('COUNT=4', 'COUNT=1'));
    const next = (await readFile(moved)).body.events as Told[];
    expect(next.map(({ uid, state }) => [uid, state])).toEqual([
      ['memorial', 'same'],
      ['late', 'changed'],
    ]);
    const gone = (await readFile(ical(LATE))).body.events as Told[];
    expect(gone.map(({ uid, effect, state }) => [uid, effect, state])).toEqual([
      ['late', 'delayed_start', 'same'],
      ['memorial', 'nothing', 'removed'],
    ]);
    await take(next);
    await take(gone.filter(({ state }) => state === 'removed'));
    expect((await read('it')).exceptions.filter(({ uid }: { uid?: string }) => uid).map(({ day }: { day: string }) => day)).toEqual(['2027-01-06']);
  });

  test('begins where an event begins that lists its dates, and names what it could not make sense of', async () => {
    const listed = event('listed', 'DTSTART;VALUE=DATE:20270111\nRDATE;VALUE=DATE:20270118,20270125\nEXDATE;VALUE=DATE:20270118\nSUMMARY:No school');
    const odd = [
      'BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261218\r\nSUMMARY:Without a name of its own\r\nEND:VEVENT',
      event('no-day', 'DTSTART;VALUE=DATE:20269999\nSUMMARY:No such day'),
      event('backwards', 'DTSTART:20270105T100000Z\nDTEND:20270105T090000Z\nSUMMARY:Ends before it begins'),
      event('tick', 'DTSTART:20270101T000000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:Tick'),
    ];
    const { body, status } = await readFile(ical(listed, ...odd));
    expect(status).toBe(200);
    expect(body.events.filter(({ state }: Told) => state === 'new').map(({ uid, days }: Told) => [uid, days])).toEqual([
      ['listed', ['2027-01-11', '2027-01-25']],
    ]);
    expect(body.unread).toEqual(['Without a name of its own', 'No such day', 'Ends before it begins', 'Tick']);
  });

  test('is refused in plain words where it is none, never ends, or is too large', async () => {
    const never = [1, 2].map((n) => event(`n${n}`, 'DTSTART;VALUE=DATE:19000101\nRRULE:FREQ=DAILY\nSUMMARY:Each day'));
    for (const text of ['junk', 'BEGIN:VCALENDAR\nfoo', ical(event('x', 'DTSTART:never\nSUMMARY:X')), ical(...never)]) {
      const { status, body } = await readFile(text);
      expect([status, body.code, body.errors[0].pointer], text.slice(0, 90)).toEqual([422, 'calendar.file', '/text']);
    }
    expect((await readFile('x'.repeat(1_000_001))).status).toBe(400);
    expect((await readFile('x'.repeat(4_000_000))).status).toBe(413);
    expect((await readFile(ical(SPRING), manager)).status).toBe(403);
  });
});
