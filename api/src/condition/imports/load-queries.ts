import type { Sql } from '@steward/db';
import { assessedNeeds, assessedSystems, conditionEvents, importRows, imports, structures } from '@steward/db/schema';
import { and, asc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { ImportRow } from './queries.ts';

// Letting a file in.

/** The file that waits longest to be let in, held until the transaction ends; another worker finds the next. */
export const takeLoading = async (on: Sql) =>
  (
    await on.select().from(imports).where(eq(imports.state, 'loading')).orderBy(asc(imports.createdAt)).limit(1).for('update', { skipLocked: true })
  )[0];
export const hasWork = async (on: Sql, now: Date) =>
  (
    await on
      .select({ id: imports.id })
      .from(imports)
      .where(or(eq(imports.state, 'loading'), and(eq(imports.state, 'checking'), or(isNull(imports.leasedUntil), lt(imports.leasedUntil, now)))))
      .limit(1)
  ).length > 0;

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** The rows of a file about some structures: all after one id and up to another. */
export type Piece = Pick<ImportRow, 'id' | 'takesRemarks' | 'assessmentId' | 'byId'> & { after: string; upTo: string };

const verdictsOf = ({ takesRemarks }: Pick<Piece, 'takesRemarks'>) => (takesRemarks ? ['good', 'remark'] : ['good']);
const within = (piece: Piece) =>
  sql`r.import_id = ${piece.id}::uuid and r.effect in ('new','changed') and r.verdict in ${verdictsOf(piece)} and r.structure_id > ${piece.after}::uuid and r.structure_id <= ${piece.upTo}::uuid`;

/** What comes next of a file: so many rows, and what is left of the structure they end in. */
export async function nextPiece(on: Sql, { id, takesRemarks, assessmentId, byId, loadedTo }: ImportRow, rows: number): Promise<Piece> {
  const left = { id, takesRemarks, assessmentId, byId, after: loadedTo ?? FIRST, upTo: LAST };
  const [end] = await on.execute<{ id: string }>(sql`
    select r.structure_id as id from ${importRows} r where ${within(left)} order by r.structure_id offset ${rows - 1} limit 1`);
  return { ...left, upTo: end?.id ?? LAST };
}

/** How many rows of each effect a piece has, by structure, in the order of their ids. */
export const countsOf = (on: Sql, piece: Piece) =>
  on.execute<{ id: string; effect: 'new' | 'changed'; n: number }>(sql`
    select r.structure_id as id, r.effect, count(*)::int as n from ${importRows} r where ${within(piece)} group by 1, 2 order by 1`);

/** The rows of a piece themselves, in the order of their structures. */
export const listRowsOf = (on: Sql, { id, takesRemarks, after, upTo }: Piece) =>
  on
    .select()
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, id),
        inArray(importRows.effect, ['new', 'changed']),
        inArray(importRows.verdict, verdictsOf({ takesRemarks })),
        gt(importRows.structureId, after),
        lte(importRows.structureId, upTo),
      ),
    )
    .orderBy(asc(importRows.structureId));

/** What a piece changes, by structure: the first so many of each. */
export async function listChangesOf(on: Sql, piece: Piece, limit: number) {
  const rows = await on.execute<{ id: string; values: Record<string, unknown> | null; before: Record<string, unknown> | null }>(sql`
    select id, values, before from (
      select r.structure_id as id, r.values, r.before, row_number() over (partition by r.structure_id order by r.row) as n
      from ${importRows} r where ${within(piece)} and r.effect = 'changed'
    ) c where n <= ${limit} order by id, n`);
  return Map.groupBy(rows, ({ id }) => id);
}

/** Marks rows that could not be let in, because somebody changed what they are about; gives how many. */
async function markKept(on: Sql, piece: Piece, effect: 'new' | 'changed', table: SQL): Promise<number> {
  const [kept] = await on.execute<{ n: number }>(sql`
    with kept as (
      update ${importRows} r set is_kept = true where ${within(piece)} and r.effect = ${effect}
        and not exists (select 1 from ${table} t where t.id = r.target_id and t.assessment_id = ${piece.assessmentId}::uuid) returning 1
    ) select count(*)::int as n from kept`);
  return kept!.n;
}

const DEFICIENCY = sql`jsonb_to_record(r.values) as v("componentId" uuid, "systemCode" text, priority int, scope text, quantity double precision, unit text,
  "costCents" bigint, "costBaseYear" int, "foundOn" date, "importKey" text)`;
/** What a piece finds; gives how many rows were left alone. */
export async function insertDeficienciesOf(on: Sql, piece: Piece, rows: number): Promise<number> {
  const [made] = await on.execute<{ n: number }>(sql`
    with made as (insert into deficiencies (id, structure_id, component_id, system_code, priority, scope, quantity, unit, cost_cents, cost_base_year, found_on, found_by_id, source, status,
      import_key, assessment_id)
    select r.target_id, r.structure_id, v."componentId", v."systemCode", v.priority, v.scope, v.quantity, v.unit, v."costCents", v."costBaseYear", v."foundOn", ${piece.byId}::uuid,
      'assessment', 'open', v."importKey", ${piece.assessmentId}::uuid
    from ${importRows} r cross join lateral ${DEFICIENCY}
    where ${within(piece)} and r.effect = 'new' order by r.structure_id, r.row on conflict do nothing returning 1)
    select count(*)::int as n from made`);
  return made!.n === rows ? 0 : markKept(on, piece, 'new', sql`deficiencies`);
}
/** What it changes of what was found; gives how many rows were left alone. */
export async function updateDeficienciesOf(on: Sql, piece: Piece): Promise<number> {
  await on.execute(sql`
    update deficiencies d set
      component_id = case when r.before ? 'componentId' then v."componentId" else d.component_id end,
      system_code = case when r.before ? 'systemCode' then v."systemCode" else d.system_code end,
      priority = case when r.before ? 'priority' then v.priority else d.priority end,
      scope = case when r.before ? 'scope' then v.scope else d.scope end,
      quantity = case when r.before ? 'quantity' then v.quantity else d.quantity end,
      unit = case when r.before ? 'unit' then v.unit else d.unit end,
      cost_cents = case when r.before ? 'costCents' then v."costCents" else d.cost_cents end,
      cost_base_year = case when r.before ? 'costBaseYear' then v."costBaseYear" else d.cost_base_year end,
      found_on = case when r.before ? 'foundOn' then v."foundOn" else d.found_on end,
      assessment_id = ${piece.assessmentId}::uuid, version = d.version + 1
    from import_rows r cross join lateral ${DEFICIENCY}
    where ${within(piece)} and r.effect = 'changed' and d.id = r.target_id and d.version = r.seen_version and d.status in ('open','funded','in_work','candidate')`);
  return markKept(on, piece, 'changed', sql`deficiencies`);
}

const COMPONENT = sql`jsonb_to_record(r.values) as v("systemCode" text, name text, quantity double precision, unit text, "unitCostCents" bigint, "lifeYears" int,
  "yearInstalled" int, "observedOn" date, "observedRemainingYears" int, "importKey" text, "unitCostBaseYear" int)`;
/** The components that it adds; gives how many rows were left alone. */
export async function insertComponentsOf(on: Sql, piece: Piece, rows: number): Promise<number> {
  const [made] = await on.execute<{ n: number }>(sql`
    with made as (insert into components (id, structure_id, system_code, name, quantity, unit, unit_cost_cents, unit_cost_base_year, life_years, year_installed, observed_on, observed_remaining_years, import_key,
      assessment_id)
    select r.target_id, r.structure_id, v."systemCode", v.name, v.quantity, v.unit, v."unitCostCents", v."unitCostBaseYear", v."lifeYears", v."yearInstalled", v."observedOn",
      v."observedRemainingYears", v."importKey", ${piece.assessmentId}::uuid
    from ${importRows} r cross join lateral ${COMPONENT}
    where ${within(piece)} and r.effect = 'new' order by r.structure_id, r.row on conflict do nothing returning 1)
    select count(*)::int as n from made`);
  return made!.n === rows ? 0 : markKept(on, piece, 'new', sql`components`);
}
/** What it changes of components; gives how many rows were left alone. */
export async function updateComponentsOf(on: Sql, piece: Piece): Promise<number> {
  await on.execute(sql`
    update components c set
      system_code = case when r.before ? 'systemCode' then v."systemCode" else c.system_code end,
      name = case when r.before ? 'name' then v.name else c.name end,
      quantity = case when r.before ? 'quantity' then v.quantity else c.quantity end,
      unit = case when r.before ? 'unit' then v.unit else c.unit end,
      unit_cost_cents = case when r.before ? 'unitCostCents' then v."unitCostCents" else c.unit_cost_cents end,
      unit_cost_base_year = case when r.before ? 'unitCostBaseYear' then v."unitCostBaseYear" else c.unit_cost_base_year end,
      life_years = case when r.before ? 'lifeYears' then v."lifeYears" else c.life_years end,
      year_installed = case when r.before ? 'yearInstalled' then v."yearInstalled" else c.year_installed end,
      observed_on = case when r.before ? 'observedOn' or r.before ? 'observedRemainingYears' then v."observedOn" else c.observed_on end,
      observed_remaining_years = case when r.before ? 'observedOn' or r.before ? 'observedRemainingYears' then v."observedRemainingYears" else c.observed_remaining_years end,
      assessment_id = ${piece.assessmentId}::uuid, version = c.version + 1
    from import_rows r cross join lateral ${COMPONENT}
    where ${within(piece)} and r.effect = 'changed' and c.id = r.target_id and c.version = r.seen_version and c.removed_at is null`);
  return markKept(on, piece, 'changed', sql`components`);
}

export type NewBuilding = {
  structure: typeof structures.$inferInsert;
  ratings: (typeof assessedSystems.$inferInsert)[];
  needs: (typeof assessedNeeds.$inferInsert)[];
  event: typeof conditionEvents.$inferInsert;
};
/** New structures with what was said of them; gives those that were not there already. */
export async function insertBuildings(on: Sql, made: readonly NewBuilding[]): Promise<Set<string>> {
  const inserted = await on
    .insert(structures)
    .values(made.map(({ structure }) => structure))
    .onConflictDoNothing()
    .returning({ id: structures.id });
  const ids = new Set(inserted.map(({ id }) => id));
  const there = made.filter(({ structure }) => ids.has(structure.id));
  const [ratings, needs] = [there.flatMap((one) => one.ratings), there.flatMap((one) => one.needs)];
  if (ratings.length > 0) await on.insert(assessedSystems).values(ratings);
  if (needs.length > 0) await on.insert(assessedNeeds).values(needs);
  if (there.length > 0) await on.insert(conditionEvents).values(there.map(({ event }) => event));
  return ids;
}
export async function setBuilding(
  on: Sql,
  id: string,
  set: Partial<typeof structures.$inferInsert>,
  ratings: (typeof assessedSystems.$inferInsert)[] | undefined,
  needs: (typeof assessedNeeds.$inferInsert)[] | undefined,
): Promise<void> {
  await on
    .update(structures)
    .set({ ...set, version: sql`${structures.version} + 1` })
    .where(eq(structures.id, id));
  if (ratings) await on.delete(assessedSystems).where(eq(assessedSystems.structureId, id));
  if (ratings?.length) await on.insert(assessedSystems).values(ratings);
  if (needs) await on.delete(assessedNeeds).where(eq(assessedNeeds.structureId, id));
  if (needs?.length) await on.insert(assessedNeeds).values(needs);
}
export const markRowsKept = (on: Sql, importId: string, rows: readonly number[]) =>
  rows.length === 0
    ? Promise.resolve()
    : on
        .update(importRows)
        .set({ isKept: true })
        .where(and(eq(importRows.importId, importId), inArray(importRows.row, [...rows])));

/** How far it is. */
export const setProgress = (on: Sql, id: string, set: Pick<ImportRow, 'rowsToLoad' | 'rowsDone' | 'rowsKept' | 'loadedTo' | 'doneRatio'>) =>
  on.update(imports).set(set).where(eq(imports.id, id));
