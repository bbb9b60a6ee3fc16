import { isTransaction, type Sql } from '@steward/db';
import { copyIn, copyOf } from '@steward/db/copy';
import {
  assessedNeeds,
  assessedSystems,
  assessments,
  buildingSystems,
  components,
  conditionBands,
  conditionEvents,
  costBases,
  deficiencies,
  importMappings,
  importRows,
  imports,
  people,
  portfolios,
  structures,
} from '@steward/db/schema';
import { and, asc, count, desc, eq, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type postgres from 'postgres';

export type ImportRow = typeof imports.$inferSelect;
export type NewRow = typeof importRows.$inferInsert;

// The file and its mapping.

export const insertImport = (on: Sql, row: typeof imports.$inferInsert) => on.insert(imports).values(row);
export const findImport = async (on: Sql, id: string) => (await on.select().from(imports).where(eq(imports.id, id)))[0];
export const lockImport = async (on: Sql, id: string) => (await on.select().from(imports).where(eq(imports.id, id)).for('update'))[0];
export const setImport = (on: Sql, id: string, set: Partial<typeof imports.$inferInsert>) =>
  on
    .update(imports)
    .set({ ...set, version: sql`${imports.version} + 1` })
    .where(eq(imports.id, id));
export const removeImport = (on: Sql, id: string) => on.delete(imports).where(and(eq(imports.id, id), eq(imports.state, 'receiving')));

const listed = (on: Sql) =>
  on
    .select({
      row: imports,
      portfolio: { code: portfolios.code, name: portfolios.name, isDemonstration: portfolios.isDemonstration },
      by: { id: people.id, name: people.name },
    })
    .from(imports)
    .innerJoin(portfolios, eq(portfolios.id, imports.portfolioId))
    .leftJoin(people, eq(people.id, imports.byId))
    .$dynamic();
export const listImports = (on: Sql, limit: number) =>
  listed(on).where(ne(imports.state, 'receiving')).orderBy(desc(imports.createdAt), desc(imports.id)).limit(limit);
export const findListed = async (on: Sql, id: string) => (await listed(on).where(and(eq(imports.id, id), ne(imports.state, 'receiving'))))[0];
export type ListedImport = NonNullable<Awaited<ReturnType<typeof findListed>>>;

/** Every file that is kept. */
export const listStoredImports = (on: Sql, after: string | null, limit: number) =>
  on
    .select({ id: imports.id, storageKey: imports.storageKey })
    .from(imports)
    .where(and(sql`${imports.storageKey} is not null`, after === null ? undefined : sql`${imports.id} > ${after}::uuid`))
    .orderBy(asc(imports.id))
    .limit(limit);

export const findSameFile = async (on: Sql, { portfolioId, kind, fileDigest, id }: Pick<ImportRow, 'portfolioId' | 'kind' | 'fileDigest' | 'id'>) =>
  (
    await on
      .select({ id: imports.id, fileName: imports.fileName, finishedAt: imports.finishedAt })
      .from(imports)
      .where(
        and(
          eq(imports.fileDigest, fileDigest),
          eq(imports.portfolioId, portfolioId),
          eq(imports.kind, kind),
          eq(imports.state, 'done'),
          ne(imports.id, id),
        ),
      )
      .orderBy(desc(imports.finishedAt))
      .limit(1)
  )[0];

export const findMappingFor = async (on: Sql, kind: string, headingsDigest: string) =>
  (
    await on
      .select()
      .from(importMappings)
      .where(and(eq(importMappings.kind, kind), eq(importMappings.headingsDigest, headingsDigest)))
      .orderBy(desc(importMappings.savedAt))
      .limit(1)
  )[0];
export const saveMapping = (on: Sql, row: typeof importMappings.$inferInsert) =>
  on
    .insert(importMappings)
    .values(row)
    .onConflictDoUpdate({
      target: [importMappings.kind, importMappings.name],
      set: { headingsDigest: row.headingsDigest, mapping: row.mapping, byId: row.byId ?? null, savedAt: row.savedAt },
    });

export const listSystems = (on: Sql) =>
  on
    .select({ code: buildingSystems.code, level: buildingSystems.level, name: buildingSystems.name })
    .from(buildingSystems)
    .orderBy(asc(buildingSystems.code));

// Portfolios of other owners.

/** False when there is one of this code. */
export const insertPortfolio = async (
  on: Sql,
  row: typeof portfolios.$inferInsert,
  bands: readonly { code: string; upToRatio: number | null }[],
  basis: typeof costBases.$inferInsert,
): Promise<boolean> => {
  const made = await on.insert(portfolios).values(row).onConflictDoNothing().returning({ id: portfolios.id });
  if (made.length === 0) return false;
  await on.insert(conditionBands).values(bands.map((band, i) => ({ portfolioId: row.id, position: i + 1, ...band })));
  await on.insert(costBases).values(basis);
  return true;
};
export const insertAssessment = (on: Sql, row: typeof assessments.$inferInsert) => on.insert(assessments).values(row);

// What an assessor said of one structure.

export const findAssessed = async (on: Sql, structureId: string) =>
  (
    await on
      .select({ method: structures.statedMethod, assessment: assessments })
      .from(structures)
      .leftJoin(assessments, eq(assessments.id, structures.assessmentId))
      .where(eq(structures.id, structureId))
  )[0];
export const listRatingsOf = (on: Sql, structureId: string) =>
  on
    .select({ code: assessedSystems.systemCode, name: buildingSystems.name, rating: assessedSystems.rating })
    .from(assessedSystems)
    .innerJoin(buildingSystems, eq(buildingSystems.code, assessedSystems.systemCode))
    .where(eq(assessedSystems.structureId, structureId))
    .orderBy(asc(assessedSystems.systemCode));
export const listNeedsOf = (on: Sql, structureId: string) =>
  on
    .select({ year: assessedNeeds.year, ratio: assessedNeeds.needRatio })
    .from(assessedNeeds)
    .where(eq(assessedNeeds.structureId, structureId))
    .orderBy(asc(assessedNeeds.year));

// Reading.

/** The file whose reading nobody is at, or whose reader is taken for dead. */
export const findToCheck = async (on: Sql, now: Date) =>
  (
    await on
      .select()
      .from(imports)
      .where(and(eq(imports.state, 'checking'), or(isNull(imports.leasedUntil), lt(imports.leasedUntil, now))))
      .orderBy(asc(imports.createdAt))
      .limit(1)
  )[0];
/** Takes it, or says again that it is being read; false when somebody else has it. */
export const lease = async (on: Sql, id: string, leaseId: string, now: Date, until: Date, set: { rowsRead?: number; doneRatio?: number } = {}) =>
  (
    await on
      .update(imports)
      .set({ ...set, leaseId, leasedUntil: until })
      .where(
        and(
          eq(imports.id, id),
          eq(imports.state, 'checking'),
          or(eq(imports.leaseId, leaseId), isNull(imports.leasedUntil), lt(imports.leasedUntil, now)),
        ),
      )
      .returning({ id: imports.id })
  ).length > 0;

export const removeRows = (on: Sql, importId: string) => on.delete(importRows).where(eq(importRows.importId, importId));

/** Many rows: by COPY, and inside a transaction of the caller's by INSERT. */
export async function insertRows(on: Sql, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  if (isTransaction(on)) return void (await on.insert(importRows).values([...rows]));
  await (on as unknown as { $client: postgres.Sql }).$client.begin((tx) => copyIn(tx, [copyOf(importRows, rows)]));
}

const buildingColumns = { id: structures.id, code: structures.code, name: structures.name, siteName: structures.siteName, kind: structures.kind };
export const listBuildings = (on: Sql, portfolioId: string) =>
  on
    .select({
      ...buildingColumns,
      level: structures.level,
      grossAreaSqft: structures.grossAreaSqft,
      yearBuilt: structures.yearBuilt,
      replacementCents: structures.replacementCents,
      statedDmCents: structures.statedDmCents,
      statedMethod: structures.statedMethod,
      version: structures.version,
    })
    .from(structures)
    .where(eq(structures.portfolioId, portfolioId));
export const listRatings = (on: Sql, portfolioId: string) =>
  on
    .select({ structureId: assessedSystems.structureId, systemCode: assessedSystems.systemCode, rating: assessedSystems.rating })
    .from(assessedSystems)
    .innerJoin(structures, eq(structures.id, assessedSystems.structureId))
    .where(eq(structures.portfolioId, portfolioId))
    .orderBy(asc(assessedSystems.systemCode));
export const listNeeds = (on: Sql, portfolioId: string) =>
  on
    .select({ structureId: assessedNeeds.structureId, year: assessedNeeds.year, needRatio: assessedNeeds.needRatio })
    .from(assessedNeeds)
    .innerJoin(structures, eq(structures.id, assessedNeeds.structureId))
    .where(eq(structures.portfolioId, portfolioId))
    .orderBy(asc(assessedNeeds.year));

/** All components of a portfolio that are there. */
export const listAllComponents = (on: Sql, portfolioId: string) =>
  on
    .select({ component: components })
    .from(components)
    .innerJoin(structures, eq(structures.id, components.structureId))
    .where(and(eq(structures.portfolioId, portfolioId), isNull(components.removedAt)));

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The deficiencies that files call so, or whose own ids these are. */
export async function listKnownDeficiencies(on: Sql, portfolioId: string, keys: readonly string[]) {
  if (keys.length === 0) return [];
  const ids = keys.filter((key) => UUID.test(key));
  return on
    .select({ deficiency: deficiencies })
    .from(deficiencies)
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .where(
      and(
        eq(structures.portfolioId, portfolioId),
        or(inArray(deficiencies.importKey, [...keys]), ids.length > 0 ? inArray(deficiencies.id, ids) : undefined),
      ),
    );
}

// What the dry run says.

export const listOddRows = (on: Sql, importId: string, limit: number, after = 0) =>
  on
    .select()
    .from(importRows)
    .where(
      and(eq(importRows.importId, importId), or(ne(importRows.verdict, 'good'), eq(importRows.outcome, 'kept')), sql`${importRows.row} > ${after}`),
    )
    .orderBy(asc(importRows.row))
    .limit(limit);
export const listChangedRows = (on: Sql, importId: string, limit: number) =>
  on
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, importId), eq(importRows.effect, 'changed')))
    .orderBy(asc(importRows.row))
    .limit(limit);
export const countOutcomes = (on: Sql, importIds: readonly string[]) =>
  importIds.length === 0
    ? Promise.resolve([])
    : on
        .select({ importId: importRows.importId, outcome: importRows.outcome, n: count() })
        .from(importRows)
        .where(and(inArray(importRows.importId, [...importIds]), ne(importRows.outcome, 'none')))
        .groupBy(importRows.importId, importRows.outcome);

// Letting in.

/** Marks what is to be let in; `same` changes nothing. */
export const markWaiting = (on: Sql, importId: string, verdicts: readonly string[]) =>
  on
    .update(importRows)
    .set({ outcome: 'waiting' })
    .where(and(eq(importRows.importId, importId), inArray(importRows.verdict, [...verdicts]), inArray(importRows.effect, ['new', 'changed'])));

/** The file that waits longest to be let in, held until the transaction ends; another worker finds the next. */
export const takeLoading = async (on: Sql) =>
  (
    await on.select().from(imports).where(eq(imports.state, 'loading')).orderBy(asc(imports.createdAt)).limit(1).for('update', { skipLocked: true })
  )[0];
/** What waits of a file is let go; what is in stays. */
export const releaseWaiting = (on: Sql, importId: string) => on.update(importRows).set({ outcome: 'none' }).where(waiting(importId));
export const hasWork = async (on: Sql, now: Date) =>
  (
    await on
      .select({ id: imports.id })
      .from(imports)
      .where(or(eq(imports.state, 'loading'), and(eq(imports.state, 'checking'), or(isNull(imports.leasedUntil), lt(imports.leasedUntil, now)))))
      .limit(1)
  ).length > 0;

const waiting = (importId: string) => and(eq(importRows.importId, importId), eq(importRows.outcome, 'waiting'));
/** How many rows of each effect wait, by structure, in the order of their ids. */
export const countsWaiting = (on: Sql, importId: string) =>
  on
    .select({ structureId: importRows.structureId, effect: importRows.effect, n: count() })
    .from(importRows)
    .where(waiting(importId))
    .groupBy(importRows.structureId, importRows.effect)
    .orderBy(asc(importRows.structureId));
export const listWaiting = (on: Sql, importId: string, limit: number) =>
  on.select().from(importRows).where(waiting(importId)).orderBy(asc(importRows.row)).limit(limit);

export const changesWaiting = (on: Sql, importId: string, structureId: string, limit: number) =>
  on
    .select({ values: importRows.values, before: importRows.before })
    .from(importRows)
    .where(and(waiting(importId), eq(importRows.structureId, structureId), eq(importRows.effect, 'changed')))
    .orderBy(asc(importRows.row))
    .limit(limit);

const ofStructures = (importId: string, structureIds: readonly string[], effect: string) =>
  sql`r.import_id = ${importId}::uuid and r.structure_id in ${[...structureIds]} and r.effect = ${effect} and r.outcome = 'waiting'`;

/** What rows that were let in are done with; what could not be, because somebody changed it meanwhile, is kept. */
const settle = (on: Sql, importId: string, structureIds: readonly string[], effect: string, table: SQL) =>
  on.execute(sql`
    update import_rows r set outcome = case when exists (select 1 from ${table} t where t.id = r.target_id and t.assessment_id is not distinct from
      (select assessment_id from imports where id = r.import_id)) then 'done' else 'kept' end
    where ${ofStructures(importId, structureIds, effect)}`);

const DEFICIENCY = sql`jsonb_to_record(r.values) as v("componentId" uuid, "systemCode" text, priority int, scope text, quantity double precision, unit text,
  "costCents" bigint, "costBaseYear" int, "foundOn" date, "importKey" text)`;
export async function insertDeficienciesOf(on: Sql, { id, assessmentId, byId }: ImportRow, structureIds: readonly string[]): Promise<void> {
  await on.execute(sql`
    with made as (insert into deficiencies (id, structure_id, component_id, system_code, priority, scope, quantity, unit, cost_cents, cost_base_year, found_on, found_by_id, source, status,
      import_key, assessment_id)
    select r.target_id, r.structure_id, v."componentId", v."systemCode", v.priority, v.scope, v.quantity, v.unit, v."costCents", v."costBaseYear", v."foundOn", ${byId}::uuid,
      'assessment', 'open', v."importKey", ${assessmentId}::uuid
    from import_rows r cross join lateral ${DEFICIENCY}
    where ${ofStructures(id, structureIds, 'new')} on conflict do nothing returning id)
    update import_rows r set outcome = case when r.target_id in (select id from made) then 'done' else 'kept' end
    where ${ofStructures(id, structureIds, 'new')}`);
}
export async function updateDeficienciesOf(on: Sql, { id, assessmentId }: ImportRow, structureId: string): Promise<void> {
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
      assessment_id = ${assessmentId}::uuid, version = d.version + 1
    from import_rows r cross join lateral ${DEFICIENCY}
    where ${ofStructures(id, [structureId], 'changed')} and d.id = r.target_id and d.version = r.seen_version and d.status in ('open','funded','in_work','candidate')`);
  await settle(on, id, [structureId], 'changed', sql`deficiencies`);
}

const COMPONENT = sql`jsonb_to_record(r.values) as v("systemCode" text, name text, quantity double precision, unit text, "unitCostCents" bigint, "lifeYears" int,
  "yearInstalled" int, "observedOn" date, "observedRemainingYears" int, "importKey" text)`;
export async function insertComponentsOf(on: Sql, { id, assessmentId }: ImportRow, structureIds: readonly string[]): Promise<void> {
  await on.execute(sql`
    insert into components (id, structure_id, system_code, name, quantity, unit, unit_cost_cents, life_years, year_installed, observed_on, observed_remaining_years, import_key,
      assessment_id)
    select r.target_id, r.structure_id, v."systemCode", v.name, v.quantity, v.unit, v."unitCostCents", v."lifeYears", v."yearInstalled", v."observedOn",
      v."observedRemainingYears", v."importKey", ${assessmentId}::uuid
    from import_rows r cross join lateral ${COMPONENT}
    where ${ofStructures(id, structureIds, 'new')} on conflict do nothing`);
  await settle(on, id, structureIds, 'new', sql`components`);
}
export async function updateComponentsOf(on: Sql, { id, assessmentId }: ImportRow, structureId: string): Promise<void> {
  await on.execute(sql`
    update components c set
      system_code = case when r.before ? 'systemCode' then v."systemCode" else c.system_code end,
      name = case when r.before ? 'name' then v.name else c.name end,
      quantity = case when r.before ? 'quantity' then v.quantity else c.quantity end,
      unit = case when r.before ? 'unit' then v.unit else c.unit end,
      unit_cost_cents = case when r.before ? 'unitCostCents' then v."unitCostCents" else c.unit_cost_cents end,
      life_years = case when r.before ? 'lifeYears' then v."lifeYears" else c.life_years end,
      year_installed = case when r.before ? 'yearInstalled' then v."yearInstalled" else c.year_installed end,
      observed_on = case when r.before ? 'observedOn' or r.before ? 'observedRemainingYears' then v."observedOn" else c.observed_on end,
      observed_remaining_years = case when r.before ? 'observedOn' or r.before ? 'observedRemainingYears' then v."observedRemainingYears" else c.observed_remaining_years end,
      assessment_id = ${assessmentId}::uuid, version = c.version + 1
    from import_rows r cross join lateral ${COMPONENT}
    where ${ofStructures(id, [structureId], 'changed')} and c.id = r.target_id and c.version = r.seen_version and c.removed_at is null`);
  await settle(on, id, [structureId], 'changed', sql`components`);
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
export const setOutcomes = (on: Sql, importId: string, rows: readonly number[], outcome: 'done' | 'kept') =>
  rows.length === 0
    ? Promise.resolve()
    : on
        .update(importRows)
        .set({ outcome })
        .where(and(eq(importRows.importId, importId), inArray(importRows.row, [...rows])));

export const countWaiting = async (on: Sql, importId: string) =>
  (
    await on.execute<{ waiting: string; total: string }>(sql`
      select count(*) filter (where outcome = 'waiting') as waiting, count(*) as total from import_rows where import_id = ${importId}::uuid and outcome <> 'none'`)
  ).map(({ waiting: w, total }) => ({ waiting: Number(w), total: Number(total) }))[0]!;
export const setProgress = (on: Sql, id: string, doneRatio: number) => on.update(imports).set({ doneRatio }).where(eq(imports.id, id));
