import { describe, expect, test } from 'vitest';
import { type Drawing, drawForecasts, type Lives } from './draws.ts';
import { forecast, type Funding } from './forecast.ts';

function seeded(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function livesOf(count: number): Lives {
  const random = seeded(7);
  const lives = { untilNext: new Float64Array(count), lifeYears: new Float64Array(count), costCents: new Float64Array(count) };
  for (let i = 0; i < count; i += 1) {
    lives.lifeYears[i] = 10 + Math.floor(random() * 30);
    lives.untilNext[i] = Math.floor(random() * lives.lifeYears[i]!) + 1;
    lives.costCents[i] = Math.floor(random() * 50_000_000);
  }
  return lives;
}

const given = (more: Partial<Drawing> = {}): Drawing => ({
  crvCents: 4e11,
  backlogCents: 4e10,
  lives: livesOf(200),
  rates: { escalation: 0.04, deterioration: 0.02 },
  fundings: [{ kind: 'none' }],
  spread: { life: 0.2, cost: 0.15 },
  years: 30,
  draws: 300,
  ...more,
});

/** Of its first funding. */
const drawn = (more: Partial<Drawing> = {}, seed = 1) => drawForecasts(given(more), seeded(seed))[0]!;

describe('many draws', () => {
  test('the same chances give the same answer, to the last bit', () => expect(drawn()).toEqual(drawn()));
  test('other chances give another, of the same kind', () => {
    const [one, other] = [1, 2].map((seed) => drawn({}, seed).at(-1)!.ratio.p50);
    expect(one).not.toBe(other);
    expect(Math.abs(one! - other!) / one!).toBeLessThan(0.02);
  });
  test('a band is in order and widens', () => {
    const years = drawn();
    for (const { ratio } of years) expect([ratio.p10, ratio.p50, ratio.p90]).toEqual([ratio.p10, ratio.p50, ratio.p90].toSorted((a, b) => a - b));
    const width = ({ ratio }: (typeof years)[number]) => ratio.p90 - ratio.p10;
    expect(width(years.at(-1)!)).toBeGreaterThan(width(years[0]!));
  });
  test('a band does not vanish because there are many components: who estimates may lean one way with all of them', () => {
    const width = (count: number) => {
      const { ratio } = drawn({ lives: livesOf(count), crvCents: count * 1e9, backlogCents: count * 1e8 }).at(-1)!;
      return (ratio.p90 - ratio.p10) / ratio.p50;
    };
    expect(width(3_000)).toBeGreaterThan(0.5 * width(30));
  });
  test('without any doubt every draw is the plain forecast', () => {
    const { lives, ...rest } = given({ spread: { life: 0, cost: 0 }, draws: 3 });
    const renewalCents = new Float64Array(30);
    lives.untilNext.forEach((first, i) => {
      for (let at = first; at <= 30; at += lives.lifeYears[i]!) renewalCents[at - 1]! += lives.costCents[i]!;
    });
    const plain = forecast({ crvCents: rest.crvCents, backlogCents: rest.backlogCents, renewalCents }, rest.rates, rest.fundings[0]!);
    drawForecasts({ lives, ...rest }, seeded(1))[0]!.forEach(({ ratio }, t) => {
      expect(ratio.p10).toBeCloseTo(plain[t]!.ratio!, 12);
      expect(ratio.p90).toBeCloseTo(plain[t]!.ratio!, 12);
    });
  });
  test('the plain forecast stands in the middle of the draws, from the first year on', () => {
    const { lives, ...rest } = given({ lives: livesOf(2_000), crvCents: 6e11, backlogCents: 6e10, draws: 400 });
    const renewalCents = new Float64Array(30);
    lives.untilNext.forEach((first, i) => {
      for (let at = first; at <= 30; at += lives.lifeYears[i]!) renewalCents[at - 1]! += lives.costCents[i]!;
    });
    const plain = forecast({ crvCents: rest.crvCents, backlogCents: rest.backlogCents, renewalCents }, rest.rates, rest.fundings[0]!);
    const years = drawForecasts({ lives, ...rest }, seeded(1))[0]!;
    for (const [t, { ratio }] of years.slice(0, 10).entries()) expect(Math.abs(ratio.p50 / plain[t]!.ratio! - 1), `year ${t + 1}`).toBeLessThan(0.03);
  });
  test('what stands in the backlog stays there, however long its life is drawn: nothing puts it back into life', () => {
    const lives = { untilNext: Float64Array.of(0, -5), lifeYears: Float64Array.of(20, 30), costCents: Float64Array.of(1e9, 1e9) };
    const drawn1 = drawn({
      lives,
      backlogCents: 2e9,
      crvCents: 1e10,
      spread: { life: 0.9, cost: 0 },
      years: 1,
      rates: { escalation: 0, deterioration: 0 },
    });
    expect(drawn1[0]!.ratio.p10).toBeGreaterThanOrEqual(0.2);
  });
  test('what was saved by the first method is drawn as it was then: due at the end of its year', () => {
    const lives = { untilNext: Float64Array.of(1), lifeYears: Float64Array.of(20), costCents: Float64Array.of(1e9) };
    const of = (beforeYearEnd?: number) =>
      drawn({ lives, backlogCents: 0, years: 1, spread: { life: 0.2, cost: 0 }, ...(beforeYearEnd === undefined ? {} : { beforeYearEnd }) })[0]!
        .ratio;
    expect([of(0).p10, of().p10 > 0]).toEqual([0, true]);
  });
  test('what is overdue comes again after a life, not at once', () => {
    const lives = { untilNext: Float64Array.of(-3), lifeYears: Float64Array.of(10), costCents: Float64Array.of(1e9) };
    const years = drawn({ lives, backlogCents: 0, spread: { life: 0, cost: 0 }, draws: 1 });
    expect(years.findIndex(({ ratio }) => ratio.p50 > 0)).toBe(9);
  });
  test('holding the index asks for more where more falls due', () => {
    for (const { ratio, fundingCents } of drawn({ fundings: [{ kind: 'hold', ratio: 0.1 }] })) {
      expect(ratio.p50).toBeLessThanOrEqual(0.1 + 1e-12);
      expect(fundingCents.p90).toBeGreaterThanOrEqual(fundingCents.p10);
    }
  });
  test('nothing of value gives nothing', () => expect(drawn({ crvCents: 0 })).toEqual([]));
  test('several fundings meet the same draws, each as if it were alone', () => {
    const fundings: Funding[] = [{ kind: 'none' }, { kind: 'fixed', cents: 1e9 }];
    expect(drawForecasts(given({ fundings }), seeded(1))).toEqual(fundings.map((one) => drawn({ fundings: [one] })));
  });
  test('says how far it is', () => {
    const said: number[] = [];
    drawForecasts(given({ draws: 120 }), seeded(1), (done) => said.push(done));
    expect(said).toEqual([50, 100]);
  });
});
