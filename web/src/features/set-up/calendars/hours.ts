import { dayWords } from '#lib/format.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';

/** Stretches of work, in minutes after the day's midnight; past 1440 where a shift ends on the next day. */
export type Windows = { from: number; to: number }[];

const ALL_DAY = 1440;
const two = (value: number) => String(value).padStart(2, '0');

/** 07:00, as boxes for times have it. */
export const clockOf = (minutes: number) => `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;

/** Minutes after midnight from 7:00 or 07:00; undefined where it is no time of day. */
export function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2}):(\d\d)\s*$/.exec(text) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  return hours !== undefined && Number(minutes) < 60 && value <= ALL_DAY ? value : undefined;
}

/** "07:00-11:30, 12:00-16:30" as one types it: empty is closed. A stretch that ends no later than it begins ends on the next day. */
export const typedHours = (windows: Windows) =>
  windows.map(({ from, to }) => `${clockOf(from)}-${to === ALL_DAY ? '24:00' : clockOf(to)}`).join(', ');

/** Undefined where it is not written like that. */
export function readHours(text: string): Windows | undefined {
  const parts = text.split(/[,;]/).filter((part) => part.trim() !== '');
  const windows = parts.map((part) => {
    const [from, to, ...more] = part.split(/[-–—]/).map(minutesOf);
    if (from === undefined || to === undefined || more.length > 0 || from === ALL_DAY) return undefined;
    return { from, to: to > from ? to : to + ALL_DAY };
  });
  return windows.includes(undefined) ? undefined : (windows as Windows);
}

const time = (minutes: number) =>
  new Intl.DateTimeFormat(getLocale() === 'es' ? 'es-US' : 'en-US', { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' }).format(
    new Date(minutes * 60_000),
  );

/** "7:00 AM–5:00 PM", or closed. */
export function hoursWords(windows: Windows): string {
  if (windows.length === 0) return m.calendars_closed();
  if (windows.length === 1 && windows[0]!.from === 0 && windows[0]!.to === ALL_DAY) return m.calendars_all_day();
  return windows.map(({ from, to }) => `${time(from)}–${time(to)}${to > ALL_DAY ? ` ${m.calendars_next_day()}` : ''}`).join(', ');
}

/** Names of the weekdays, Sunday first. */
export const weekdays = () =>
  Array.from({ length: 7 }, (_, i) =>
    new Intl.DateTimeFormat(getLocale() === 'es' ? 'es-US' : 'en-US', { timeZone: 'UTC', weekday: 'long' }).format(
      new Date(Date.UTC(2026, 10, 1 + i)),
    ),
  );

const STRETCHES_SHOWN = 6;
/** "Thursday, November 26 – Friday, November 27": days that follow each other are one stretch. */
export function daysWords(days: readonly string[]): string {
  const stretches: [string, string][] = [];
  for (const day of days) {
    const last = stretches.at(-1);
    if (last && Date.parse(day) - Date.parse(last[1]) === 86_400_000) last[1] = day;
    else stretches.push([day, day]);
  }
  const told = stretches.slice(0, STRETCHES_SHOWN).map(([from, to]) => (from === to ? dayWords(from) : `${dayWords(from)} – ${dayWords(to)}`));
  return [...told, ...(stretches.length > STRETCHES_SHOWN ? [`+ ${stretches.length - STRETCHES_SHOWN}`] : [])].join('; ');
}
