import type { Sql } from '@steward/db';
import {
  buildingSystems,
  components,
  conditionBands,
  costBases,
  costBasisWithdrawals,
  deficiencies,
  people,
  portfolios,
  structures,
  unitCosts,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { COUNTING, systemNames } from '../queries.ts';

/** All versions of a portfolio, the newest first. */
export const listCostBases = (on: Sql, portfolioId: string) =>
  on
    .select({ basis: costBases, createdBy: { id: people.id, name: people.name }, withdrawnAt: costBasisWithdrawals.withdrawnAt })
    .from(costBases)
    .leftJoin(people, eq(people.id, costBases.createdById))
    .leftJoin(costBasisWithdrawals, eq(costBasisWithdrawals.costBasisId, costBases.id))
    .where(eq(costBases.portfolioId, portfolioId))
    .orderBy(desc(costBases.number));

export const listUnits = (on: Sql, basisIds: readonly string[]) =>
  on
    .select({ unit: unitCosts, names: systemNames })
    .from(unitCosts)
    .innerJoin(buildingSystems, eq(buildingSystems.code, unitCosts.systemCode))
    .where(inArray(unitCosts.costBasisId, [...basisIds]))
    .orderBy(asc(unitCosts.systemCode));

/** The portfolio, held until the transaction ends: its versions and bands are changed by one at a time. */
export const lockPortfolio = async (on: Sql, id: string) => (await on.select().from(portfolios).where(eq(portfolios.id, id)).for('update'))[0]!;

export const insertCostBasis = (on: Sql, row: typeof costBases.$inferInsert) => on.insert(costBases).values(row);
export const insertUnits = (on: Sql, rows: readonly (typeof unitCosts.$inferInsert)[]) => on.insert(unitCosts).values([...rows]);
export const insertWithdrawal = (on: Sql, row: typeof costBasisWithdrawals.$inferInsert) => on.insert(costBasisWithdrawals).values(row);

export async function setBands(on: Sql, portfolioId: string, bands: readonly { code: string; upToRatio: number | null }[], replacementRatio: number) {
  for (const { code, upToRatio } of bands)
    await on
      .update(conditionBands)
      .set({ upToRatio })
      .where(and(eq(conditionBands.portfolioId, portfolioId), eq(conditionBands.code, code)));
  await on
    .update(portfolios)
    .set({ replacementRatio, version: sql`${portfolios.version} + 1` })
    .where(eq(portfolios.id, portfolioId));
}

/** How many structures are counted by a version, and how many of them by this one. */
export async function countTaken(on: Sql, portfolioId: string, costBasisId: string) {
  const [row] = await on
    .select({
      structures: sql<number>`count(${structures.costBasisId})::int`,
      done: sql<number>`(count(*) filter (where ${structures.costBasisId} = ${costBasisId}))::int`,
    })
    .from(structures)
    .where(eq(structures.portfolioId, portfolioId));
  return row!;
}

const byStructure = <Row extends { structureId: string }>(rows: readonly Row[]) => Map.groupBy(rows, ({ structureId }) => structureId);

/** The whole inventory of a portfolio, structure by structure. */
export async function listInventories(on: Sql, portfolioId: string) {
  const ofPortfolio = eq(structures.portfolioId, portfolioId);
  const [all, parts, found] = [
    await on.select().from(structures).where(ofPortfolio),
    await on
      .select({ part: components })
      .from(components)
      .innerJoin(structures, eq(structures.id, components.structureId))
      .where(and(ofPortfolio, isNull(components.removedAt))),
    await on
      .select({ deficiency: deficiencies })
      .from(deficiencies)
      .innerJoin(structures, eq(structures.id, deficiencies.structureId))
      .where(and(ofPortfolio, inArray(deficiencies.status, COUNTING))),
  ];
  const [partsOf, foundIn] = [byStructure(parts.map(({ part }) => part)), byStructure(found.map(({ deficiency }) => deficiency))];
  return all.map((structure) => ({ ...structure, components: partsOf.get(structure.id) ?? [], deficiencies: foundIn.get(structure.id) ?? [] }));
}
