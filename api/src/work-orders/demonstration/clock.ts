import type { Season } from './texts.ts';
import { isHoliday } from './holidays.ts';
import type { Random } from './world.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const denver = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Denver',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
});

type Local = { day: string; month: number; hour: number; isDayOff: boolean };

/** A million orders ask for the same hours: each is worked out once. */
const known = new Map<number, Local>();

/** The hour on the district's clocks, which differ from UTC by whole hours. */
export function localOf(at: Date): Local {
  const hour = Math.floor(at.getTime() / HOUR);
  let local = known.get(hour);
  if (!local) known.set(hour, (local = readClock(at)));
  return local;
}

function readClock(at: Date): Local {
  const parts = Object.fromEntries(denver.formatToParts(at).map((p) => [p.type, p.value]));
  const day = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return {
    day,
    month: Number(parts['month']),
    hour: Number(parts['hour']),
    isDayOff: ['Sat', 'Sun'].includes(parts['weekday']!) || isHoliday(day),
  };
}

export const dayOf = (at: Date) => localOf(at).day;
const isWorkTime = ({ isDayOff, hour }: Local) => !isDayOff && hour >= 7 && hour < 17;

/** The next moment in working hours, at a minute that does not look made up. */
export function atWork(at: Date, random: Random): Date {
  let then = at;
  while (!isWorkTime(localOf(then))) then = new Date(then.getTime() + HOUR);
  return new Date(then.getTime() + random.int(0, 50 * 60) * 1000);
}

export const seasonOf = (at: Date): Season => {
  const { month } = localOf(at);
  return month >= 11 || month <= 3 ? 'winter' : month >= 6 && month <= 8 ? 'summer' : 'between';
};

/** How often somebody asks in this hour (0..1): working days, mostly mornings; few in July, many in the first weeks of school. */
export function askingIn({ month, hour, isDayOff }: Local): number {
  const busy = month === 7 ? 0.35 : month === 6 ? 0.5 : month === 8 || month === 9 ? 1 : 0.8;
  const hours = hour >= 7 && hour <= 16 ? (hour <= 10 ? 1 : 0.6) : 0.02;
  return busy * hours * (isDayOff ? 0.05 : 1);
}
