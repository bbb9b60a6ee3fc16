import { getLocale } from '#lib/paraglide/runtime.js';

/** The district's clock: every time is shown in it, wherever the reader sits. */
const TIME_ZONE = 'America/Denver';
const TAGS = { en: 'en-US', es: 'es-US' } as const;
const tag = () => TAGS[getLocale()];

const made = new Map<string, unknown>();
/** Intl objects are dear to make: one for each language and shape. */
function once<T>(name: string, make: (locale: string) => T): T {
  const key = `${tag()} ${name}`;
  if (!made.has(key)) made.set(key, make(tag()));
  return made.get(key) as T;
}

const dates = (name: string, shape: Intl.DateTimeFormatOptions) =>
  once(name, (locale) => new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...shape }));
// A day has no time zone: noon in UTC is the same day everywhere that matters.
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** "Tuesday, March 10, 2026 at 10:00 AM MDT" */
export const exactTime = (at: string | number | Date) =>
  dates('exact', {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    timeZoneName: 'short',
  }).format(new Date(at));

/** "10:00 AM" */
export const timeWords = (at: string | number | Date) => dates('time', { hour: 'numeric', minute: '2-digit' }).format(new Date(at));

/** "Tue" */
export const shortWeekday = (at: string | Date) => dates('short weekday', { weekday: 'short' }).format(new Date(at));
/** "Dec 4" */
export const shortDay = (at: string | Date) => dates('short day', { month: 'short', day: 'numeric' }).format(new Date(at));

/** "Thursday, March 12" from 2026-03-12; with the year when it is not this one. */
export function dayWords(day: string, now = new Date()): string {
  const year = day.startsWith(String(now.getUTCFullYear())) ? {} : ({ year: 'numeric' } as const);
  return once(
    `day${year.year ?? ''}`,
    (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long', month: 'long', day: 'numeric', ...year }),
  ).format(noon(day));
}

/** "Thursday" from 2026-03-12 */
export const weekday = (day: string) =>
  once('weekday', (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' })).format(noon(day));

const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE });
/** Today in the district, as 2026-03-10. */
export const today = (now = new Date()) => isoDay.format(now);

const STEPS: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ['minute', 60, 60],
  ['hour', 3_600, 24],
  ['day', 86_400, 7],
  ['week', 604_800, 5],
  ['month', 2_629_800, 12],
  ['year', 31_557_600, Infinity],
];

/** "3 hours ago", "in 2 days", "yesterday". Within a minute it is now. */
export function relativeTime(at: string | Date, now = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const words = once('relative', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  if (Math.abs(seconds) < 45) return words.format(0, 'second');
  for (const [unit, size, limit] of STEPS) {
    const amount = Math.round(seconds / size);
    if (Math.abs(amount) < limit) return words.format(amount, unit);
  }
  return words.format(Math.round(seconds / 31_557_600), 'year');
}

/** 1,234.5 in the reader's language. */
export const number = (value: number) => once('number', (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })).format(value);

/** 1,234.56: where a tenth is much. */
export const numberFinely = (value: number) =>
  once('numberFinely', (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })).format(value);

/** 0.915 as 91.5 %. */
export const percent = (ratio: number) =>
  once('percent', (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })).format(ratio);

/** "Nov 24, 2026" from 2026-11-24 */
export const mediumDay = (day: string) =>
  once('mediumDay', (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' })).format(noon(day));

/** "12,345.67 dollars" as $12,345.67, from the API's decimal string. */
export const money = (amount: string | number) =>
  once('money', (locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })).format(Number(amount));

/** "3h", "3 hr", "3 hours" */
export const inUnits = (value: number, unit: 'minute' | 'hour' | 'day', unitDisplay: 'narrow' | 'short' | 'long') =>
  once(`${unit}-${unitDisplay}`, (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })).format(value);

/** "1 h 30 min" */
export function duration(minutes: number): string {
  const hours = Math.trunc(minutes / 60);
  const rest = Math.abs(minutes % 60);
  const unit = (value: number, name: 'hour' | 'minute') => inUnits(value, name, 'short');
  if (!hours) return unit(minutes, 'minute');
  return rest ? `${unit(hours, 'hour')} ${unit(rest, 'minute')}` : unit(hours, 'hour');
}

/** "3.4 MB" */
export function fileSize(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1_000)), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return once(`size-${unit}`, (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), maximumFractionDigits: 1 })).format(
    Number(value),
  );
}

/** The one of two columns that is in the reader's language: `nameEn`, `nameEs`. */
export const inLanguage = (words: { en: string; es: string }) => words[getLocale()];
