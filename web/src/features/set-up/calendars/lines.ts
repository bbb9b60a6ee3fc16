import { dayWords } from '#lib/format.ts';
import { hoursWords, type Windows, weekdays } from './hours.ts';

type Pair = [from: number, to: number];
type Exception = { day: string; windows: Pair[]; why: string };
const isPairs = (value: unknown): value is Pair[] => Array.isArray(value) && value.every((one) => Array.isArray(one) && typeof one[0] === 'number');
const isWeek = (value: unknown): value is Pair[][] => Array.isArray(value) && value.every(isPairs);
const isExceptions = (value: unknown): value is Exception[] =>
  Array.isArray(value) && value.every((one) => typeof Object(one).day === 'string' && isPairs(Object(one).windows));
const asWindows = (pairs: Pair[]): Windows => pairs.map(([from, to]) => ({ from, to }));

const MOST_SHOWN = 30;
function exceptionLines(exceptions: readonly Exception[]): string[] {
  const lines = exceptions
    .slice(0, MOST_SHOWN)
    .map(({ day, windows, why }) => `${dayWords(day)}: ${hoursWords(asWindows(windows))}${why ? ` (${why})` : ''}`);
  return exceptions.length > MOST_SHOWN ? [...lines, `+ ${exceptions.length - MOST_SHOWN}`] : lines;
}

/** What differs of a calendar, a line for each weekday or day; undefined where the field is none of a calendar. */
export function calendarLine(key: string, before: unknown, after: unknown): { before: string[]; after: string[] } | undefined {
  if (key === 'week' && isWeek(after)) {
    const was = isWeek(before) ? before : undefined;
    const changed = weekdays().flatMap((name, i) => (was && JSON.stringify(was[i]) === JSON.stringify(after[i]) ? [] : [{ name, i }]));
    const told = (week: Pair[][] | undefined) => (week ? changed.map(({ name, i }) => `${name}: ${hoursWords(asWindows(week[i] ?? []))}`) : []);
    return { before: told(was), after: told(after) };
  }
  const isOfDays = [before, after].some((value) => isExceptions(value) && value.length > 0);
  if (!isOfDays) return undefined;
  return { before: isExceptions(before) ? exceptionLines(before) : [], after: isExceptions(after) ? exceptionLines(after) : [] };
}
