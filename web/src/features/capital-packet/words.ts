import type { operations } from '#lib/api/schema.gen.ts';
import { timeWords, weekday } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type Packets = operations['listPacketSubscriptions']['responses'][200]['content']['application/json'];
export type Subscription = Packets['items'][number];
type Rhythm = Pick<Subscription, 'every' | 'day'>;

/** A Monday, so that the days of a week can be named. */
const A_MONDAY = Date.UTC(2026, 0, 5);
const weekdayOf = (day: number) => weekday(new Date(A_MONDAY + (day - 1) * 86_400_000).toISOString().slice(0, 10));
/** "7:00 AM": any winter day has this hour in the district, seven hours behind. */
const hourOf = (hour: number) => timeWords(new Date(Date.UTC(2026, 0, 5, hour + 7)));

/** "Every month on day 5 at 7:00 AM" */
export const rhythmWords = ({ every, day, hour }: Rhythm & { hour: number }) =>
  every === 'week' ? m.packet_weekly({ weekday: weekdayOf(day), time: hourOf(hour) }) : m.packet_monthly({ day: String(day), time: hourOf(hour) });

/** One choice for each day of a week and of a month: `week-1` is every Monday. */
export const rhythmOf = ({ every, day }: Rhythm) => `${every}-${day}`;
export const rhythmChoices = () => [
  ...Array.from({ length: 31 }, (_, i) => ({ value: `month-${i + 1}`, label: m.packet_each_month({ day: String(i + 1) }) })),
  ...Array.from({ length: 7 }, (_, i) => ({ value: `week-${i + 1}`, label: m.packet_each_weekday({ weekday: weekdayOf(i + 1) }) })),
];
export const hourChoices = () => Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourOf(hour) }));
export const languageChoices = () => [
  { value: 'en', label: m.packet_language_en() },
  { value: 'es', label: m.packet_language_es() },
];
export const languageWords = (language: string) => (language === 'es' ? m.packet_language_es() : m.packet_language_en());
