import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, type Condition, fciOf, isReplacementCandidate, rollUp, USUAL_BANDS, USUAL_REPLACEMENT_RATIO } from './fci.ts';

const of = (dmCents: bigint, crvCents: bigint | null): Condition => ({ dmCents, crvCents });
const part = fc.record({
  dmCents: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  crvCents: fc.option(fc.bigInt({ min: -5n, max: 10n ** 13n }), { freq: 4 }),
});

describe('the index', () => {
  test('is what is deferred over what replacing would cost, unrounded', () => expect(fciOf(of(853n, 10_000n))).toBe(0.0853));
  test('is 0 for a new school, and above 1 for one that costs more to mend than to replace', () =>
    expect([fciOf(of(0n, 5n)), fciOf(of(12n, 10n))]).toEqual([0, 1.2]));
  test.each([null, 0n, -1n])('is undefined, never 0, with a value of %s', (crv) => expect(fciOf(of(0n, crv))).toBeNull());
});

describe('several together', () => {
  test('sums are divided anew: a shed in ruins does not weigh as much as a school', () => {
    const { ratio } = rollUp([of(90n, 100n), of(100n, 10_000n)]);
    expect(ratio).toBe(190 / 10_100);
  });
  test('what has no value stands in neither sum, and is counted', () =>
    expect(rollUp([of(5n, 100n), of(7n, null), of(1n, 0n)])).toMatchObject({
      dmCents: 5n,
      crvCents: 100n,
      valued: 1,
      unvalued: 2,
      unvaluedDmCents: 8n,
    }));
  test('nothing valued is undefined', () => expect(rollUp([of(1n, null)])).toMatchObject({ crvCents: null, ratio: null }));
  test('rolling up in any steps gives the same', () => {
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (some, others) => {
        const inSteps = rollUp([rollUp(some), rollUp(others)]);
        const atOnce = rollUp([...some, ...others]);
        expect([inSteps.dmCents, inSteps.crvCents, inSteps.ratio]).toEqual([atOnce.dmCents, atOnce.crvCents, atOnce.ratio]);
      }),
    );
  });
  test('no cent is lost between the sums', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const { dmCents, unvaluedDmCents, valued, unvalued } = rollUp(parts);
        expect(dmCents + unvaluedDmCents).toBe(parts.reduce((sum, one) => sum + one.dmCents, 0n));
        expect(valued + unvalued).toBe(parts.length);
      }),
    );
  });
});

describe('bands', () => {
  test.each([
    [0, 'good'],
    [0.05, 'good'],
    [0.0500001, 'fair'],
    [0.1, 'fair'],
    [0.3, 'poor'],
    [0.31, 'critical'],
    [1.7, 'critical'],
  ])('%d is %s', (ratio, code) => expect(bandOf(ratio, USUAL_BANDS)?.code).toBe(code));
  test('undefined is in no band', () => expect(bandOf(null, USUAL_BANDS)).toBeNull());
  test('from 40 % on one thinks of replacing', () =>
    expect([0.3999, 0.4, null].map((ratio) => isReplacementCandidate(ratio, USUAL_REPLACEMENT_RATIO))).toEqual([false, true, false]));
});
