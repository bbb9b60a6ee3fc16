import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chargedFor, rateOn, totalOf } from './labour.ts';

const rate = (effectiveOn: string, hourlyCents: bigint | null, teamId: string | null = null) => ({ effectiveOn, hourlyCents, teamId });
const worked = (workedOn: string, minutes: number) => ({ workedOn, minutes });

describe('what an hour costs on a day', () => {
  const rates = [
    rate('2026-01-01', 6_200n),
    rate('2026-07-01', 6_500n),
    rate('2026-03-01', 8_000n, 'plumbers'),
    rate('2026-09-01', null, 'plumbers'),
  ];
  test.each([
    ['before the first rate nobody says', null, '2025-12-31', null],
    ['from its day on', null, '2026-01-01', 6_200n],
    ['until the next', null, '2026-07-01', 6_500n],
    ['a team without its own has that of its service', 'roofers', '2026-02-01', 6_200n],
    ['a team has its own', 'plumbers', '2026-08-31', 8_000n],
    ['until that is ended', 'plumbers', '2026-09-01', 6_500n],
    ['and before it began that of its service', 'plumbers', '2026-02-28', 6_200n],
  ] as const)('%s', (_, teamId, day, cents) => expect(rateOn(rates, teamId, day)).toBe(cents));
  test('of two for one day the last one counts', () => expect(rateOn([rate('2026-01-01', 1n), rate('2026-01-01', 2n)], null, '2026-01-01')).toBe(2n));
});

describe('what an order cost', () => {
  test('is its hours at the rate of their day, and what was charged', () => {
    const charged = chargedFor({ labour: [worked('2026-01-05', 150), worked('2026-01-06', 60)], costs: [12_000n], teamId: null }, [
      rate('2026-01-01', 6_200n),
    ]);
    expect([charged, totalOf(charged)]).toEqual([{ labour: [{ minutes: 210, hourlyCents: 6_200n }], partsCents: 12_000n }, 33_700n]);
  });
  test('hours of which nobody says what they cost are told, and cost nothing that is known', () => {
    const charged = chargedFor({ labour: [worked('2026-01-05', 90)], costs: [], teamId: null }, []);
    expect([charged, totalOf(charged)]).toEqual([{ labour: [{ minutes: 90, hourlyCents: null }], partsCents: null }, null]);
  });
  test('hours that were taken back are none', () =>
    expect(chargedFor({ labour: [worked('2026-01-05', 90), worked('2026-01-05', -90)], costs: [], teamId: null }, [])).toEqual({
      labour: [],
      partsCents: null,
    }));
  test('more hours never cost less', () =>
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), fc.bigInt({ min: 1n, max: 100_000n }), (some, more, cents) => {
        const of = (minutes: number) =>
          totalOf(chargedFor({ labour: [worked('2026-01-05', minutes)], costs: [0n], teamId: null }, [rate('2026-01-01', cents)]))!;
        expect(of(some + more) >= of(some)).toBe(true);
      }),
    ));
});
