import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Effect, effectOf, orderState, shareCost, type Standing } from './follow-order.ts';

const IN_WORK: Standing = { status: 'in_work', isMine: true, isRetired: false };
const PUT_RIGHT: Standing = { status: 'corrected', isMine: true, isRetired: true };
const OPEN: Standing = { status: 'open', isMine: false, isRetired: false };

describe('what an order does to a deficiency that it is to put right', () => {
  test.each<[string, Standing, Effect]>([
    ['completed', IN_WORK, 'retire'],
    ['closed', IN_WORK, 'retire'],
    ['closed', PUT_RIGHT, null],
    ['assigned', PUT_RIGHT, 'bring_back'],
    ['in_progress', IN_WORK, null],
    ['cancelled', IN_WORK, 'let_go'],
    ['duplicate', IN_WORK, 'let_go'],
    // A cancellation that was undone takes it up again; one that was undone too late finds it with another order.
    ['assigned', OPEN, 'take_up'],
    ['assigned', { ...IN_WORK, isMine: false }, null],
    ['completed', { ...IN_WORK, isMine: false }, null],
    // Ended by hand: no order brings it back.
    ['assigned', { status: 'corrected', isMine: false, isRetired: false }, null],
    ['completed', { status: 'withdrawn', isMine: false, isRetired: false }, null],
  ])('%s: %j → %s', (status, standing, effect) => expect(effectOf(orderState(status), standing)).toBe(effect));
});

describe('what an order cost is shared', () => {
  test('by what each was estimated at', () => expect(shareCost(90_000n, [20_000n, 10_000n])).toEqual([60_000n, 30_000n]));
  test('in equal parts where nothing was estimated', () => expect(shareCost(100n, [0n, 0n, 0n])).toEqual([34n, 33n, 33n]));
  test('among none: nothing', () => expect(shareCost(100n, [])).toEqual([]));
  test('to the cent, and nobody more than a cent from their part', () => {
    const cents = fc.bigInt(0n, 10n ** 12n);
    fc.assert(
      fc.property(cents, fc.array(cents, { minLength: 1, maxLength: 12 }), (total, estimates) => {
        const shares = shareCost(total, estimates);
        expect(shares.reduce((sum, each) => sum + each, 0n)).toBe(total);
        const sum = estimates.reduce((all, each) => all + each, 0n);
        for (const [i, share] of shares.entries()) {
          const exact = sum > 0n ? Number((total * estimates[i]! * 1000n) / sum) / 1000 : Number(total) / estimates.length;
          expect(Math.abs(Number(share) - exact)).toBeLessThanOrEqual(1.001);
          expect(share).toBeGreaterThanOrEqual(0n);
        }
      }),
    );
  });
});
