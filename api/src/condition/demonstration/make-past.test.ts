import { describe, expect, test } from 'vitest';
import { measure } from '../rules/measure.ts';
import { makeCostBases } from './make-cost-bases.ts';
import { makeInventory } from './make-inventory.ts';
import { makePast } from './make-past.ts';

const place = (n: number) => ({
  siteId: `site ${n}`,
  siteCode: `S${n}`,
  siteName: `School ${n}`,
  level: ['elementary', 'middle', 'high'][n % 3]!,
  areaId: null,
  students: 250 + n * 40,
  building: n % 4 === 3 ? null : { id: `building ${n}`, code: 'A', name: 'Main building', position: 0 },
});

describe.each(['2026-11-24T16:00:00Z', '2027-01-01T08:00:00Z', '2027-01-01T03:00:00Z', '2031-07-01T00:00:00Z'])(
  'the made-up past, seen on %s',
  (at) => {
    const now = new Date(at);
    const year = at === '2027-01-01T03:00:00Z' ? 2026 : now.getUTCFullYear();
    const bases = makeCostBases('portfolio', year).map(({ costBasis, units }) => ({
      id: costBasis.id,
      effectiveOn: costBasis.effectiveOn,
      basis: { ...costBasis, units: new Map(units.map((unit) => [unit.systemCode, unit])) },
    }));
    const all = Array.from({ length: 40 }, (_, n) => {
      const made = makeInventory(place(n), 'portfolio', year);
      const open = made.deficiencies.map(({ daysAgo, ...one }) => ({
        ...one,
        componentId: null,
        foundOn: new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10),
      }));
      return { made, open, past: makePast(made, open, bases, now) };
    });

    test('ends exactly with what its inventory is today, and its events add up to that', () => {
      for (const { made, open, past } of all) {
        const rows = made.components.map((one) => ({ ...one, observedOn: null, observedRemainingYears: null }));
        const today = measure({ replacementCents: null, components: rows, deficiencies: open }, bases[1]!.basis, { dueYear: year, priceYear: year });
        expect(past.measured).toEqual(today);
        const sum = (field: 'dmDeltaCents' | 'crvDeltaCents') => past.events.reduce((total, event) => total + event[field], 0n);
        expect([sum('dmDeltaCents'), sum('crvDeltaCents')]).toEqual([today.dmCents, today.crvCents]);
      }
    });

    test('nothing happens before it begins or after now, all causes occur, and a new cost basis is method only', () => {
      const events = all.flatMap(({ past }) => past.events);
      expect(new Set(events.map(({ cause }) => cause)).size).toBe(6);
      for (const { past } of all) {
        const times = past.events.map(({ occurredAt }) => occurredAt.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
      }
      expect(new Set(events.filter(({ kind }) => kind === 'cost_basis_changed').map(({ cause }) => cause))).toEqual(new Set(['method']));
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    });
  },
);
