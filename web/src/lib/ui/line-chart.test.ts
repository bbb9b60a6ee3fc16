import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOut, nearest, pathOf, sideOf, spread } from './line-chart.ts';

it('begins at zero and ends at a round number above all lines, their bands and what is marked', () => {
  const plan = layOut(3, [{ values: [0.05, 0.08, 0.113], band: { low: [0.04, 0.06, 0.09], high: [0.06, 0.1, 0.13] } }], [{ value: 0.3 }]);
  expect(plan.y(0)).toBe(100);
  expect(plan.y(0.3)).toBe(0);
  expect([plan.x(0), plan.x(1), plan.x(2)]).toEqual([0, 50, 100]);
});

it('leaves a gap where a value is not known', () => {
  const plan = layOut(4, [{ values: [1, null, 1, 1] }]);
  expect(pathOf(plan, [1, null, 1, 1])).toBe('M0 0M66.67 0L100 0');
});

it('closes the area of a band', () => {
  const plan = layOut(2, [{ values: [1, 1] }]);
  expect(pathOf(plan, [1, 1], [0, 0])).toBe('M0 0L100 0L100 100L0 100Z');
});

it('draws nothing wrong where there is nothing', () => {
  const plan = layOut(0, []);
  expect(pathOf(plan, [])).toBe('');
  expect(Number.isFinite(plan.y(0))).toBe(true);
  expect(spread([], 7)).toEqual([]);
});

it('names a marked value on the side of its line where the end of the lines is not', () => {
  const above = layOut(10, [{ values: Array(10).fill(0.105) }], [{ value: 0.1 }]);
  expect(sideOf(above, [{ values: Array(10).fill(0.105) }], 0.1)).toBe('below');
  expect(sideOf(above, [{ values: Array(10).fill(0.095) }], 0.1)).toBe('above');
  // What was long ago is not in its way.
  expect(sideOf(above, [{ values: [0.105, 0.105, ...Array(8).fill(0.02)] }], 0.1)).toBe('above');
});

it('reads the nearest point', () => {
  expect([nearest(-1, 30), nearest(0.49, 3), nearest(2, 30)]).toEqual([0, 1, 29]);
});

it('keeps labels apart and in their order, within the chart while there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 100, noNaN: true }), { maxLength: 8 }), (wanted) => {
      const placed = spread(wanted, 7);
      const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!);
      for (let i = 1; i < order.length; i += 1) expect(placed[order[i]!]! - placed[order[i - 1]!]!).toBeGreaterThanOrEqual(7 - 1e-6);
      for (const height of placed) expect(height).toBeLessThanOrEqual(100 + 1e-6);
      for (const height of placed) expect(height).toBeGreaterThanOrEqual(0);
    }),
  );
});
