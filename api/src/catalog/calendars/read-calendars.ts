import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { windowsOn } from '#kernel/calendar.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';
import { calendarOf, type Content } from '../rules/calendars.ts';
import { effectOf } from '../rules/calendar-content.ts';
import { maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { guessEffect, type SchoolEvent } from '../rules/school-events.ts';
import { setUpNotForYou } from '../set-up/problems.ts';
import { ALWAYS_OPEN, mayChangeCalendar } from './plan-change.ts';
import { calendarNotFound, calendarNotYours } from './problems.ts';
import { type ByCalendar, type CalendarRow, listNewest, listRevisionsOf, listServicesByCalendar } from './queries.ts';
import { readIcal } from './read-ical.ts';

type Service = NonNullable<ReturnType<ByCalendar['get']>>[number];
type Pair = readonly [from: number, to: number];
const asWindows = (pairs: readonly Pair[]) => pairs.map(([from, to]) => ({ from, to }));

const presentService = (actor: Actor, service: Service) => ({
  code: service.code,
  nameEn: service.nameEn,
  nameEs: service.nameEs,
  version: service.version,
  mayChange: maySetUp(actor, service.code),
});

function present(actor: Actor, row: CalendarRow, byCalendar: ByCalendar) {
  const { code, nameEn, nameEs, version, content, changedAt, by, why } = row;
  const isAlwaysOpen = code === ALWAYS_OPEN;
  return {
    code,
    nameEn,
    nameEs,
    version,
    timeZone: content.timeZone,
    services: (byCalendar.get(code) ?? []).map((service) => presentService(actor, service)),
    isAlwaysOpen,
    changed: { at: changedAt, by, why },
    may: { change: !isAlwaysOpen && mayChangeCalendar(actor, code, byCalendar) },
  };
}

/** Every calendar, and which services work by it. */
export async function readCalendars(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const [rows, byCalendar] = [await listNewest(on), await listServicesByCalendar(on)];
  const items = rows.map((row) => present(actor, row, byCalendar));
  return { items, may: { add: maySetUpDistrict(actor, null) }, newest: Math.max(0, ...rows.map((row) => row.version)) };
}

/** July is in the middle of a district's year. */
const YEAR_BEGINS = '07-01';
const DAYS_SHOWN = 366;

function firstOfYear(today: string): string {
  const year = Number(today.slice(0, 4));
  return today.slice(5) < YEAR_BEGINS ? `${year - 1}-${YEAR_BEGINS}` : `${year}-${YEAR_BEGINS}`;
}

/** What is open on each day of a year, and why where it is not as usual. */
function yearOf(content: Content, from: string) {
  const calendar = calendarOf(content);
  const until = `${Number(from.slice(0, 4)) + 1}${from.slice(4)}`;
  return Array.from({ length: DAYS_SHOWN }, (_, i) => dayAfter(from, i))
    .filter((day) => day < until)
    .map((day) => {
      const said = calendar.exceptions.get(day);
      return { day, windows: asWindows(windowsOn(calendar, day)), why: said ? [...new Set(said.map(({ why }) => why))].join(' · ') : null };
    });
}

async function findCalendar(on: Sql, code: string): Promise<CalendarRow> {
  const row = (await listNewest(on)).find((one) => one.code === code);
  if (!row) throw calendarNotFound();
  return row;
}

/** One calendar with all that it has said, and a year of it. */
export async function readCalendar(on: Sql, actor: Actor, code: string, { from, now }: { from?: string | undefined; now: Date }) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = await findCalendar(on, code);
  const { content } = row;
  return {
    ...present(actor, row, await listServicesByCalendar(on)),
    week: content.week.map(asWindows),
    exceptions: content.exceptions.map(({ windows, ...said }) => ({ ...said, windows: asWindows(windows) })),
    revisions: await listRevisionsOf(on, code),
    openOn: yearOf(content, from ?? firstOfYear(districtDay(now))),
  };
}

const YEARS_AHEAD = 2;

/** The events of a file against what the calendar has of them: what each would do, and what differs. */
export async function readImport(on: Sql, actor: Actor, code: string, text: string, now: Date) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const { content } = await findCalendar(on, code);
  if (!mayChangeCalendar(actor, code, await listServicesByCalendar(on))) throw calendarNotYours();
  const since = districtDay(now);
  const until = `${Number(since.slice(0, 4)) + YEARS_AHEAD}${since.slice(4)}`;
  const { events, unread } = await readIcal(text, { timeZone: content.timeZone, since, until });
  return { events: compare(content, events, since), unread };
}

/** Each event with what the calendar has of it, and those that the file no longer has. */
function compare(content: Content, events: readonly SchoolEvent[], since: string) {
  const imported = content.exceptions.filter(({ uid, day }) => uid !== undefined && day >= since);
  const known = Map.groupBy(imported, ({ uid }) => uid!);
  const told = events.map((event) => {
    const had = known.get(event.uid) ?? [];
    const daysBefore = had.map(({ day }) => day);
    const summaryBefore = had[0]?.why ?? null;
    const isSame = summaryBefore === event.summary && daysBefore.join() === event.days.join();
    const how = had.length > 0 ? effectOf(content, had) : guessEffect(event);
    return {
      ...event,
      ...how,
      state: had.length === 0 ? ('new' as const) : isSame ? ('same' as const) : ('changed' as const),
      daysBefore,
      summaryBefore,
    };
  });
  const uids = new Set(events.map(({ uid }) => uid));
  const removed = [...known].flatMap(([uid, had]) =>
    uids.has(uid)
      ? []
      : [
          {
            uid,
            summary: had[0]!.why,
            days: [],
            from: null,
            to: null,
            effect: 'nothing' as const,
            time: null,
            state: 'removed' as const,
            daysBefore: had.map(({ day }) => day),
            summaryBefore: had[0]!.why,
          },
        ],
  );
  return [...told, ...removed];
}
