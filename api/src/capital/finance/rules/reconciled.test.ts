import { expect, test } from 'vitest';
import { reconciledAsOf, type Statement } from './reconciled.ts';

const actuals = (asOfOn: string, open = 0): Statement => ({ kind: 'actuals', asOfOn, open });
const orders = (asOfOn: string, open = 0): Statement => ({ kind: 'purchase_orders', asOfOn, open });

test.each<[string, Statement[], string | null]>([
  ['nothing was brought', [], null],
  ['actuals agree', [actuals('2026-06-30')], '2026-06-30'],
  ['one difference is open', [actuals('2026-06-30', 1)], null],
  ['orders alone say nothing of what was spent', [orders('2026-06-30')], null],
  ['both agree: the earlier day counts', [actuals('2026-06-30'), orders('2026-05-31')], '2026-05-31'],
  ['orders differ', [actuals('2026-06-30'), orders('2026-06-30', 2)], null],
])('%s', (_what, statements, day) => {
  expect(reconciledAsOf(statements)).toBe(day);
});
