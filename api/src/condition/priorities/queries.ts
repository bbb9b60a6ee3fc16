import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
import { components, deficiencies, draftPlanItems, draftPlans, needEstimates, people, structures, unitCosts } from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { COUNTING, orNone } from '../queries.ts';

export type Narrowed = {
  areaId?: string | undefined;
  level?: string | undefined;
  siteId?: string | undefined;
};

const within = (portfolioId: string, { areaId, level, siteId }: Narrowed) =>
  and(
    eq(structures.portfolioId, portfolioId),
    orNone(structures.areaId, areaId),
    orNone(structures.level, level),
    siteId === undefined ? undefined : eq(structures.siteId, siteId),
  );

/** Findings that are open, as lightly as ranking needs them. */
export const listFindings = (on: Sql, portfolioId: string, narrowed: Narrowed) =>
  on
    .select({
      id: deficiencies.id,
      structureId: deficiencies.structureId,
      priority: deficiencies.priority,
      costCents: deficiencies.costCents,
      costBaseYear: deficiencies.costBaseYear,
      readinessRatio: needEstimates.readinessRatio,
      savingCents: needEstimates.savingCents,
    })
    .from(deficiencies)
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .leftJoin(needEstimates, eq(needEstimates.deficiencyId, deficiencies.id))
    .where(and(within(portfolioId, narrowed), inArray(deficiencies.status, COUNTING)));

/** Components past their life on which nothing was found: their renewal is a need of its own. */
export const listOverdue = (on: Sql, portfolioId: string, narrowed: Narrowed, { costBasisId, year }: { costBasisId: string; year: number }) =>
  on
    .select({
      id: components.id,
      structureId: components.structureId,
      systemCode: components.systemCode,
      quantity: components.quantity,
      unitCostCents: components.unitCostCents,
      unitCostBaseYear: components.unitCostBaseYear,
      lifeYears: components.lifeYears,
      renewalRatio: components.renewalRatio,
      yearInstalled: components.yearInstalled,
      observedOn: components.observedOn,
      observedRemainingYears: components.observedRemainingYears,
    })
    .from(components)
    .innerJoin(structures, eq(structures.id, components.structureId))
    .leftJoin(unitCosts, and(eq(unitCosts.costBasisId, costBasisId), eq(unitCosts.systemCode, components.systemCode)))
    .where(
      and(
        within(portfolioId, narrowed),
        isNull(components.removedAt),
        sql`coalesce(extract(year from ${components.observedOn}) + ${components.observedRemainingYears},
          ${components.yearInstalled} + coalesce(${components.lifeYears}, ${unitCosts.lifeYears})) <= ${year}`,
        sql`not exists (select from ${deficiencies} where ${deficiencies.componentId} = ${components.id} and ${inArray(deficiencies.status, COUNTING)})`,
      ),
    );

/** What these findings are, in words. */
export const listFindingWords = (on: Sql, ids: readonly string[]) =>
  on
    .select({ id: deficiencies.id, systemCode: deficiencies.systemCode, words: deficiencies.scope, estimateVersion: needEstimates.version })
    .from(deficiencies)
    .leftJoin(needEstimates, eq(needEstimates.deficiencyId, deficiencies.id))
    .where(inArray(deficiencies.id, [...ids]));

export const listComponentWords = (on: Sql, ids: readonly string[]) =>
  on
    .select({ id: components.id, systemCode: components.systemCode, words: components.name, yearInstalled: components.yearInstalled })
    .from(components)
    .where(inArray(components.id, [...ids]));

export const insertPlan = (on: Sql, row: typeof draftPlans.$inferInsert) => on.insert(draftPlans).values(row);
export const insertPlanItems = (on: Sql, rows: readonly (typeof draftPlanItems.$inferInsert)[]) => insertMany(on, draftPlanItems, rows);

const planColumns = {
  id: draftPlans.id,
  portfolioId: draftPlans.portfolioId,
  name: draftPlans.name,
  weights: draftPlans.weights,
  weightsNumber: draftPlans.weightsNumber,
  createdBy: { id: people.id, name: people.name },
  createdAt: draftPlans.createdAt,
  version: draftPlans.version,
  needs: sql<number>`(select count(*)::int from ${draftPlanItems} i where i.plan_id = ${draftPlans.id})`,
  costCents: sql<string>`(select coalesce(sum(i.cost_cents), 0) from ${draftPlanItems} i where i.plan_id = ${draftPlans.id})`.mapWith(BigInt),
};
const plans = (on: Sql) => on.select(planColumns).from(draftPlans).innerJoin(people, eq(people.id, draftPlans.createdById)).$dynamic();
export type PlanRow = Awaited<ReturnType<typeof plans>>[number];

export const findPlan = async (on: Sql, id: string): Promise<PlanRow | undefined> => (await plans(on).where(eq(draftPlans.id, id)))[0];

/** The newest first, after the one last seen. */
export const listPlans = (on: Sql, portfolioId: string, after: readonly [string, string] | undefined, limit: number) =>
  plans(on)
    .where(
      and(
        eq(draftPlans.portfolioId, portfolioId),
        after ? sql`(${draftPlans.createdAt}, ${draftPlans.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(draftPlans.createdAt), desc(draftPlans.id))
    .limit(limit);

export const listPlanItems = (on: Sql, planId: string) =>
  on
    .select({
      id: draftPlanItems.id,
      position: draftPlanItems.position,
      deficiencyId: draftPlanItems.deficiencyId,
      componentId: draftPlanItems.componentId,
      words: draftPlanItems.scope,
      costCents: draftPlanItems.costCents,
      points: draftPlanItems.points,
      status: deficiencies.status,
      structure: { id: structures.id, name: structures.name, siteName: structures.siteName, siteId: structures.siteId },
    })
    .from(draftPlanItems)
    .innerJoin(structures, eq(structures.id, draftPlanItems.structureId))
    .leftJoin(deficiencies, eq(deficiencies.id, draftPlanItems.deficiencyId))
    .where(eq(draftPlanItems.planId, planId))
    .orderBy(asc(draftPlanItems.position));

const isSeen = (id: string, expected: number) => and(eq(draftPlans.id, id), eq(draftPlans.version, expected));

/** False where another version of it is there. */
export const renamePlan = async (on: Sql, id: string, expected: number, name: string): Promise<boolean> =>
  (
    await on
      .update(draftPlans)
      .set({ name, version: sql`${draftPlans.version} + 1` })
      .where(isSeen(id, expected))
      .returning({ id: draftPlans.id })
  ).length > 0;
export const removePlan = async (on: Sql, id: string, expected: number): Promise<boolean> =>
  (await on.delete(draftPlans).where(isSeen(id, expected)).returning({ id: draftPlans.id })).length > 0;

type Estimate = { readinessRatio: number | null; savingCents: bigint | null; source: string };
/** Writes what is thought of a need over the version that was seen (0: none yet); false where somebody was quicker. */
export async function setEstimate(on: Sql, deficiencyId: string, estimate: Estimate, expected: number): Promise<boolean> {
  const written =
    expected === 0
      ? await on
          .insert(needEstimates)
          .values({ deficiencyId, ...estimate })
          .onConflictDoNothing()
          .returning({ id: needEstimates.deficiencyId })
      : await on
          .update(needEstimates)
          .set({ ...estimate, version: sql`${needEstimates.version} + 1` })
          .where(and(eq(needEstimates.deficiencyId, deficiencyId), eq(needEstimates.version, expected)))
          .returning({ id: needEstimates.deficiencyId });
  return written.length > 0;
}
export const findEstimate = async (on: Sql, deficiencyId: string) =>
  (await on.select().from(needEstimates).where(eq(needEstimates.deficiencyId, deficiencyId)))[0];
