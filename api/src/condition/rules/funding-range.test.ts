import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fundingRange } from './funding-range.ts';

const cents = fc.integer({ min: 0, max: 10 ** 11 });

test('a slider reaches beyond what falls due on average, to a round number, in a hundred steps', () => {
  fc.assert(
    fc.property(cents, fc.array(cents, { minLength: 1, maxLength: 30 }), (backlogCents, renewalCents) => {
      const { mostCents, stepCents } = fundingRange({ crvCents: 1, backlogCents, renewalCents });
      const due = renewalCents.reduce((sum, one) => sum + one, 0) / renewalCents.length;
      expect(mostCents).toBeGreaterThanOrEqual(Math.min(99_999_999_999, due * (1 - 1e-6)));
      expect(stepCents * 100).toBeCloseTo(mostCents, -3);
    }),
  );
});

test('for a building in which nothing is due it still moves', () =>
  expect(fundingRange({ crvCents: 1, backlogCents: 0, renewalCents: [0] })).toEqual({ mostCents: 1_000_000, stepCents: 10_000 }));
