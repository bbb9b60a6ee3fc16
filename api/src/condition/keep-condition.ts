import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { noCostBasis, structureNotFound, tooDearTogether } from './problems.ts';
import {
  basisOf,
  findCostBasis,
  findCostBasisById,
  findKept,
  findStructure,
  insertConditionEvent,
  listComponents,
  listOpenDeficiencies,
  listOutOfDate,
  lockStructure,
  setCondition,
} from './queries.ts';
import type { Cause } from './rules/bridge.ts';
import type { Condition } from './rules/fci.ts';
import { type Inventory, measure, type Measured } from './rules/measure.ts';
import { isBeyondKeeping } from './rules/renewal.ts';

type Structure = NonNullable<Awaited<ReturnType<typeof lockStructure>>>;
export type Happening = {
  kind: string;
  cause: Cause;
  actorId: string | null;
  componentId?: string | null;
  deficiencyId?: string | null;
  workOrderId?: string | null;
  data?: Record<string, unknown>;
};
/** Whose renewals are due, whose money it is, and by which cost basis. */
type Standing = { year: number; costBasisId: string };

const yearOf = (day: string) => Number(day.slice(0, 4));

type Known = Pick<Structure, 'id' | 'replacementCents' | 'statedDmCents'>;

async function inventoryOf(on: Sql, { id, replacementCents, statedDmCents }: Known): Promise<Inventory> {
  const [components, deficiencies] = [await listComponents(on, id), await listOpenDeficiencies(on, id)];
  return { replacementCents, statedDmCents, components, deficiencies };
}

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

/** The condition of a structure as its inventory says on a day. Written nowhere. */
export async function measureStructure(on: Sql, structure: Known & Pick<Structure, 'portfolioId'>, day: string, by: Standings = standings(on, day)) {
  const { year, costBasisId, basis } = await by.current(structure.portfolioId);
  return { measured: measure(await inventoryOf(on, structure), basis, { dueYear: year, priceYear: year }), year, costBasisId };
}

/** Keeps what was measured, with an event that says by how many cents that differs from before. */
async function keep(tx: Sql, before: Condition & { id: string }, measured: Measured, standing: Standing, happening: Happening, now: Date) {
  await setCondition(tx, before.id, measured, standing);
  await insertConditionEvent(tx, {
    id: uuidv7(),
    structureId: before.id,
    ...happening,
    dmDeltaCents: measured.dmCents - before.dmCents,
    crvDeltaCents: (measured.crvCents ?? 0n) - (before.crvCents ?? 0n),
    occurredAt: now,
  });
  return { id: before.id, ...measured };
}

/**
 * What time and a new cost basis have done since a structure was last counted, each as an event of its own: renewals fallen due are ageing, the money of another year is escalation,
 * another version of the cost basis is method. So whatever happens next counts for itself only. Gives its condition then.
 */
async function bringUpToDate(tx: Sql, structure: Structure, now: Date, by: Standings): Promise<Condition & { id: string }> {
  const last = await findKept(tx, structure.id);
  const today = await by.current(structure.portfolioId);
  if (!last) return structure;
  const isUpToDate = last.year >= today.year && last.costBasisId === today.costBasisId;
  if (isUpToDate && structure.aheadCents !== null) return structure;
  const inventory = await inventoryOf(tx, structure);
  const basis = await by.basis(last.costBasisId);
  let at: Condition & { id: string } = structure;
  const event = (kind: string, cause: Cause, data: Record<string, unknown>): Happening => ({ kind, cause, actorId: null, data });
  if (isUpToDate) {
    // Counted by a version that did not look ahead: nothing else moves, and nothing happened.
    await setCondition(tx, structure.id, measure(inventory, today.basis, { dueYear: last.year, priceYear: last.year }), last);
    return structure;
  }
  if (last.year < today.year) {
    const years = { from: last.year, to: today.year };
    const aged = measure(inventory, basis, { dueYear: today.year, priceYear: last.year });
    at = await keep(tx, at, aged, last, event('year_turned', 'ageing', years), now);
    const dearer = measure(inventory, basis, { dueYear: today.year, priceYear: today.year });
    at = await keep(tx, at, dearer, { ...last, year: today.year }, event('year_turned', 'escalation', years), now);
  }
  if (last.costBasisId !== today.costBasisId) {
    const measured = measure(inventory, today.basis, { dueYear: today.year, priceYear: today.year });
    at = await keep(tx, at, measured, today, event('cost_basis_changed', 'method', { from: last.costBasisId, to: today.costBasisId }), now);
  }
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
  const { structure, before } = await hold(tx, structureId, now, by);
  const more = (await change(structure)) ?? {};
  await countAnew(tx, before, { ...happening, ...more }, now, by);
}

/** The same for several structures that are changed together: all are held, in the order of their ids, and each is counted by itself. */
export async function changeStructures(
  tx: Sql,
  happenings: ReadonlyMap<string, Happening>,
  change: () => Promise<void>,
  now: Date,
  by: Standings = standings(tx, districtDay(now)),
): Promise<void> {
  const held = [];
  for (const id of [...happenings.keys()].toSorted()) held.push((await hold(tx, id, now, by)).before);
  await change();
  for (const before of held) await countAnew(tx, before, happenings.get(before.id)!, now, by);
}

async function hold(tx: Sql, structureId: string, now: Date, by: Standings) {
  const structure = await lockStructure(tx, structureId);
  if (!structure) throw structureNotFound();
  return { structure, before: await bringUpToDate(tx, structure, now, by) };
}

async function countAnew(tx: Sql, before: Condition & { id: string }, happening: Happening, now: Date, by: Standings): Promise<void> {
  const { measured, ...standing } = await measureStructure(tx, (await findStructure(tx, before.id))!, districtDay(now), by);
  if (isBeyondKeeping(measured)) throw tooDearTogether();
  await keep(tx, before, measured, standing, happening, now);
}

const BATCH = 50;

/** Whether any structure was counted for another year or by another cost basis than count today. */
export const areConditionsBehind = async (db: Sql, now: Date): Promise<boolean> => (await listOutOfDate(db, districtDay(now), 1)).length > 0;

/** Brings the next few structures to this year and to the cost basis that counts today, all or none. Gives how many there were. */
export async function keepNextConditions(db: Sql, now: Date): Promise<number> {
  const day = districtDay(now);
  const ids = await listOutOfDate(db, day, BATCH);
  await db.transaction(async (tx) => {
    const by = standings(tx, day);
    for (const id of ids) await bringUpToDate(tx, (await lockStructure(tx, id))!, now, by);
  });
  return ids.length;
}

/** Brings all of them, a few at a time; what was done stays done when it is cut off. Gives how many. */
export async function keepConditions(db: Sql, now: Date): Promise<number> {
  let kept = 0;
  for (let last = BATCH; last === BATCH; kept += last) last = await keepNextConditions(db, now);
  return kept;
}
