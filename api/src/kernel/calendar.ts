import { dayAfter } from './day.ts';

// Working time. Windows are wall-clock time in the calendar's zone; durations are real elapsed time. Instants are milliseconds since 1970.

/** Minutes after the day's midnight; past 1440 where a shift ends on the next day. */
export type Window = readonly [from: number, to: number];
/** What differs on a date: no windows at all is closed. */
export type Exception = { windows: readonly Window[]; why: string };
export type Calendar = {
  /** IANA name, as America/Denver. */
  timeZone: string;
  /** Windows of each weekday, Sunday first. */
  week: readonly (readonly Window[])[];
  /** By day, as 2026-03-10; where several name one day, what all of them leave open is open. */
  exceptions: ReadonlyMap<string, readonly Exception[]>;
};
export type Opening = { from: number; to: number };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ALL_DAY = 1440;
/** Beyond this nothing is promised: a calendar that never opens has no end. */
const HORIZON_DAYS = 3660;

/** Sorted, and one where they touch or overlap. */
export function joined(windows: readonly Window[]): Window[] {
  const done: [number, number][] = [];
  for (const [from, to] of windows.filter((w) => w[1] > w[0]).toSorted((a, b) => a[0] - b[0])) {
    const last = done.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else done.push([from, to]);
  }
  return done;
}

const overlap = (a: readonly Window[], b: readonly Window[]): Window[] =>
  joined(a.flatMap((x) => b.map((y): Window => [Math.max(x[0], y[0]), Math.min(x[1], y[1])])));

const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The windows of a day, with what is said of that date. */
export function windowsOn(calendar: Calendar, day: string): readonly Window[] {
  const [first, ...others] = calendar.exceptions.get(day) ?? [];
  if (!first) return joined(calendar.week[weekdayOf(day)] ?? []);
  return others.reduce((left: readonly Window[], { windows }) => overlap(left, windows), joined(first.windows));
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', ...parts });
  formatters.set(timeZone, made);
  return made;
}

const offsets = new Map<string, Map<number, number>>();
/** Every zone changes its offset at a full quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS;
const OFFSETS_AT_MOST = 200_000;

/** How far the zone's wall clock is ahead of UTC at this instant, in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER_MS);
  let ofZone = offsets.get(timeZone);
  if (!ofZone || ofZone.size > OFFSETS_AT_MOST) offsets.set(timeZone, (ofZone = new Map()));
  const known = ofZone.get(quarter);
  if (known !== undefined) return known;
  const start = quarter * QUARTER_MS;
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(start)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const offset = Date.UTC(year!, month! - 1, day, hour, minute, second) - start;
  ofZone.set(quarter, offset);
  return offset;
}

/** The day on the calendar's wall at this instant. */
export const dayAt = ({ timeZone }: Pick<Calendar, 'timeZone'>, at: number) => new Date(at + offsetAt(timeZone, at)).toISOString().slice(0, 10);

/** What the calendar's wall shows at this instant, in minutes after midnight. */
export const minuteAt = ({ timeZone }: Pick<Calendar, 'timeZone'>, at: number) =>
  Math.floor((((at + offsetAt(timeZone, at)) % DAY_MS) + DAY_MS) / MINUTE_MS) % ALL_DAY;

/** When the wall shows this; the first time where it shows it twice, and the next instant that there is where it is skipped. */
export function instantAt(timeZone: string, day: string, minutes: number): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  const [before, after] = [offsetAt(timeZone, wall - DAY_MS), offsetAt(timeZone, wall + DAY_MS)];
  const [first, second] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  if (first + offsetAt(timeZone, first) === wall) return first;
  if (second + offsetAt(timeZone, second) === wall) return second;
  // Skipped: the quarter in which the clock was put forward begins between the two.
  let at = Math.floor(first / QUARTER_MS) * QUARTER_MS;
  while (at <= first || offsetAt(timeZone, at) === offsetAt(timeZone, first)) at += QUARTER_MS;
  return at;
}

/** Days since 1970 on a wall: what the loops below count in. */
type DayNumber = number;
const numberOf = (day: string): DayNumber => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const nameOf = (number: DayNumber) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const dayNumberAt = (calendar: Calendar, at: number): DayNumber => Math.floor((at + offsetAt(calendar.timeZone, at)) / DAY_MS);

const opened = new WeakMap<Calendar, Map<DayNumber, readonly Opening[]>>();
const NONE: readonly Opening[] = [];

/** When a day's windows open and close; those that daylight saving leaves empty are left out. A shift ends where the next day's first begins. */
export const openingsOn = (calendar: Calendar, day: string): readonly Opening[] => openingsOf(calendar)(numberOf(day));

/** The same for every day of a calendar, each worked out once. */
function openingsOf(calendar: Calendar): (day: DayNumber) => readonly Opening[] {
  let known = opened.get(calendar);
  if (!known) opened.set(calendar, (known = new Map()));
  const days = known;
  return (day) => {
    const found = days.get(day);
    if (found) return found;
    const made = openingsMade(calendar, nameOf(day));
    days.set(day, made);
    return made;
  };
}

function openingsMade(calendar: Calendar, day: string): readonly Opening[] {
  const { timeZone } = calendar;
  const windows = windowsOn(calendar, day);
  if (windows.length === 0) return NONE;
  const end = windows.at(-1)![1] > ALL_DAY ? firstOpening(calendar, dayAfter(day)) : Infinity;
  return windows
    .map(([from, to]) => ({ from: instantAt(timeZone, day, from), to: Math.min(instantAt(timeZone, day, to), end) }))
    .filter(({ from, to }) => to > from);
}

function firstOpening(calendar: Calendar, day: string): number {
  const [first] = windowsOn(calendar, day);
  return first ? instantAt(calendar.timeZone, day, first[0]) : Infinity;
}

/** Working time between two instants, in milliseconds; 0 where `to` is not after `from`. */
export function workingMs(calendar: Calendar, from: number, to: number): number {
  if (to <= from) return 0;
  const openings = openingsOf(calendar);
  const last = dayNumberAt(calendar, to);
  let sum = 0;
  // From the day before: its last shift may reach into this one.
  for (let day = dayNumberAt(calendar, from) - 1; day <= last; day += 1)
    for (const opening of openings(day)) sum += Math.max(0, Math.min(opening.to, to) - Math.max(opening.from, from));
  return sum;
}

/** The instant at which so much working time has passed since `from`; at the end of a window, it is that end. Null where the calendar never gives it. */
export function afterWorkingMs(calendar: Calendar, from: number, ms: number): number | null {
  if (ms <= 0) return from;
  const openings = openingsOf(calendar);
  let left = ms;
  for (let day = dayNumberAt(calendar, from) - 1, i = 0; i < HORIZON_DAYS; i += 1, day += 1)
    for (const opening of openings(day)) {
      const start = Math.max(opening.from, from);
      if (opening.to <= start) continue;
      if (opening.to - start >= left) return start + left;
      left -= opening.to - start;
    }
  return null;
}

// Working days. A day on which the calendar opens counts as one, however short it is: it begins where a regular day begins and is full where a
// regular day ends, or at its own last window's end. So a target of one day falls due at the same wall-clock time, or at the window's end.

type Span = { from: number; length: number };
const spans = new WeakMap<Calendar, Span>();

/** From the earliest to the latest that the week is ever open, in minutes. */
function spanOf(calendar: Calendar): Span {
  const known = spans.get(calendar);
  if (known) return known;
  const all = calendar.week.flat();
  const from = all.length === 0 ? 0 : Math.min(...all.map((w) => w[0]));
  const made = { from, length: all.length === 0 ? ALL_DAY : Math.max(...all.map((w) => w[1])) - from };
  spans.set(calendar, made);
  return made;
}

/** What the wall shows, in minutes after the day's midnight; while an hour is repeated, what it shows after that. So it never goes back. */
function wallMinutes(timeZone: string, day: DayNumber, at: number): number {
  const shown = (instant: number, offset: number) => (instant + offset - day * DAY_MS) / MINUTE_MS;
  const offset = offsetAt(timeZone, at);
  const minutes = shown(at, offset);
  // Only where the zone has just put its clocks back does an earlier instant show the same.
  const before = offsetAt(timeZone, at - DAY_MS);
  if (before <= offset || instantAt(timeZone, nameOf(day), minutes) >= at) return minutes;
  let quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  while (offsetAt(timeZone, quarter - QUARTER_MS) === offset) quarter -= QUARTER_MS;
  return shown(quarter, offsetAt(timeZone, quarter - QUARTER_MS));
}

/** How much of an open day is over at `at`, 0 to 1: nothing until it opens, all from its last window's end on. */
function shareOver(calendar: Calendar, day: DayNumber, openings: readonly Opening[], at: number): number {
  if (at <= openings[0]!.from) return 0;
  if (at >= openings.at(-1)!.to) return 1;
  const within = openings.findLast(({ from }) => from < at)!;
  const { from, length } = spanOf(calendar);
  return Math.min(1, Math.max(0, (wallMinutes(calendar.timeZone, day, Math.min(at, within.to)) - from) / length));
}

/** The first instant of an open day at which so much of it is over. */
function whenOver(calendar: Calendar, day: DayNumber, openings: readonly Opening[], share: number): number {
  const { from, length } = spanOf(calendar);
  const wanted = Math.round(instantAt(calendar.timeZone, nameOf(day), from + share * length));
  const within = openings.find(({ to }) => wanted <= to);
  return within ? Math.max(wanted, within.from) : openings.at(-1)!.to;
}

/** Working days between two instants, as 1.5; 0 where `to` is not after `from`. */
export function workingDays(calendar: Calendar, from: number, to: number): number {
  if (to <= from) return 0;
  const openings = openingsOf(calendar);
  const last = dayNumberAt(calendar, to);
  let sum = 0;
  for (let day = dayNumberAt(calendar, from) - 1; day <= last; day += 1) {
    const ofDay = openings(day);
    if (ofDay.length > 0) sum += shareOver(calendar, day, ofDay, to) - shareOver(calendar, day, ofDay, from);
  }
  return sum;
}

/** Shares of a day are compared to a tenth of a millisecond. */
const HARDLY = 1e-9;

/** The first instant at which so many working days have passed since `from`. Null where the calendar never gives them. */
export function afterWorkingDays(calendar: Calendar, from: number, days: number): number | null {
  if (days <= 0) return from;
  const openings = openingsOf(calendar);
  let left = days;
  for (let day = dayNumberAt(calendar, from) - 1, i = 0; i < HORIZON_DAYS; i += 1, day += 1) {
    const ofDay = openings(day);
    if (ofDay.length === 0) continue;
    const before = shareOver(calendar, day, ofDay, from);
    if (before < 1 && left <= 1 - before + HARDLY) return Math.max(from, whenOver(calendar, day, ofDay, Math.min(1, before + left)));
    left -= 1 - before;
  }
  return null;
}

/** What a calendar said from `at` on; `days`: where it differs from the one before, null where the week itself does. */
export type Revision = {
  id: number;
  at: number;
  by: string | null;
  byId: string | null;
  why: string;
  calendar: Calendar;
  days: readonly string[] | null;
};
/** All that a calendar has said, oldest first. */
export type KnownCalendar = readonly [Revision, ...Revision[]];

/** What it said at this instant; what it began with, before that. */
export const calendarAsOf = (known: KnownCalendar, at: number): Calendar => (known.findLast((revision) => revision.at <= at) ?? known[0]).calendar;

/** When work ends on this day, or on the next on which there is any. */
export function endOfDay(calendar: Calendar, day: string): number | null {
  for (let i = 0, on = day; i < HORIZON_DAYS; i += 1, on = dayAfter(on)) {
    const last = openingsOn(calendar, on).at(-1);
    if (last) return last.to;
  }
  return null;
}
