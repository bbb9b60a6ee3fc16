import { expect, test } from 'vitest';
import { waterfall } from './waterfall.ts';

test('each bar begins where the one before ended, on one scale', () => {
  const [none, rise, fall] = waterfall([0.1, 0.2, 0.15]);
  expect(none).toBeNull();
  expect(rise).toMatchObject({ isRise: true });
  expect(fall!.from + fall!.width).toBeCloseTo(rise!.from + rise!.width, 6);
  expect(fall!.width).toBeCloseTo(rise!.width / 2, 6);
});
test('what is not known has no bar, and a step of nothing has a thin one', () =>
  expect(waterfall([0.1, null, 0.1, 0.1]).map((bar) => bar?.width.toFixed(1))).toEqual([undefined, undefined, undefined, '0.6']));
