import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast } from './forecast.ts';
import { begunLater, waitingOf } from './waiting.ts';

const M = 100_000_000;
const start = { crvCents: 100 * M, backlogCents: 8 * M, renewalCents: [3, 2, 4, 1, 5].map((m) => m * M) };
const rates = { escalation: 0.04, deterioration: 0.02 };

describe('the worked example, begun two years later', () => {
  test('is nothing spent, and then the funding', () => {
    const later = begunLater(start, rates, { kind: 'fixed', cents: 3 * M }, 2);
    expect(later.map(({ year }) => year)).toEqual([1, 2, 3, 4, 5]);
    expect(later.slice(0, 2).map(({ ratio }) => Number(ratio!.toFixed(6)))).toEqual([0.1116, 0.133832]);
    const [, second] = forecast(start, rates, { kind: 'none' });
    // B₃ = B₂ × 1.04 × 1.02 + 4 × 1.04³ − 3
    expect(later[2]!.backlogCents).toBeCloseTo(second!.backlogCents * 1.04 * 1.02 + 4 * M * 1.04 ** 3 - 3 * M, 0);
  });
  test('costs the same work two years of dearer money and of decay', () =>
    expect(waitingOf(start, rates, { kind: 'none' }, 2).sameWorkCents.later).toBeCloseTo(8 * M * (1.04 * 1.02) ** 2, 0));
  test('by no years at all is no waiting', () => {
    const { backlogCents, sameWorkCents } = waitingOf(start, rates, { kind: 'fixed', cents: 3 * M }, 0);
    expect([backlogCents.difference, sameWorkCents.later]).toEqual([0, sameWorkCents.now]);
  });
});

test('waiting never leaves less deferred, and waiting longer never less than waiting', () => {
  const cents = fc.integer({ min: 0, max: 10 ** 11 });
  const any = fc.record({
    crvCents: fc.integer({ min: 1, max: 10 ** 12 }),
    backlogCents: cents,
    renewalCents: fc.array(cents, { minLength: 8, maxLength: 8 }),
  });
  fc.assert(
    fc.property(any, cents, fc.nat(7), (from, funding, years) => {
      const fixed = { kind: 'fixed', cents: funding } as const;
      const [shorter, longer] = [years, years + 1].map((wait) => waitingOf(from, rates, fixed, wait).backlogCents);
      const slack = 1 + longer!.later * 1e-9;
      expect(shorter!.difference).toBeGreaterThanOrEqual(-slack);
      expect(longer!.later).toBeGreaterThanOrEqual(shorter!.later - slack);
    }),
  );
});
