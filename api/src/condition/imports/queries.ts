import { isTransaction, type Sql } from '@steward/db';
import { copyIn, copyOf } from '@steward/db/copy';
import {
  assessedNeeds,
  assessedSystems,
  assessments,
  buildingSystems,
  components,
  conditionBands,
  costBases,
  deficiencies,
  draftPlans,
  importMappings,
  importRows,
  imports,
  people,
  portfolios,
  structures,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type postgres from 'postgres';

import { inUse, systemNames } from '../queries.ts';

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
  listed(on)
    .where(and(ne(imports.state, 'receiving'), inUse))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(limit);
export const findListed = async (on: Sql, id: string) => (await listed(on).where(and(eq(imports.id, id), ne(imports.state, 'receiving'), inUse)))[0];
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
    .select({ code: buildingSystems.code, level: buildingSystems.level, ...systemNames })
    .from(buildingSystems)
    .orderBy(asc(buildingSystems.code));

// Portfolios of other owners.

/** All that are used, with how many buildings each has and how many draft plans are made of them. */
export const listPortfolios = (on: Sql) =>
  on
    .select({
      id: portfolios.id,
      code: portfolios.code,
      name: portfolios.name,
      version: portfolios.version,
      structures: sql<number>`(select count(*)::int from ${structures} s where s.portfolio_id = portfolios.id)`,
      plans: sql<number>`(select count(*)::int from ${draftPlans} p where p.portfolio_id = portfolios.id)`,
    })
    .from(portfolios)
    .where(inUse)
    .orderBy(asc(portfolios.isDemonstration), asc(portfolios.name));

/** The portfolio, held until the transaction ends. */
export const lockPortfolio = async (on: Sql, code: string) => (await on.select().from(portfolios).where(eq(portfolios.code, code)).for('update'))[0];
/** The states of its files, which are held: none begins to be let in meanwhile. */
export const lockImportsOf = (on: Sql, portfolioId: string) =>
  on.select({ state: imports.state }).from(imports).where(eq(imports.portfolioId, portfolioId)).orderBy(asc(imports.id)).for('update');
/** Nobody sees it any more; its code is free for another. */
export const setRemoved = (on: Sql, { id, code }: { id: string; code: string }, now: Date) =>
  on
    .update(portfolios)
    .set({ removedAt: now, code: `${code} ${id}`, version: sql`${portfolios.version} + 1` })
    .where(eq(portfolios.id, id));

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
    .select({ code: assessedSystems.systemCode, ...systemNames, rating: assessedSystems.rating })
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
      replacementBaseYear: structures.replacementBaseYear,
      statedDmCents: structures.statedDmCents,
      statedBaseYear: structures.statedBaseYear,
      statedMethod: structures.statedMethod,
      crvCents: structures.crvCents,
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
    .where(and(eq(importRows.importId, importId), or(ne(importRows.verdict, 'good'), importRows.isKept), sql`${importRows.row} > ${after}`))
    .orderBy(asc(importRows.row))
    .limit(limit);
export const listChangedRows = (on: Sql, importId: string, limit: number) =>
  on
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, importId), eq(importRows.effect, 'changed')))
    .orderBy(asc(importRows.row))
    .limit(limit);
