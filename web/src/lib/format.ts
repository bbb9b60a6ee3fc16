import { getLocale } from '#lib/paraglide/runtime.js';
import { say } from '#lib/said.ts';

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

/** `name` is the shape's own; none is finer than a minute. */
function instantWords(name: string, at: string | number | Date, shape: Intl.DateTimeFormatOptions): string {
  const instant = new Date(at);
  return say(`${name} ${Math.floor(instant.getTime() / 60_000)}`, () =>
    once(name, (locale) => new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...shape })).format(instant),
  );
}

// A day has no time zone: noon in UTC is the same day everywhere that matters.
const wordsOfDay = (name: string, day: string, shape: Intl.DateTimeFormatOptions) =>
  say(`${name} ${day}`, () =>
    once(name, (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...shape })).format(new Date(`${day}T12:00:00Z`)),
  );

const numberWords = (name: string, value: number, shape: Intl.NumberFormatOptions) =>
  say(`${name} ${value}`, () => once(name, (locale) => new Intl.NumberFormat(locale, shape)).format(value));

/** "Tuesday, March 10, 2026 at 10:00 AM MDT" */
export const exactTime = (at: string | number | Date) =>
  instantWords('exact', at, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    timeZoneName: 'short',
  });

/** "10:00 AM" */
export const timeWords = (at: string | number | Date) => instantWords('time', at, { hour: 'numeric', minute: '2-digit' });

/** "Tue" */
export const shortWeekday = (at: string | Date) => instantWords('short weekday', at, { weekday: 'short' });
/** "Dec 4" */
export const shortDay = (at: string | Date) => instantWords('short day', at, { month: 'short', day: 'numeric' });

/** "Thursday, March 12" from 2026-03-12; with the year when it is not this one. */
export function dayWords(day: string, now = new Date()): string {
  const year = day.startsWith(String(now.getUTCFullYear())) ? {} : ({ year: 'numeric' } as const);
  return wordsOfDay(`day${year.year ?? ''}`, day, { weekday: 'long', month: 'long', day: 'numeric', ...year });
}

/** "Thursday" from 2026-03-12 */
export const weekday = (day: string) => wordsOfDay('weekday', day, { weekday: 'long' });

const HOUR_MS = 3_600_000;
/** Today in the district, as 2026-03-10. */
export const today = (now = new Date()) =>
  // It never changes within an hour.
  say(`today ${Math.floor(now.getTime() / HOUR_MS)}`, () =>
    once('iso day', () => new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE })).format(now),
  );

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
  if (Math.abs(seconds) < 45) return relativeWords(0, 'second');
  for (const [unit, size, limit] of STEPS) {
    const amount = Math.round(seconds / size);
    if (Math.abs(amount) < limit) return relativeWords(amount, unit);
  }
  return relativeWords(Math.round(seconds / 31_557_600), 'year');
}

const relativeWords = (amount: number, unit: Intl.RelativeTimeFormatUnit) =>
  say(`${amount} ${unit}`, () => once('relative', (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(amount, unit));

/** 1,234.5 in the reader's language. */
export const number = (value: number) => numberWords('number', value, { maximumFractionDigits: 1 });

/** 1,234.56: where a tenth is much. */
export const numberFinely = (value: number) => numberWords('finely', value, { maximumFractionDigits: 2 });

/** 0.915 as 91.5 %. */
export const percent = (ratio: number) => numberWords('percent', ratio, { style: 'percent', maximumFractionDigits: 1 });

/** "Nov 24, 2026" from 2026-11-24 */
export const mediumDay = (day: string) => wordsOfDay('medium', day, { dateStyle: 'medium' });

/** "12,345.67 dollars" as $12,345.67, from the API's decimal string. */
export const money = (amount: string | number) => numberWords('money', Number(amount), { style: 'currency', currency: 'USD' });

/** "$1.2B" from 1234567890.00, "$10" from 10.25: where cents are noise. */
export const moneyBriefly = (amount: string | number) =>
  Math.abs(Number(amount)) < 1_000
    ? numberWords('money whole', Number(amount), { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })
    : numberWords('money briefly', Number(amount), {
        style: 'currency',
        currency: 'USD',
        notation: 'compact',
        maximumSignificantDigits: 3,
        useGrouping: 'always',
      });

const isWholePercent = (ratio: number) => Math.abs(ratio * 100 - Math.round(ratio * 100)) < 1e-9;
/** 0.10504 as 10.5 %, 0.12004 as 12.0 %, 0.00123 as 0.12 %; 0.1, which is nothing but that, as 10 %. */
export const percentFinely = (ratio: number) => {
  if (isWholePercent(ratio)) return percent(ratio);
  const digits = Math.abs(ratio) < 0.1 ? 2 : 1;
  return numberWords(`percent ${digits}`, ratio, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
};

/** "3h", "3 hr", "3 hours" */
export const inUnits = (value: number, unit: 'minute' | 'hour' | 'day', unitDisplay: 'narrow' | 'short' | 'long') =>
  numberWords(`${unit} ${unitDisplay}`, value, { style: 'unit', unit, unitDisplay });

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
  return numberWords(`size ${unit}`, Number(value), { style: 'unit', unit: String(unit), maximumFractionDigits: 1 });
}

/** The one of two columns that is in the reader's language: `nameEn`, `nameEs`. */
export const inLanguage = (words: { en: string; es: string }) => words[getLocale()];
