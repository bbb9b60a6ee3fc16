import { districtDay } from '#kernel/day.ts';

/** So many months before now the first money came. */
export const MONTHS = 72;
const DAYS_OF_EVERY_MONTH = 28;

/** The months of a demonstration: 0 is six years ago, 72 is this one. */
export type Months = ReturnType<typeof monthsUpTo>;

export function monthsUpTo(now: Date) {
  const today = districtDay(now);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  /** A day of the `index`-th month, whole or not: 3.5 lies in the middle of the third. */
  const day = (index: number, dayOfMonth?: number): string => {
    const whole = Math.floor(index);
    const within = dayOfMonth ?? 1 + Math.floor((index - whole) * DAYS_OF_EVERY_MONTH);
    return new Date(Date.UTC(year, month - 1 + whole - MONTHS, within)).toISOString().slice(0, 10);
  };
  /** An hour of office time on that day. */
  const at = (on: string, hour = 16): Date => new Date(`${on}T${String(hour).padStart(2, '0')}:00:00Z`);
  return {
    today,
    day,
    at,
    isPast: (on: string) => on < today,
    /** The latest month before this one that was a March. */
    lastMarch: MONTHS - (month > 3 ? month - 3 : month + 9),
  };
}
