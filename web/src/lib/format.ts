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
export const exactTime = (at: string | Date) => dates('exact', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at)) + zone(new Date(at));

function zone(at: Date): string {
  const name = dates('zone', { timeZoneName: 'short' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  return name ? ` ${name}` : '';
}

/** "Thursday, March 12" from 2026-03-12; with the year when it is not this one. */
export function dayWords(day: string, now = new Date()): string {
  const year = day.startsWith(String(now.getUTCFullYear())) ? {} : ({ year: 'numeric' } as const);
  return once(
    `day${year.year ?? ''}`,
    (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long', month: 'long', day: 'numeric', ...year }),
  ).format(noon(day));
}

/** Today in the district, as 2026-03-10. */
export const today = (now = new Date()) => new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(now);

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

/** "12,345.67 dollars" as $12,345.67, from the API's decimal string. */
export const money = (amount: string | number) =>
  once('money', (locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' })).format(Number(amount));

/** "1 h 30 min" */
export function duration(minutes: number): string {
  const hours = Math.trunc(minutes / 60);
  const rest = Math.abs(minutes % 60);
  const unit = (value: number, name: 'hour' | 'minute') =>
    once(`unit-${name}`, (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' })).format(value);
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
