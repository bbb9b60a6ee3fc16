import type { Sql } from '@steward/db';
import { components, conditionEvents, costBases, costBasisWithdrawals, deficiencies, structureConditions, structures } from '@steward/db/schema';
import { and, asc, inArray, isNull, sql } from 'drizzle-orm';
import { COUNTING } from './queries.ts';
import type { Condition } from './rules/fci.ts';
import type { DeficiencyRow, Inventory, Measured } from './rules/measure.ts';

// What conditions are counted from, and where they are kept; many structures at once.

export type Structure = typeof structures.$inferSelect;
/** Whose renewals are due and whose money it is, and by which cost basis. */
export type Standing = { year: number; costBasisId: string };

/** The structures, held until the transaction ends, in the order of their ids: the condition of each is counted by one at a time. */
export const lockStructures = (on: Sql, ids: readonly string[]) =>
  on
    .select()
    .from(structures)
    .where(inArray(structures.id, [...ids]))
    .orderBy(asc(structures.id))
    .for('update');

const all = (ids: readonly string[]) => sql`any(${`{${ids.join(',')}}`}::uuid[])`;

/** Everything that the conditions of some structures follow from. */
export async function listInventories(on: Sql, ids: readonly string[]): Promise<Map<string, Inventory>> {
  const known = await on
    .select({
      id: structures.id,
      replacementCents: structures.replacementCents,
      replacementBaseYear: structures.replacementBaseYear,
      statedDmCents: structures.statedDmCents,
      statedBaseYear: structures.statedBaseYear,
    })
    .from(structures)
    .where(inArray(structures.id, [...ids]));
  const parts = await on
    .select()
    .from(components)
    .where(and(inArray(components.structureId, [...ids]), isNull(components.removedAt)))
    .orderBy(asc(components.id));
  const found = await on.execute<{ s: string; system: string; component: string | null; cents: string; year: number }>(sql`
    select structure_id as s, system_code as system, component_id as component, cost_cents as cents, cost_base_year as year
    from ${deficiencies} where structure_id = ${all(ids)} and status in ${COUNTING}`);
  const componentsOf = Map.groupBy(parts, ({ structureId }) => structureId);
  const deficienciesOf = new Map<string, DeficiencyRow[]>(ids.map((id) => [id, []]));
  for (const { s, system, component, cents, year } of found)
    deficienciesOf.get(s)!.push({ systemCode: system, componentId: component, costCents: BigInt(cents), costBaseYear: year });
  return new Map(known.map(({ id, ...own }) => [id, { ...own, components: componentsOf.get(id) ?? [], deficiencies: deficienciesOf.get(id) ?? [] }]));
}

/** How the systems of structures stood when they were last counted. */
export async function listSystemsKept(on: Sql, ids: readonly string[]): Promise<Map<string, Map<string, Condition>>> {
  const rows = await on
    .select()
    .from(structureConditions)
    .where(inArray(structureConditions.structureId, [...ids]));
  const kept = new Map(ids.map((id) => [id, new Map<string, Condition>()]));
  for (const { structureId, systemCode, dmCents, crvCents } of rows) kept.get(structureId)!.set(systemCode, { dmCents, crvCents });
  return kept;
}

type Kept = { id: string; measured: Measured; standing: Standing };
/** Keeps the conditions of structures: each as a whole, and by system. */
export async function setConditions(on: Sql, kept: readonly Kept[]): Promise<void> {
  const array = (cents: readonly bigint[]) => `{${cents.join(',')}}`;
  const rows = kept.map(
    ({ id, measured: { dmCents, crvCents, aheadCents, scheduleCents }, standing: { year, costBasisId } }) =>
      sql`(${id}::uuid, ${dmCents}::bigint, ${crvCents}::bigint, ${array(aheadCents)}::bigint[], ${array(scheduleCents)}::bigint[], ${year}::int, ${costBasisId}::uuid)`,
  );
  await on.execute(sql`
    update ${structures} s set dm_cents = v.dm, crv_cents = v.crv, ahead_cents = v.ahead, schedule_cents = v.schedule,
      counted_year = v.year, cost_basis_id = v.basis, recount_as = null
    from (values ${sql.join(rows, sql`, `)}) as v(id, dm, crv, ahead, schedule, year, basis) where s.id = v.id`);
  await on.delete(structureConditions).where(
    inArray(
      structureConditions.structureId,
      kept.map(({ id }) => id),
    ),
  );
  const bySystem = kept.flatMap(({ id, measured, standing: { year, costBasisId } }) =>
    [...measured.bySystem].map(([systemCode, condition]) => ({ structureId: id, systemCode, ...condition, year, costBasisId })),
  );
  if (bySystem.length > 0) await on.insert(structureConditions).values(bySystem);
}

export const insertConditionEvents = (on: Sql, rows: readonly (typeof conditionEvents.$inferInsert)[]) =>
  on.insert(conditionEvents).values([...rows]);

/** Structures that were counted for another year than this day's, by another cost basis than counts on it, or without what lies ahead. */
export async function listOutOfDate(on: Sql, day: string, limit: number): Promise<string[]> {
  const rows = await on.execute<{ id: string }>(sql`
    select s.id from ${structures} s
    where s.counted_year is not null and (s.ahead_cents is null or s.recount_as is not null or s.counted_year < extract(year from ${day}::date) or s.cost_basis_id <> (
      select b.id from ${costBases} b where b.portfolio_id = s.portfolio_id and b.effective_on <= ${day}::date and not exists (select 1 from ${costBasisWithdrawals} w where w.cost_basis_id = b.id) order by b.number desc limit 1))
    order by s.id limit ${limit}`);
  return rows.map(({ id }) => id);
}
