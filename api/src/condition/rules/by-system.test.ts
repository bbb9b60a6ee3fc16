import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesBySystem } from './by-system.ts';

test('what stayed is left out, and a value that nobody knows counts as nothing', () => {
  const before = new Map([
    ['B30', { dmCents: 5n, crvCents: 100n }],
    ['D30', { dmCents: 7n, crvCents: null }],
  ]);
  const after = new Map([
    ['B30', { dmCents: 5n, crvCents: 100n }],
    ['C10', { dmCents: 2n, crvCents: null }],
  ]);
  expect(changesBySystem(before, after)).toEqual({ C10: { dm: '2', crv: '0' }, D30: { dm: '-7', crv: '0' } });
});

test('from any condition to any other, one after another, the changes of a system add up to where it ends', () => {
  const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const condition = fc.record({ dmCents: cents, crvCents: fc.option(fc.bigInt({ min: 1n, max: 10n ** 15n }), { nil: null }) });
  const structure = fc.dictionary(fc.constantFrom('A10', 'B30', 'D30'), condition).map((record) => new Map(Object.entries(record)));
  fc.assert(
    fc.property(fc.array(structure, { minLength: 1, maxLength: 8 }), (steps) => {
      const changes = steps.map((after, i) => changesBySystem(steps[i - 1] ?? new Map(), after));
      for (const code of ['A10', 'B30', 'D30']) {
        const sum = (field: 'dm' | 'crv') => changes.reduce((total, change) => total + BigInt(change[code]?.[field] ?? 0), 0n);
        const last = steps.at(-1)!.get(code);
        expect([sum('dm'), sum('crv')]).toEqual([last?.dmCents ?? 0n, last?.crvCents ?? 0n]);
      }
    }),
  );
});
