import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ADEQUACY_CATEGORIES, adequacyBand, adequacyOf, utilisation, type Weights } from './adequacy.ts';

const all = (of: number) => Object.fromEntries(ADEQUACY_CATEGORIES.map((category) => [category, of])) as Weights;

test('a score is the weighted mean of its categories', () =>
  expect(adequacyOf({ ...all(0.5), classroom: 1 }, { ...all(1), classroom: 3 })).toEqual({ score: 0.65, isPartial: false }));

test('a missing category leaves its weight to the others, and the score is partial', () => {
  const { score, isPartial } = adequacyOf({ presence: 0.4, classroom: 0.8, assembly: null }, { ...all(1), classroom: 3 });
  expect(score).toBeCloseTo(0.7, 12);
  expect(isPartial).toBe(true);
});

test('nothing scored is null, not 0; a category without weight is not missed', () => {
  expect(adequacyOf({}, all(1))).toEqual({ score: null, isPartial: true });
  const { community, ...others } = all(0.7);
  expect(adequacyOf(others, { ...all(1), community: 0 }).isPartial).toBe(false);
  expect(community).toBe(0.7);
});

test('a score lies between the least and the most of its categories', () => {
  const scores = fc.dictionary(fc.constantFrom(...ADEQUACY_CATEGORIES), fc.double({ min: 0, max: 1, noNaN: true }), { minKeys: 1 });
  fc.assert(
    fc.property(scores, fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 8, maxLength: 8 }), (given, weights) => {
      const { score } = adequacyOf(given, Object.fromEntries(ADEQUACY_CATEGORIES.map((category, i) => [category, weights[i]!])) as Weights);
      expect(score).toBeGreaterThanOrEqual(Math.min(...Object.values(given)) - 1e-9);
      expect(score).toBeLessThanOrEqual(Math.max(...Object.values(given)) + 1e-9);
    }),
  );
});

test.each([
  [0.75, 'excellent'],
  [0.7499, 'good'],
  [0.65, 'good'],
  [0.5, 'fair'],
  [0.49, 'poor'],
  [null, null],
])('%s is %s', (score, band) => expect(adequacyBand(score)).toBe(band));

test('utilisation is undefined without places', () =>
  expect([utilisation(450, 500), utilisation(1, 0), utilisation(null, 5)]).toEqual([0.9, null, null]));
