import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CRITERIA, type CriteriaWeights, type Marks, ranked, scoreOf } from './priorities.ts';

const all = <T>(of: T) => Object.fromEntries(CRITERIA.map((criterion) => [criterion, of])) as Record<(typeof CRITERIA)[number], T>;

test('a score is the weighted mean of its marks, told criterion by criterion', () => {
  const { points, shares } = scoreOf({ ...all(0), safety_code: 1, fci: 0.5 }, { ...all(1), safety_code: 3 });
  expect(points).toBeCloseTo(100 * (3.5 / 9), 9);
  expect(shares.safety_code).toBeCloseTo(100 * (3 / 9), 9);
});

test('what nobody knows is named and leaves its weight to the rest', () =>
  expect(scoreOf({ ...all(1), adequacy: null }, all(1))).toMatchObject({ points: expect.closeTo(100, 9), missing: ['adequacy'] }));

test('what does not count is not missed, and nothing known is no score', () => {
  expect(scoreOf({ ...all(1), equity: null }, { ...all(1), equity: 0 }).missing).toEqual([]);
  expect(scoreOf(all(null), all(1))).toMatchObject({ points: null, missing: CRITERIA });
});

const mark = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const marks = fc.record(all(mark)) as fc.Arbitrary<Marks>;
const weights = fc.record(all(fc.double({ min: 0, max: 10, noNaN: true }))) as fc.Arbitrary<CriteriaWeights>;

test('a score lies between 0 and 100 and is the sum of its shares', () => {
  fc.assert(
    fc.property(marks, weights, (given, by) => {
      const { points, shares } = scoreOf(given, by);
      if (points === null) return;
      expect(points).toBeGreaterThanOrEqual(0);
      expect(points).toBeLessThanOrEqual(100 + 1e-9);
      expect(Object.values(shares).reduce((sum, one) => sum + one, 0)).toBeCloseTo(points, 9);
    }),
  );
});

test('a worse mark never lowers a score', () => {
  fc.assert(
    fc.property(marks, weights, fc.constantFrom(...CRITERIA), fc.double({ min: 0, max: 1, noNaN: true }), (given, by, criterion, worse) => {
      const before = given[criterion];
      if (before === null || worse < before) return;
      const [less, more] = [scoreOf(given, by).points, scoreOf({ ...given, [criterion]: worse }, by).points];
      if (less !== null) expect(more).toBeGreaterThanOrEqual(less - 1e-9);
    }),
  );
});

test('ranks the most urgent first, equals by their key, those without a score last', () =>
  expect(
    ranked([
      { key: 'b', points: 50 },
      { key: 'c', points: null },
      { key: 'a', points: 50 },
      { key: 'd', points: 90 },
    ]).map(({ key }) => key),
  ).toEqual(['d', 'a', 'b', 'c']));
