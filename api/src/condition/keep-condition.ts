import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { noCostBasis, structureNotFound } from './problems.ts';
import { basisOf, findCostBasis, insertConditionEvent, listComponents, listOpenDeficiencies, lockStructure, setCondition } from './queries.ts';
import type { Cause } from './rules/bridge.ts';
import { measure, type Measured } from './rules/measure.ts';

type Happening = {
  kind: string;
  cause: Cause;
  actorId: string | null;
  componentId?: string | null;
  deficiencyId?: string | null;
  workOrderId?: string | null;
  data?: Record<string, unknown>;
};

const yearOf = (day: string) => Number(day.slice(0, 4));

/** The condition of a structure as its inventory says at this moment. Written nowhere. */
export async function measureStructure(on: Sql, structure: { id: string; portfolioId: string; replacementCents: bigint | null }, day: string) {
  const row = await findCostBasis(on, structure.portfolioId, day);
  if (!row) throw noCostBasis();
  const year = yearOf(day);
  const [items, found, basis] = [await listComponents(on, structure.id), await listOpenDeficiencies(on, structure.id), await basisOf(on, row)];
  const inventory = { replacementCents: structure.replacementCents, components: items, deficiencies: found };
  return { measured: measure(inventory, basis, { dueYear: year, priceYear: year }), year, costBasisId: row.id };
}

/**
 * Changes something about a structure and keeps its condition right in the same transaction, with an event that names what happened, why, and by how many cents it moved what is
 * deferred and the value. The row's lock makes those who change one structure wait for each other.
 */
export async function changeStructure(
  tx: Sql,
  structureId: string,
  happening: Happening,
  change: (structure: NonNullable<Awaited<ReturnType<typeof lockStructure>>>) => Promise<void>,
  now: Date,
): Promise<Measured> {
  const structure = await lockStructure(tx, structureId);
  if (!structure) throw structureNotFound();
  await change(structure);
  const { measured, year, costBasisId } = await measureStructure(tx, structure, districtDay(now));
  await setCondition(tx, structureId, measured, { year, costBasisId });
  await insertConditionEvent(tx, {
    id: uuidv7(),
    structureId,
    ...happening,
    dmDeltaCents: measured.dmCents - structure.dmCents,
    crvDeltaCents: (measured.crvCents ?? 0n) - (structure.crvCents ?? 0n),
    occurredAt: now,
  });
  return measured;
}
