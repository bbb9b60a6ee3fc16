import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOfWaiting, forecast, type Funding, type Start } from './forecast.ts';

const M = 100_000_000;
const start: Start = { crvCents: 100 * M, backlogCents: 8 * M, renewalCents: [3, 2, 4, 1, 5].map((m) => m * M) };
const rates = { escalation: 0.04, deterioration: 0.02 };
const ratios = (funding: Funding) => forecast(start, rates, funding).map(({ ratio }) => Number(ratio!.toFixed(6)));

describe('the worked example', () => {
  test('without funding', () => expect(ratios({ kind: 'none' })).toEqual([0.1116, 0.133832, 0.176509, 0.190039, 0.24384]));
  test('with three million a year', () =>
    expect(ratios({ kind: 'fixed', cents: 3 * M })).toEqual([0.082754, 0.076672, 0.091536, 0.077722, 0.104619]));
});

describe('funding', () => {
  test('holds the index', () => {
    for (const { ratio } of forecast(start, rates, { kind: 'hold', ratio: 0.08 })) expect(ratio).toBeCloseTo(0.08, 12);
  });
  test('reaches an index by even steps and holds it', () =>
    expect(ratios({ kind: 'reach', ratio: 0.04, years: 4 })).toEqual([0.07, 0.06, 0.05, 0.04, 0.04]));
  test('as a share of the value grows with it', () => {
    const [first, second] = forecast(start, rates, { kind: 'share_of_crv', ratio: 0.02 });
    expect(second!.fundingCents / first!.fundingCents).toBeCloseTo(1.04, 12);
  });
  test('that finds nothing to mend is told apart', () => {
    const [first] = forecast(start, rates, { kind: 'fixed', cents: 50 * M });
    expect([first!.ratio, first!.unspentCents > 0]).toEqual([0, true]);
  });
  test('what waiting costs is the difference at the end', () =>
    expect(costOfWaiting(forecast(start, rates, { kind: 'none' }), forecast(start, rates, { kind: 'hold', ratio: 0 }))).toBeGreaterThan(29 * M));
});

test('without a value the index is undefined, and nothing is asked for to hold it', () => {
  const [first] = forecast({ crvCents: 0, backlogCents: M, renewalCents: [M] }, rates, { kind: 'hold', ratio: 0.1 });
  expect(first).toMatchObject({ ratio: null, fundingCents: 0 });
});

const cents = fc.integer({ min: 0, max: 10 ** 12 });
const building = fc.record({
  crvCents: fc.integer({ min: 1, max: 10 ** 13 }),
  backlogCents: cents,
  renewalCents: fc.array(cents, { minLength: 12, maxLength: 12 }),
});
const anyRates = fc.record({ escalation: fc.double({ min: 0, max: 0.1, noNaN: true }), deterioration: fc.double({ min: 0, max: 0.1, noNaN: true }) });

describe('always', () => {
  test('more funding never raises the index', () => {
    fc.assert(
      fc.property(building, anyRates, cents, cents, (from, at, some, more) => {
        const less = forecast(from, at, { kind: 'fixed', cents: some });
        forecast(from, at, { kind: 'fixed', cents: some + more }).forEach(({ backlogCents }, i) =>
          expect(backlogCents).toBeLessThanOrEqual(less[i]!.backlogCents),
        );
      }),
    );
  });

  test('prices cancel where nothing gets worse, falls due or is spent', () => {
    fc.assert(
      fc.property(building, fc.double({ min: 0, max: 0.2, noNaN: true }), ({ crvCents, backlogCents }, escalation) => {
        const still = { crvCents, backlogCents, renewalCents: Array.from({ length: 12 }, () => 0) };
        const { ratio } = forecast(still, { escalation, deterioration: 0 }, { kind: 'none' }).at(-1)!;
        expect(ratio! / (backlogCents / crvCents || 1)).toBeCloseTo(backlogCents ? 1 : 0, 9);
      }),
    );
  });

  test('buildings add up to their portfolio where none is clipped at nothing, and to more where one is', () => {
    fc.assert(
      fc.property(
        fc.array(building, { minLength: 1, maxLength: 6 }),
        anyRates,
        fc.array(cents, { minLength: 6, maxLength: 6 }),
        (buildings, at, gifts) => {
          const own = buildings.map((one, i) => forecast(one, at, { kind: 'fixed', cents: gifts[i]! }));
          const sum = (of: (one: Start) => number) => buildings.reduce((total, one) => total + of(one), 0);
          const together = forecast(
            {
              crvCents: sum((one) => one.crvCents),
              backlogCents: sum((one) => one.backlogCents),
              renewalCents: Array.from({ length: 12 }, (_, t) => sum((one) => one.renewalCents[t]!)),
            },
            at,
            { kind: 'fixed', cents: buildings.reduce((total, _, i) => total + gifts[i]!, 0) },
          );
          together.forEach(({ backlogCents }, t) => {
            const total = own.reduce((all, years) => all + years[t]!.backlogCents, 0);
            const isClipped = own.some((years) => years.slice(0, t + 1).some(({ unspentCents }) => unspentCents > 0));
            const slack = 1 + total * 1e-9;
            expect(total).toBeGreaterThanOrEqual(backlogCents - slack);
            if (!isClipped) expect(total).toBeLessThanOrEqual(backlogCents + slack);
          });
        },
      ),
    );
  });
});
