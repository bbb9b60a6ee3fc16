import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashFlow, curveWeights, monthAfter, monthsFrom, spread } from './cash-flow.ts';
import { contingencyBurn, trulyFree } from './contingency-burn.ts';
import { divided, grown, partOf } from './divide.ts';
import { earnedValue } from './earned-value.ts';
import { monthsLater, spendDown } from './spend-down.ts';
import { drawShare, yearsAhead } from './years-ahead.ts';

const sum = (all: readonly bigint[]) => all.reduce((a, b) => a + b, 0n);
const dollars = (millions: number) => BigInt(Math.round(millions * 1_000_000)) * 100n;
const cents = () => fc.bigInt({ min: 0n, max: 10n ** 13n });

describe('dividing cents', () => {
  test.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 2n, 2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%d ÷ %d is %d', (a, b, expected) => expect(divided(a, b)).toBe(expected));
  test('growth follows from year to year', () => {
    expect([0, 1, 2].map((years) => grown(10_000n, 0.05, years))).toEqual([10_000n, 10_500n, 11_025n]);
    expect(partOf(1_000n, 0.125)).toBe(125n);
  });
});

describe('cash flow by month', () => {
  test('months are counted over the turn of years', () => {
    expect([monthAfter('2026-12-01'), monthAfter('2026-01-01', -1), monthsFrom('2026-11-01', '2027-02-01')]).toEqual(['2027-01-01', '2025-12-01', 4]);
    expect(monthsFrom('2027-02-01', '2026-11-01')).toBe(0);
  });
  test('the curve rises without falling and adds up, for any number of months', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (months) => {
        const weights = curveWeights(months);
        expect(weights.every((weight) => weight > 0n)).toBe(true);
        expect(sum(weights)).toBe(BigInt(months) ** 3n);
      }),
    );
  });
  test('four months of 100 dollars: little at first and at last', () => {
    expect(spread(10_000n, curveWeights(4))).toEqual([1_563n, 3_438n, 3_437n, 1_562n]);
  });
  test('what is spread adds up to the cent, and no part is further than a cent from its share', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), fc.integer({ min: 1, max: 120 }), (amount, months) => {
        const parts = spread(amount, curveWeights(months));
        expect(sum(parts)).toBe(amount);
        expect(parts.every((part) => (amount < 0n ? part <= 0n : part >= 0n))).toBe(true);
      }),
    );
  });
  test('actuals and forecast are the EAC to the cent, whatever was spent', () => {
    const actual = fc.record({ month: fc.integer({ min: -60, max: 0 }).map((n) => monthAfter('2026-11-01', n)), cents: cents() });
    fc.assert(
      fc.property(fc.array(actual), cents(), fc.integer({ min: -3, max: 60 }), (actuals, more, ahead) => {
        const eacCents = sum(actuals.map((one) => one.cents)) + more;
        const months = cashFlow({ actuals, eacCents, fromMonth: '2026-11-01', untilMonth: monthAfter('2026-11-01', ahead) });
        expect(sum(months.map(({ actualCents, forecastCents }) => actualCents + forecastCents))).toBe(eacCents);
        expect(months.at(-1)!.cumulativeCents).toBe(eacCents);
        expect(months.map(({ month }) => month)).toEqual(months.map((_, i) => monthAfter(months[0]!.month, i)));
      }),
    );
  });
});

describe('earned value', () => {
  test('the worked example: 12.0 planned in all, 6.0 planned by now, 5.4 done, 6.0 spent', () => {
    const found = earnedValue({ bacCents: dollars(12), pvCents: dollars(6), evCents: dollars(5.4), acCents: dollars(6) });
    expect([found.cpi, found.spi, found.tcpi]).toEqual([0.9, 0.9, 1.1]);
    expect([found.eacAtCpiCents, found.eacAtPlanCents, found.eacAtCpiSpiCents].map((value) => value! / 100n)).toEqual([
      13_333_333n,
      12_600_000n,
      14_148_148n,
    ]);
  });
  test('before anything is spent, planned or done there is no index, and no division by nothing', () => {
    expect(earnedValue({ bacCents: 100n, pvCents: 0n, evCents: 0n, acCents: 0n })).toEqual({
      cpi: null,
      spi: null,
      eacAtCpiCents: null,
      eacAtPlanCents: 100n,
      eacAtCpiSpiCents: null,
      tcpi: 1,
    });
    expect(earnedValue({ bacCents: 100n, pvCents: 50n, evCents: 50n, acCents: 100n }).tcpi).toBeNull();
  });
  test('work that goes as planned comes to its budget, by all three ways', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 12n }), (done, rest) => {
        const bacCents = done + rest;
        const found = earnedValue({ bacCents, pvCents: done, evCents: done, acCents: done });
        expect([found.eacAtCpiCents, found.eacAtPlanCents, found.eacAtCpiSpiCents]).toEqual([bacCents, bacCents, bacCents]);
      }),
    );
  });
});

describe('contingency', () => {
  const example = {
    expendedCents: dollars(224),
    encumberedCents: dollars(118),
    usedCents: dollars(68),
    plannedWorkCents: dollars(595),
    leftCents: dollars(18),
  };
  test('the worked example: 68 used on 274 of work, 595 planned', () => {
    const burn = contingencyBurn(example);
    expect(burn.projectWorkCents).toBe(dollars(274));
    expect(burn.rate).toBeCloseTo(0.248175, 6);
    expect(Number(burn.needCents) / 1e8).toBeCloseTo(79.664, 3);
    expect(burn.shortfallCents).toBe(burn.needCents - dollars(18));
  });
  test('no work, no rate; all work done, no need', () => {
    expect(contingencyBurn({ ...example, expendedCents: 0n, encumberedCents: 0n, usedCents: 0n })).toMatchObject({ rate: null, needCents: 0n });
    expect(contingencyBurn({ ...example, plannedWorkCents: dollars(200) })).toMatchObject({ needCents: 0n, shortfallCents: 0n });
  });
  test('truly free is what is left after approved needs that have no line yet', () => {
    expect(trulyFree({ unallocatedCents: dollars(5), approvedNeedsCents: dollars(7) })).toBe(dollars(-2));
  });
});

describe('spending a bond down', () => {
  const series = (spent: { on: string; cents: bigint }[], retainageCents = 0n) => ({
    issuedOn: '2024-01-31',
    availableCents: 1_000n,
    spent,
    retainageCents,
  });
  const states = (at: ReturnType<typeof series>, today: string) => spendDown(at, today).map(({ state }) => state);

  test('a test lies on the same day of its month, or the last of a shorter one', () => {
    expect([monthsLater('2024-08-31', 6), monthsLater('2023-08-31', 6), monthsLater('2024-01-15', 24)]).toEqual([
      '2025-02-28',
      '2024-02-29',
      '2026-01-15',
    ]);
  });
  test('10, 45, 75 and 100 % after 6, 12, 18 and 24 months, and 85 % after 36', () => {
    const found = spendDown(series([]), '2024-02-01');
    expect(found.map(({ on, requiredCents, state }) => [on, requiredCents, state])).toEqual([
      ['2024-07-31', 100n, 'ahead'],
      ['2025-01-31', 450n, 'ahead'],
      ['2025-07-31', 750n, 'ahead'],
      ['2026-01-31', 1_000n, 'ahead'],
      ['2027-01-31', 850n, 'ahead'],
    ]);
  });
  test('what is spent on the day counts, what is spent the day after does not', () => {
    expect(states(series([{ on: '2024-07-31', cents: 100n }]), '2024-09-01')[0]).toBe('met');
    expect(states(series([{ on: '2024-08-01', cents: 100n }]), '2024-09-01')[0]).toBe('missed');
    expect(states(series([]), '2024-07-31')[0]).toBe('ahead');
  });
  test('what is held back may wait for the third year, up to 5 %', () => {
    const early = [{ on: '2024-02-01', cents: 950n }];
    expect(states(series(early, 50n), '2026-06-01')).toEqual(['met', 'met', 'met', 'retainage', 'met']);
    expect(states(series(early, 0n), '2026-06-01')[3]).toBe('missed');
    expect(states(series([{ on: '2024-02-01', cents: 940n }], 60n), '2026-06-01')[3]).toBe('missed');
    expect(states(series(early, 50n), '2027-03-01')[3]).toBe('missed');
    expect(states(series([...early, { on: '2027-01-31', cents: 50n }]), '2027-03-01')[3]).toBe('retainage');
  });
});

describe('the years ahead', () => {
  const basis = {
    firstYear: 2027,
    operating: { revenueCents: dollars(100), spendCents: dollars(104), reserveCents: dollars(12) },
    capital: {
      revenueCents: [dollars(23), dollars(23)],
      plannedCents: [dollars(20), dollars(30)],
      renewalCents: [dollars(2), dollars(4)],
      reserveCents: dollars(5),
    },
  };
  const assumed = { revenueGrowth: 0.02, spendGrowth: 0.03, costEscalation: 0.04, contingency: 0.1, renewal: 0.5 };

  test('the example of the README: a spend of 104 against a revenue of 100 draws 3.85 % out of the reserve', () => {
    const { operating } = yearsAhead(basis, assumed);
    expect(operating.map(({ year }) => year)).toEqual([2027, 2028, 2029, 2030, 2031]);
    expect(operating[0]).toMatchObject({ balanceCents: dollars(-4), reserveCents: dollars(8) });
    expect(operating[0]!.drawShare).toBeCloseTo(0.0384615, 6);
    expect([operating[1]!.revenueCents, operating[1]!.spendCents, operating[1]!.reserveCents]).toEqual([
      dollars(102),
      dollars(107.12),
      dollars(2.88),
    ]);
    expect(operating[2]!.reserveCents).toBe(dollars(2.88) + dollars(104.04) - dollars(110.3336));
  });
  test('capital spends what is planned with its contingency and the renewals that are done, at each year’s prices', () => {
    const { capital } = yearsAhead(basis, assumed);
    expect(capital[0]).toMatchObject({ spendCents: dollars(23), reserveCents: dollars(5), drawShare: 0 });
    expect(capital[1]).toMatchObject({ spendCents: dollars(36.4), balanceCents: dollars(-13.4), reserveCents: dollars(-8.4) });
    expect(capital[4]).toMatchObject({ spendCents: 0n, drawShare: null });
  });
  test('a share of what is spent: never below 0, never above 1', () => {
    expect([drawShare(10n, 0n), drawShare(10n, 10n), drawShare(0n, 10n)]).toEqual([null, 0, 1]);
    fc.assert(
      fc.property(cents(), cents(), (revenue, spend) => {
        const share = drawShare(revenue, spend);
        expect(share === null || (share >= 0 && share <= 1)).toBe(true);
      }),
    );
  });
  test('each reserve is the one before and the balance of its year', () => {
    const ratio = fc.double({ min: -0.1, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(fc.record({ revenueGrowth: ratio, spendGrowth: ratio, costEscalation: ratio, contingency: ratio, renewal: ratio }), (given) => {
        for (const [fund, opening] of [
          ['operating', basis.operating.reserveCents],
          ['capital', basis.capital.reserveCents],
        ] as const) {
          let before: bigint = opening;
          for (const { revenueCents, spendCents, reserveCents } of yearsAhead(basis, given)[fund]) {
            expect(reserveCents).toBe(before + revenueCents - spendCents);
            before = reserveCents;
          }
        }
      }),
    );
  });
});
