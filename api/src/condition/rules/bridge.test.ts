import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bridge, CAUSES, type Step } from './bridge.ts';
import { fciOf } from './fci.ts';

const of = (dmCents: bigint, crvCents: bigint | null) => ({ dmCents, crvCents });
const part = (steps: Step[], cause: string) => bridge(of(100n, 1_000n), steps).parts.find((one) => one.cause === cause)!;

describe('a bridge', () => {
  test('a boiler that was mended is work, and lowers what is deferred', () =>
    expect(part([{ cause: 'work', after: of(60n, 1_000n) }], 'work')).toMatchObject({ dmCents: -40n, crvCents: 0n, ratioAfter: 0.06 }));

  test('a new cost basis is method, and nothing of it looks like ageing', () => {
    const steps: Step[] = [
      { cause: 'ageing', after: of(130n, 1_000n) },
      { cause: 'method', after: of(260n, 1_500n) },
    ];
    expect(part(steps, 'method')).toMatchObject({ dmCents: 130n, crvCents: 500n });
    expect(part(steps, 'ageing')).toMatchObject({ dmCents: 30n, crvCents: 0n });
  });

  test('what happened in several steps is one part', () =>
    expect(
      part(
        [
          { cause: 'findings', after: of(110n, 1_000n) },
          { cause: 'work', after: of(90n, 1_000n) },
          { cause: 'findings', after: of(95n, 1_000n) },
        ],
        'findings',
      ),
    ).toMatchObject({ dmCents: 15n, ratioAfter: 0.095 }));

  test('a value that becomes known is told in cents, and the index before it is undefined', () => {
    const { parts } = bridge(of(5n, null), [{ cause: 'correction', after: of(5n, 100n) }]);
    expect(parts.map(({ ratioAfter }) => ratioAfter)).toEqual([null, null, null, null, null, 0.05]);
  });

  test('from a day before anything was known no step has an index but the last: changes alone are no condition', () => {
    const { parts } = bridge(of(0n, null), [
      { cause: 'correction', after: of(50n, 1_000n) },
      { cause: 'escalation', after: of(55n, 1_060n) },
    ]);
    expect(parts.map(({ ratioAfter }) => ratioAfter)).toEqual([null, null, null, null, null, fciOf(of(55n, 1_060n))]);
  });

  test('its parts add up to the cent, and its last step is where it ends', () => {
    const condition = fc.record({ dmCents: fc.bigInt({ min: 0n, max: 10n ** 14n }), crvCents: fc.bigInt({ min: 1n, max: 10n ** 15n }) });
    fc.assert(
      fc.property(condition, fc.array(fc.record({ cause: fc.constantFrom(...CAUSES), after: condition })), (from, steps) => {
        const { to, parts } = bridge(from, steps);
        expect(to).toEqual(steps.at(-1)?.after ?? from);
        expect(parts.reduce((sum, { dmCents }) => sum + dmCents, from.dmCents)).toBe(to.dmCents);
        expect(parts.reduce((sum, { crvCents }) => sum + crvCents, from.crvCents)).toBe(to.crvCents);
        expect(parts.at(-1)!.ratioAfter).toBe(fciOf(to));
      }),
    );
  });
});
