import { districtDay } from '#kernel/day.ts';
import { moneyYearAhead, yearWithoutAmount } from '../problems.ts';
import { type Amount, amountThen } from '../rules/money-year.ts';
import { lastBaseYear } from '../rules/next-basis.ts';

/** An amount as it is after what somebody says of it; refuses a year that cannot be, by the name of its field. */
export function mustBeAmount(before: Amount, said: Parameters<typeof amountThen>[1], yearField: string, now: Date): Amount {
  const today = districtDay(now);
  const then = amountThen(before, said, today);
  if (then === 'year_ahead') throw moneyYearAhead(yearField, lastBaseYear(today));
  if (then === 'year_without_amount') throw yearWithoutAmount(yearField);
  return then;
}
