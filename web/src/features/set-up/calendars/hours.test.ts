import { expect, it } from 'vitest';
import { daysWords, hoursWords, readHours, typedHours } from './hours.ts';

it('reads hours as one types them, and writes them back', () => {
  expect(readHours('7:00-11:30, 12:00 – 16:30')).toEqual([
    { from: 420, to: 690 },
    { from: 720, to: 990 },
  ]);
  expect(readHours('')).toEqual([]);
  expect(readHours('22:00-06:00')).toEqual([{ from: 1320, to: 1800 }]);
  expect(readHours('0:00-24:00')).toEqual([{ from: 0, to: 1440 }]);
  for (const typed of ['07:00-11:30, 12:00-16:30', '22:00-06:00', '00:00-24:00', '']) expect(typedHours(readHours(typed)!)).toBe(typed);
});

it('knows what is no time', () => {
  expect(['7-5', 'nine', '25:00-26:00', '07:00', '07:60-08:00', '07:00-08:00-09:00'].map(readHours)).toEqual(Array(6).fill(undefined));
});

it('says them in words', () => {
  expect(hoursWords([{ from: 420, to: 1020 }])).toBe('7:00 AM–5:00 PM');
  expect(hoursWords([])).toBe('Closed');
  expect(daysWords(['2099-12-24', '2099-12-25', '2099-12-31'])).toBe(
    'Thursday, December 24, 2099 – Friday, December 25, 2099; Thursday, December 31, 2099',
  );
});
