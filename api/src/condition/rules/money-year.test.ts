import { expect, test } from 'vitest';
import { amountThen } from './money-year.ts';

const before = { cents: 100n, year: 2020 };
const none = { cents: null, year: null };
test.each([
  ['a new amount is of this year', before, { cents: 200n, year: undefined }, { cents: 200n, year: 2026 }],
  ['the same amount stays of its year', before, { cents: 100n, year: undefined }, before],
  ['one that says its year is of that', before, { cents: 200n, year: 2024 }, { cents: 200n, year: 2024 }],
  ['a year alone puts right the year', before, { cents: undefined, year: 2024 }, { cents: 100n, year: 2024 }],
  ['nothing said leaves both', before, { cents: undefined, year: undefined }, before],
  [
    'nor does it say of which year an amount is of which nobody knows',
    { cents: 100n, year: null },
    { cents: 100n, year: undefined },
    { cents: 100n, year: null },
  ],
  ['no amount any more has no year', before, { cents: null, year: undefined }, none],
  ['no amount has no year', none, { cents: undefined, year: 2024 }, 'year_without_amount'],
  ['prices of the coming year are known before it begins', none, { cents: 1n, year: 2027 }, { cents: 1n, year: 2027 }],
  ['those of a later one are a slip of the pen', none, { cents: 1n, year: 2028 }, 'year_ahead'],
] as const)('%s', (_, was, said, then) => expect(amountThen(was, said, '2026-11-24')).toEqual(then));
