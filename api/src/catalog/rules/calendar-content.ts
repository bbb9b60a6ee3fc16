import { type Window, windowsOn } from '#kernel/calendar.ts';
import { differences } from './differences.ts';
import { calendarOf, type Content } from './calendars.ts';

// What an administrator may write into a calendar, and what a closure or the district's own calendar makes of it.

const ALL_DAY = 1440;
type Windows = Content['week'][number];
type Fault = { pointer: string; detail: string };

const IANA = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Is it the name of a time zone that clocks know? */
export function isTimeZone(name: string): boolean {
  if (!IANA.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function judgeWindows(windows: Windows, at: string): Fault[] {
  const faults = windows.flatMap(([from, to], i): Fault[] => {
    if (to <= from) return [{ pointer: `${at}/${i}`, detail: 'Work must end after it begins.' }];
    if (to - from > ALL_DAY) return [{ pointer: `${at}/${i}`, detail: 'A shift lasts at most 24 hours.' }];
    return [];
  });
  const sorted = windows.map(([from, to], i) => ({ from, to, i })).toSorted((a, b) => a.from - b.from);
  const overlapping = sorted.slice(1).filter(({ from }, i) => from < sorted[i]!.to);
  return [...faults, ...overlapping.map(({ i }) => ({ pointer: `${at}/${i}`, detail: 'These hours overlap with others of the same day.' }))];
}

/** The shift of a weekday that reaches into the first of the day after: which of them ends when? */
function judgeNights(week: Content['week']): Fault[] {
  return week.flatMap((windows, day) => {
    const first = Math.min(...week[(day + 1) % week.length]!.map(([from]) => from));
    return windows.flatMap(([, to], i) =>
      to - ALL_DAY > first ? [{ pointer: `/week/${day}/${i}`, detail: 'This shift reaches into the first one of the next day.' }] : [],
    );
  });
}

/** What is wrong with a calendar, each fault with where. */
export function judgeContent({ timeZone, week, exceptions }: Content): Fault[] {
  const zone = isTimeZone(timeZone) ? [] : [{ pointer: '/timeZone', detail: 'There is no such time zone. Write one as America/Denver.' }];
  const never = week.some((windows) => windows.length > 0)
    ? []
    : [{ pointer: '/week', detail: 'Give the hours of at least one day: else nothing could be promised.' }];
  const days = week.flatMap((windows, day) => judgeWindows(windows, `/week/${day}`));
  const dates = exceptions.flatMap(({ windows }, i) => judgeWindows(windows, `/exceptions/${i}/windows`));
  return [...zone, ...never, ...days, ...(days.length ? [] : judgeNights(week)), ...dates];
}

export const EFFECTS = ['closed', 'delayed_start', 'early_release'] as const;
type Effect = (typeof EFFECTS)[number];
/** `time`: minutes after midnight from which, or until which, work goes on; nothing where it is closed. */
export type Closure = { days: readonly string[]; effect: Effect; time: number | null; why: string; uid?: string };

/** What is left of a day's hours. */
function left(windows: readonly Window[], { effect, time }: Pick<Closure, 'effect' | 'time'>): Windows {
  if (effect === 'closed' || time === null) return [];
  const [from, to] = effect === 'delayed_start' ? [time, Infinity] : [0, time];
  return windows.map((w): Windows[number] => [Math.max(w[0], from), Math.min(w[1], to)]).filter((w) => w[1] > w[0]);
}

const minutesOf = (windows: readonly Window[]) => windows.reduce((sum, [from, to]) => sum + to - from, 0);

const inOrder = (exceptions: Content['exceptions']) => exceptions.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));

/** What an effect makes of each of these days. */
function exceptionsOf(content: Content, { days, why, uid, ...how }: Closure): Content['exceptions'] {
  const calendar = calendarOf(content);
  return days.map((day) => ({ day, windows: left(windowsOn(calendar, day), how), why, ...(uid === undefined ? {} : { uid }) }));
}

/** The calendar with these days closed or shortened. A day of which nothing is taken, as one that is closed already, stays as it is. */
export function withClosure(content: Content, closure: Closure): Content {
  const calendar = calendarOf(content);
  const added = exceptionsOf(content, closure).filter(({ day, windows }) => minutesOf(windows) < minutesOf(windowsOn(calendar, day)));
  return { ...content, exceptions: inOrder([...content.exceptions, ...added]) };
}

/** An event of the district's own calendar, as it was decided upon. */
export type Chosen = { uid: string; summary: string; days: readonly string[]; effect: Effect | 'nothing'; time: number | null };

/** The calendar with what was decided of these events, in place of what the same events brought before. Days before `since` are over and stay. */
export function withEvents(content: Content, chosen: readonly Chosen[], since: string): Content {
  const told = new Set(chosen.map(({ uid }) => uid));
  const kept = content.exceptions.filter(({ uid, day }) => uid === undefined || !told.has(uid) || day < since);
  const without = { ...content, exceptions: kept };
  const added = chosen.flatMap(({ uid, summary, days, effect, time }) =>
    effect === 'nothing' ? [] : exceptionsOf(without, { uid, why: summary, days: days.filter((day) => day >= since), effect, time }),
  );
  return { ...content, exceptions: inOrder([...kept, ...added]) };
}

/** What these exceptions of one event do, as far as one can tell from the hours they leave. */
export function effectOf(content: Content, exceptions: Content['exceptions']): { effect: Effect; time: number | null } {
  const [first] = exceptions;
  if (!first || first.windows.length === 0) return { effect: 'closed', time: null };
  const regular = content.week[new Date(`${first.day}T00:00:00Z`).getUTCDay()] ?? [];
  const opens = Math.min(...first.windows.map(([from]) => from));
  if (opens > Math.min(...regular.map(([from]) => from))) return { effect: 'delayed_start', time: opens };
  return { effect: 'early_release', time: Math.max(...first.windows.map(([, to]) => to)) };
}

const asText = (exception: Content['exceptions'][number]) => JSON.stringify([exception.day, exception.windows, exception.why]);

/** What differs of two calendars, for people: of the exceptions only those that came or went. */
export function contentFacts(before: Content | null, after: Content): { before: Record<string, unknown> | null; after: Record<string, unknown> } {
  const [was, is] = [new Set(before?.exceptions.map(asText)), new Set(after.exceptions.map(asText))];
  const [gone, come] = [before?.exceptions.filter((one) => !is.has(asText(one))) ?? [], after.exceptions.filter((one) => !was.has(asText(one)))];
  const { timeZone, week } = after;
  return { before: before && { timeZone: before.timeZone, week: before.week, exceptions: gone }, after: { timeZone, week, exceptions: come } };
}

/** The same without what stays as it is. */
export function contentDifferences(before: Content, after: Content) {
  const facts = contentFacts(before, after);
  return differences(facts.before, facts.after);
}
