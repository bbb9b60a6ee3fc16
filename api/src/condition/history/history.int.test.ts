import { conditionEvents, deficiencies, structureConditions, structures } from '@steward/db/schema';
import { and, desc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { startApi, type TestApi } from '../../app.testing.ts';
import { aDistrict, type District } from '../../district.testing.ts';
import { aPerson } from '../../people/people.testing.ts';
import { aCostBasis, aStructure } from '../condition.testing.ts';
import { changeStructure } from '../keep-condition.ts';
import { CAUSES } from '../rules/bridge.ts';

let api: TestApi;
let district: District;
let who: Actor;
let portfolioId: string;

beforeAll(async () => {
  api = await startApi();
  district = await aDistrict(api.db);
  who = await aPerson(api.db, { grants: [{ role: 'requester' }] });
  portfolioId = await aCostBasis(api.db, '2024-01-01');
});
afterAll(() => api.close());

const get = async (path: string, query: Record<string, string>) =>
  (await api.as(who).get(`/api/condition/${path}?${new URLSearchParams(query).toString()}`)).body;
const noon = (day: string) => new Date(`${day}T18:00:00Z`);
type Act = { cause: (typeof CAUSES)[number]; value?: bigint | null | undefined; found?: { id?: string; system: string; cost: bigint } | undefined };
/** Something happens to a building on a day: its known value becomes another (null: nobody knows it), something is found in it. */
const happen = (id: string, day: string, { cause, value, found }: Act, deficiencyId = found?.id) =>
  api.db.transaction((tx) =>
    changeStructure(
      tx,
      id,
      { kind: 'looked_at', cause, actorId: null, deficiencyId: deficiencyId ?? null },
      async () => {
        if (value !== undefined) await tx.update(structures).set({ replacementCents: value }).where(eq(structures.id, id));
        if (found) {
          const { id: foundId = uuidv7(), system: systemCode, cost: costCents } = found;
          const usual = { priority: 2, scope: 'Found', costBaseYear: Number(day.slice(0, 4)), source: 'inspection', status: 'open' };
          await tx.insert(deficiencies).values({ id: foundId, structureId: id, systemCode, costCents, foundOn: day, ...usual });
        }
      },
      noon(day),
    ),
  );

/** What was found is said to cost something else, or withdrawn. */
const mend = (id: string, day: string, deficiencyId: string, to: { costCents: bigint } | { status: 'withdrawn' }) =>
  api.db.transaction((tx) =>
    changeStructure(
      tx,
      id,
      { kind: 'deficiency_changed', cause: 'correction', actorId: null, deficiencyId },
      async () => {
        const set = 'status' in to ? { ...to, endedAt: noon(day) } : to;
        await tx.update(deficiencies).set(set).where(eq(deficiencies.id, deficiencyId));
      },
      noon(day),
    ),
  );

type Told = { deferred: string; replacementValue: string | null; ratio: number | null };
const cents = ({ deferred, replacementValue }: Told) => [centsOf(deferred), replacementValue === null ? 0n : centsOf(replacementValue)];

/** How they are kept now, as a whole or one of their systems. */
const standing = (level: string, system: string | undefined) =>
  system === undefined
    ? api.db.select({ dmCents: structures.dmCents, crvCents: structures.crvCents }).from(structures).where(eq(structures.level, level))
    : api.db
        .select({ dmCents: structureConditions.dmCents, crvCents: structureConditions.crvCents })
        .from(structureConditions)
        .innerJoin(structures, eq(structures.id, structureConditions.structureId))
        .where(and(eq(structures.level, level), eq(structureConditions.systemCode, system)));

describe('any two days', () => {
  test('the parts add up to the cent to the difference of the conditions, whatever happened to which building; and the history says the same of each day', async () => {
    const DAYS = ['2024-02-10', '2024-12-31', '2025-01-01', '2025-06-30', '2025-07-01', '2026-01-02', '2026-08-15', '2026-11-20'];
    const act = fc.record({
      of: fc.nat(2),
      cause: fc.constantFrom(...CAUSES),
      value: fc.option(fc.oneof(fc.constant(null), fc.bigInt({ min: 1n, max: 10n ** 9n })), { nil: undefined }),
      found: fc.option(fc.record({ system: fc.constantFrom('D3020', 'B3010'), cost: fc.bigInt({ min: 0n, max: 10n ** 8n }) }), { nil: undefined }),
      mended: fc.option(
        fc.oneof(
          fc.bigInt({ min: 0n, max: 10n ** 8n }).map((costCents) => ({ costCents })),
          fc.constant({ status: 'withdrawn' } as const),
        ),
        { nil: undefined },
      ),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(DAYS.length - 1), act), { minLength: 1, maxLength: 10 }),
        fc.uniqueArray(fc.constantFrom('2024-01-31', ...DAYS), { minLength: 2, maxLength: 2 }),
        fc.constantFrom(undefined, 'D30', 'B30'),
        async (acts, dates, system) => {
          round += 1;
          const level = `round ${round}`;
          const parts = [
            [{ systemCode: 'D3020', quantity: 1, yearInstalled: 1995 }],
            [{ systemCode: 'B3010', quantity: 777, yearInstalled: 2003 }],
            [],
          ];
          const made = [];
          for (const own of parts) made.push(await aStructure(api.db, portfolioId, { level, parts: own, siteId: district.school.id }));
          // What stood at the end of each day, counted by itself: the sums of those with a value.
          const stood = new Map([['2024-01-31', [0n, 0n]]]);
          for (const [i, day] of DAYS.entries()) {
            for (const [on, { of, mended, found, ...what }] of acts) {
              if (on !== i) continue;
              const { id } = made[of]!;
              const [last] = await api.db.select().from(deficiencies).where(eq(deficiencies.structureId, id)).orderBy(desc(deficiencies.id)).limit(1);
              if (mended && last) await mend(id, day, last.id, mended);
              else await happen(id, day, { ...what, ...(found ? { cause: 'findings', found: { id: uuidv7(), ...found } } : {}) });
            }
            const known = (await standing(level, system)).filter(({ crvCents }) => crvCents !== null);
            stood.set(day, [known.reduce((sum, one) => sum + one.dmCents, 0n), known.reduce((sum, one) => sum + one.crvCents!, 0n)]);
          }
          const [from = '', to = ''] = dates.toSorted();
          const asked = { level, ...(system ? { system } : {}) };
          const bridge = await get('bridge', { from, to, ...asked });
          // Nothing was ever found in it, and none of them has it.
          if (bridge.code === 'condition.no_system') {
            expect(stood.get(DAYS.at(-1)!)).toEqual([0n, 0n]);
            return;
          }
          expect([cents(bridge.from), cents(bridge.to)]).toEqual([stood.get(from), stood.get(to)]);
          const sum = (field: 'deferredChange' | 'valueChange') =>
            bridge.parts.reduce((total: bigint, part: Record<string, string>) => total + centsOf(part[field]!), 0n);
          expect(cents(bridge.from).map((at, i) => at + sum(i === 0 ? 'deferredChange' : 'valueChange'))).toEqual(cents(bridge.to));
          expect(bridge.parts.at(-1).ratioAfter).toBe(bridge.to.ratio);
          const behind = await get('bridge/events', { from, to, ...asked, limit: '200' });
          for (const { cause, deferredChange } of bridge.parts) {
            const own = behind.items.filter((event: { cause: string }) => event.cause === cause);
            const total = own.reduce((at: bigint, event: { deferredChange: string }) => at + centsOf(event.deferredChange), 0n);
            expect(total + (cause === 'correction' ? centsOf(bridge.becameKnown) : 0n)).toBe(centsOf(deferredChange));
          }
          const { points } = await get('history', { from, to, ...asked, every: 'month' });
          expect(points.at(0)).toEqual(bridge.from);
          expect(points.at(-1)).toEqual(bridge.to);
          for (const point of points) if (stood.has(point.on)) expect([point.on, cents(point)]).toEqual([point.on, stood.get(point.on)]);
        },
      ),
      { numRuns: 24 },
    );
  });

  test('a slip is told with the finding that it was made in while both lie within the days; later it is a correction', async () => {
    const level = 'slip';
    const { id } = await aStructure(api.db, portfolioId, { level });
    const [slip, none, old] = [uuidv7(), uuidv7(), uuidv7()];
    await happen(id, '2026-01-10', { cause: 'correction', value: 5_000_000_000n });
    await happen(id, '2026-02-01', { cause: 'findings', found: { id: old, system: 'D3020', cost: 20_000n } });
    await happen(id, '2026-03-01', { cause: 'findings', found: { id: slip, system: 'D3020', cost: 100_000_000n } });
    await happen(id, '2026-03-02', { cause: 'findings', found: { id: none, system: 'B3010', cost: 70_000n } });
    await mend(id, '2026-03-03', slip, { costCents: 100_000n });
    await mend(id, '2026-03-04', none, { status: 'withdrawn' });
    await mend(id, '2026-03-05', old, { status: 'withdrawn' });
    const told = async (from: string, to: string, more = {}) =>
      Object.fromEntries(
        (await get('bridge', { from, to, level, ...more })).parts
          .filter(({ deferredChange }: Record<string, string>) => deferredChange !== '0.00')
          .map(({ cause, deferredChange }: Record<string, string>) => [cause, deferredChange]),
      );
    expect(await told('2026-02-15', '2026-03-31')).toEqual({ findings: '1000.00', correction: '-200.00' });
    expect(await told('2026-02-15', '2026-03-02')).toEqual({ findings: '1000700.00' });
    expect(await told('2026-03-02', '2026-03-31')).toEqual({ correction: '-999900.00' });
    const behind = (await get('bridge/events', { from: '2026-02-15', to: '2026-03-31', level, cause: 'findings' })).items;
    expect(behind.map(({ deferredChange }: Record<string, string>) => deferredChange)).toEqual(['1000000.00', '-999000.00', '-700.00', '700.00']);
    const without = (await get('bridge/events', { from: '2026-02-15', to: '2026-03-31', level, cause: 'correction' })).items;
    expect(without.map(({ deferredChange }: Record<string, string>) => deferredChange)).toEqual(['-200.00']);
  });

  test('a new cost basis is method and nothing else; a new year is ageing and dearer money', async () => {
    const level = 'method';
    const { id } = await aStructure(api.db, portfolioId, { level, parts: [{ systemCode: 'D3020', quantity: 1, yearInstalled: 1995 }] });
    await happen(id, '2024-03-01', { cause: 'correction' });
    await happen(id, '2025-03-01', { cause: 'correction' });
    await aCostBasis(api.db, '2026-02-01');
    await happen(id, '2026-01-15', { cause: 'correction' });
    await happen(id, '2026-02-03', { cause: 'correction' });
    const causes = async (from: string, to: string) =>
      Object.fromEntries(
        (await get('bridge', { from, to, structureId: id })).parts
          .filter(({ deferredChange, valueChange }: Record<string, string>) => deferredChange !== '0.00' || valueChange !== '0.00')
          .map(({ cause, deferredChange, valueChange }: Record<string, string>) => [cause, [deferredChange, valueChange]]),
      );
    expect(await causes('2024-12-31', '2025-12-31')).toEqual({ ageing: ['50000.00', '0.00'], escalation: ['2000.00', '2000.00'] });
    expect(await causes('2026-01-31', '2026-02-28')).toEqual({ method: ['-4080.00', '-4080.00'] });
    const { points, since } = await get('history', { structureId: id, every: 'year' });
    expect([since, points[0].on]).toEqual(['2024-03-01', '2024-03-01']);
    expect(points.map(({ deferred }: Told) => deferred)).toEqual(['0.00', '0.00', '52000.00', '50000.00']);
  });

  test('what somebody entered is told as dearer money year by year, and a cost basis of another year does not move it', async () => {
    const { id } = await aStructure(api.db, portfolioId, { level: 'entered' });
    await happen(id, '2024-03-01', { cause: 'correction', value: 1_000_000n, found: { system: 'D3020', cost: 0n } });
    await api.db.update(structures).set({ replacementBaseYear: 2024 }).where(eq(structures.id, id));
    await happen(id, '2026-01-15', { cause: 'correction' });
    await happen(id, '2026-02-03', { cause: 'correction' });
    const { parts } = await get('bridge', { from: '2024-12-31', to: '2026-02-28', structureId: id });
    expect(parts.filter(({ valueChange }: Record<string, string>) => valueChange !== '0.00')).toMatchObject([
      { cause: 'escalation', deferredChange: '0.00', valueChange: '816.00' },
    ]);
  });
});

describe('one system', () => {
  test('its parts and those of the other systems together are those of the whole, where no value is known from elsewhere', async () => {
    const level = 'by system';
    const parts = [
      { systemCode: 'D3020', quantity: 1, yearInstalled: 1995 },
      { systemCode: 'B3010', quantity: 777, yearInstalled: 2003 },
    ];
    const { id } = await aStructure(api.db, portfolioId, { level, parts });
    await happen(id, '2024-03-01', { cause: 'correction' });
    await happen(id, '2026-03-02', { cause: 'findings', found: { system: 'D3020', cost: 500_00n } });
    const query = { level, from: '2024-03-01', to: '2026-04-01' };
    const of = async (system?: string) => {
      const { parts: told, systems } = await get('bridge', { ...query, ...(system ? { system } : {}) });
      return { systems, sums: told.map((part: Record<string, string>) => [centsOf(part['deferredChange']!), centsOf(part['valueChange']!)]) };
    };
    const [whole, heating, roof] = [await of(), await of('D30'), await of('B30')];
    expect(whole.systems.map(({ code }: { code: string }) => code)).toEqual(['B30', 'D30']);
    expect(whole.sums).toEqual(heating.sums.map(([dm, crv]: bigint[], i: number) => [dm! + roof.sums[i][0], crv! + roof.sums[i][1]]));
    const behind = await get('bridge/events', { ...query, system: 'D30', cause: 'findings' });
    expect(behind.items.map(({ deferredChange }: { deferredChange: string }) => deferredChange)).toEqual(['500.00']);
    expect((await get('bridge/events', { ...query, system: 'B30', cause: 'findings' })).items).toEqual([]);
  });

  test('before the last thing that nobody counted by system it is not known, and it says so', async () => {
    const level = 'of old';
    const { id } = await aStructure(api.db, portfolioId, { level, parts: [{ systemCode: 'D3020', quantity: 1, yearInstalled: 1995 }] });
    await happen(id, '2024-03-01', { cause: 'correction' });
    const old = { id: uuidv7(), structureId: id, kind: 'looked_at', cause: 'correction', dmDeltaCents: 0n, crvDeltaCents: 0n };
    await api.db.insert(conditionEvents).values({ ...old, occurredAt: noon('2026-03-01') });
    const query = { level, system: 'D30' };
    const { since, points } = await get('history', query);
    expect([since, points[0].on]).toEqual(['2026-03-01', '2026-03-01']);
    expect((await get('bridge', query)).from.on).toBe('2026-03-01');
    expect((await get('bridge', { ...query, from: '2026-02-28' })).code).toBe('condition.not_by_system_yet');
    expect((await get('bridge', { level, from: '2026-02-28' })).from.on).toBe('2026-02-28');
    expect((await get('history', { level, system: 'A10' })).code).toBe('condition.no_system');
  });
});

test('what happened is listed by how much it moved, page by page', async () => {
  const level = 'pages';
  for (const [i, value] of [500n, 100n, 300n].entries()) {
    const { id } = await aStructure(api.db, portfolioId, { level });
    await happen(id, `2026-05-0${i + 1}`, { cause: 'correction', value });
  }
  const query = { level, from: '2026-04-30', to: '2026-05-31', limit: '2' };
  const first = await get('bridge/events', query);
  const second = await get('bridge/events', { ...query, cursor: first.nextCursor });
  const values = [...first.items, ...second.items].map(({ valueChange }: { valueChange: string }) => valueChange);
  expect([values, second.nextCursor]).toEqual([['5.00', '3.00', '1.00'], null]);
  expect((await get('bridge/events', { ...query, cause: 'work' })).items).toEqual([]);
});

test('says no, and why: to days that are turned or still to come, and to what is not there', async () => {
  const code = async (query: Record<string, string>) => (await get('bridge', query)).code;
  expect(await code({ from: '2026-05-01', to: '2026-04-01' })).toBe('condition.dates_turned');
  expect(await code({ to: '2027-04-01' })).toBe('condition.day_to_come');
  expect((await get('bridge', { from: '2027-04-01' })).errors).toMatchObject([{ pointer: '/from', detail: 'That day is still to come.' }]);
  expect(await code({ structureId: crypto.randomUUID() })).toBe('condition.no_structure');
  expect(await code({ portfolio: 'nowhere' })).toBe('condition.no_portfolio');
  const today = districtDay(api.clock.now);
  expect((await get('bridge', { from: today, to: today })).parts).toHaveLength(6);
});
