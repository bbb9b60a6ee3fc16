import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { noCostBasis, structureNotFound, tooDearTogether } from './problems.ts';
import {
  insertConditionEvents,
  listInventories,
  listOutOfDate,
  listSystemsKept,
  lockStructures,
  setConditions,
  type Standing,
  type Structure,
} from './kept-queries.ts';
import { basisOf, findCostBasis, findCostBasisById } from './queries.ts';
import type { Cause } from './rules/bridge.ts';
import { changesBySystem } from './rules/by-system.ts';
import type { Condition } from './rules/fci.ts';
import { type Inventory, measure, type Measured } from './rules/measure.ts';
import { isBeyondKeeping } from './rules/renewal.ts';

export type Happening = {
  kind: string;
  cause: Cause;
  actorId: string | null;
  componentId?: string | null;
  deficiencyId?: string | null;
  workOrderId?: string | null;
  data?: Record<string, unknown>;
};

const yearOf = (day: string) => Number(day.slice(0, 4));

async function standingOn(on: Sql, portfolioId: string, day: string) {
  const row = await findCostBasis(on, portfolioId, day);
  if (!row) throw noCostBasis();
  return { year: yearOf(day), costBasisId: row.id, basis: await basisOf(on, row) };
}

const once = <T>(read: (key: string) => Promise<T>) => {
  const seen = new Map<string, Promise<T>>();
  return (key: string): Promise<T> => {
    const known = seen.get(key) ?? read(key);
    seen.set(key, known);
    return known;
  };
};
export type Standings = ReturnType<typeof standings>;
/** What many structures are counted by on a day, each read once. */
export const standings = (on: Sql, day: string) => ({
  current: once((portfolioId) => standingOn(on, portfolioId, day)),
  basis: once(async (id) => basisOf(on, (await findCostBasisById(on, id))!)),
});

const countedOn = (inventory: Inventory, { basis, year }: Awaited<ReturnType<typeof standingOn>>) =>
  measure(inventory, basis, { dueYear: year, priceYear: year });

/** The condition of a structure as its inventory says on a day. Written nowhere. */
export async function measureStructure(on: Sql, { id, portfolioId }: { id: string; portfolioId: string }, day: string) {
  const standing = await standingOn(on, portfolioId, day);
  return { measured: countedOn((await listInventories(on, [id])).get(id)!, standing), ...standing };
}

/** How a structure stood before something happened to it. */
type Before = Condition & { id: string; bySystem: ReadonlyMap<string, Condition> };
type Counted = { before: Before; measured: Measured; standing: Standing; happening: Happening };

/** Keeps what was measured, with events that say by how many cents it differs from before. */
async function keep(tx: Sql, counted: readonly Counted[], now: Date): Promise<void> {
  await setConditions(
    tx,
    counted.map(({ before: { id }, measured, standing }) => ({ id, measured, standing })),
  );
  await insertConditionEvents(
    tx,
    counted.map(({ before, measured, happening }) => ({
      id: uuidv7(),
      structureId: before.id,
      ...happening,
      dmDeltaCents: measured.dmCents - before.dmCents,
      crvDeltaCents: (measured.crvCents ?? 0n) - (before.crvCents ?? 0n),
      bySystem: changesBySystem(before.bySystem, measured.bySystem),
      occurredAt: now,
    })),
  );
}

const countedLast = ({ countedYear: year, costBasisId }: Structure): Standing | undefined =>
  year === null || costBasisId === null ? undefined : { year, costBasisId };

/**
 * What time and a new cost basis have done since a structure was last counted, each as an event of its own: renewals fallen due are ageing, the money of another year is escalation,
 * another version of the cost basis is method, and so is what an upgrade reads differently. So whatever happens next counts for itself only. Gives its condition then.
 */
async function bringUpToDate(tx: Sql, structure: Structure, bySystem: Before['bySystem'], now: Date, by: Standings): Promise<Before> {
  const today = await by.current(structure.portfolioId);
  const before = { id: structure.id, dmCents: structure.dmCents, crvCents: structure.crvCents, bySystem };
  const last = countedLast(structure);
  if (!last) return before;
  const isUpToDate = last.year >= today.year && last.costBasisId === today.costBasisId;
  if (isUpToDate && structure.aheadCents !== null && structure.recountAs === null) return before;
  const { id } = structure;
  const inventory = (await listInventories(tx, [id])).get(id)!;
  if (isUpToDate && structure.recountAs === null) {
    // Counted by a version that did not look ahead: nothing else moves, and nothing happened.
    await setConditions(tx, [{ id, measured: measure(inventory, today.basis, { dueYear: last.year, priceYear: last.year }), standing: last }]);
    return before;
  }
  let at: Before = before;
  const next = async (measured: Measured, standing: Standing, kind: string, cause: Cause, data: Record<string, unknown>) => {
    await keep(tx, [{ before: at, measured, standing, happening: { kind, cause, actorId: null, data } }], now);
    at = { id, ...measured };
  };
  const basis = await by.basis(last.costBasisId);
  if (structure.recountAs !== null)
    await next(measure(inventory, basis, { dueYear: last.year, priceYear: last.year }), last, structure.recountAs, 'method', {});
  if (last.year < today.year) {
    const years = { from: last.year, to: today.year };
    await next(measure(inventory, basis, { dueYear: today.year, priceYear: last.year }), last, 'year_turned', 'ageing', years);
    const turned = { ...last, year: today.year };
    await next(measure(inventory, basis, { dueYear: today.year, priceYear: today.year }), turned, 'year_turned', 'escalation', years);
  }
  if (last.costBasisId !== today.costBasisId)
    await next(countedOn(inventory, today), today, 'cost_basis_changed', 'method', { from: last.costBasisId, to: today.costBasisId });
  return at;
}

/**
 * Changes something about a structure and keeps its condition right in the same transaction, with an event that names what happened, why, and by how many cents it moved what is
 * deferred and the value. The row's lock makes those who change one structure wait for each other. What `change` gives is said in the event too: what it found only under the lock.
 * Who changes many in one transaction gives what they are counted by.
 */
export async function changeStructure(
  tx: Sql,
  structureId: string,
  happening: Happening,
  change: (structure: Structure) => Promise<Partial<Happening> | void>,
  now: Date,
  by: Standings = standings(tx, districtDay(now)),
): Promise<void> {
  const [held] = await hold(tx, [structureId], now, by);
  const more = (await change(held!.structure)) ?? {};
  await countAnew(tx, [{ ...held!, happening: { ...happening, ...more } }], now, by);
}

/**
 * The same for several structures that are changed together, in one step or one step after another: all are held first, in the order of their ids, so that two who change some of the
 * same wait for each other and never in a circle. Each is counted by itself after each step that touches it.
 */
export async function changeStructures(
  tx: Sql,
  steps: readonly { happenings: ReadonlyMap<string, Happening>; change: () => Promise<void> }[],
  now: Date,
  by: Standings = standings(tx, districtDay(now)),
): Promise<void> {
  const ids = [...new Set(steps.flatMap(({ happenings }) => [...happenings.keys()]))];
  const held = new Map((await hold(tx, ids, now, by)).map((one) => [one.before.id, one]));
  for (const { happenings, change } of steps) {
    if (happenings.size === 0) continue;
    await change();
    const touched = [...happenings].map(([id, happening]) => ({ ...held.get(id)!, happening }));
    for (const before of await countAnew(tx, touched, now, by)) held.set(before.id, { ...held.get(before.id)!, before });
  }
}

type Held = { structure: Structure; before: Before };
async function hold(tx: Sql, structureIds: readonly string[], now: Date, by: Standings): Promise<Held[]> {
  const rows = await lockStructures(tx, structureIds);
  if (rows.length < structureIds.length) throw structureNotFound();
  const kept = await listSystemsKept(tx, structureIds);
  const held: Held[] = [];
  for (const structure of rows) held.push({ structure, before: await bringUpToDate(tx, structure, kept.get(structure.id)!, now, by) });
  return held;
}

async function countAnew(tx: Sql, touched: readonly (Held & { happening: Happening })[], now: Date, by: Standings): Promise<Before[]> {
  const inventories = await listInventories(
    tx,
    touched.map(({ before }) => before.id),
  );
  const counted: Counted[] = [];
  for (const { structure, before, happening } of touched) {
    const standing = await by.current(structure.portfolioId);
    const measured = countedOn(inventories.get(before.id)!, standing);
    if (isBeyondKeeping(measured)) throw tooDearTogether();
    counted.push({ before, measured, standing, happening });
  }
  await keep(tx, counted, now);
  return counted.map(({ before, measured }) => ({ id: before.id, ...measured }));
}

const BATCH = 50;

/** Whether any structure was counted for another year or by another cost basis than count today. */
export const areConditionsBehind = async (db: Sql, now: Date): Promise<boolean> => (await listOutOfDate(db, districtDay(now), 1)).length > 0;

/** Brings the next few structures to this year and to the cost basis that counts today, all or none. Gives how many there were. */
export async function keepNextConditions(db: Sql, now: Date): Promise<number> {
  const day = districtDay(now);
  const ids = await listOutOfDate(db, day, BATCH);
  await db.transaction((tx) => hold(tx, ids, now, standings(tx, day)));
  return ids.length;
}

/** Brings all of them, a few at a time; what was done stays done when it is cut off. Gives how many. */
export async function keepConditions(db: Sql, now: Date): Promise<number> {
  let kept = 0;
  for (let last = BATCH; last === BATCH; kept += last) last = await keepNextConditions(db, now);
  return kept;
}
