import type { Sql } from '@steward/db';
import {
  areas,
  assessedNeeds,
  assessedSystems,
  assessments,
  buildingSystems,
  components,
  conditionBands,
  conditionEvents,
  costBases,
  deficiencies,
  portfolios,
  sites,
  structureConditions,
  structures,
  unitCosts,
} from '@steward/db/schema';
import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { dollarsOf } from '#kernel/money.ts';
import { fciOf } from '../rules/fci.ts';
import { COUNTING, systemNames } from '../queries.ts';
import type { SetName, SetRow } from './sets.ts';

const PAGE = 2_000;
const money = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));
const instantOf = (at: Date | null) => at?.toISOString() ?? null;

/** Rows a page at a time by their id, so that however many there are one page is in memory. */
async function* paged<Row extends { id: string }, Out>(
  page: (after: string | null) => Promise<Row[]>,
  present: (row: Row) => Out,
): AsyncGenerator<Out> {
  for (let after: string | null = null; ;) {
    const rows: Row[] = await page(after);
    yield* rows.map(present);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}
async function* all<Row, Out>(rows: Promise<Row[]>, present: (row: Row) => Out): AsyncGenerator<Out> {
  yield* (await rows).map(present);
}

/** How the rows of each file are read, in the contract's columns. */
export const READERS: { [Name in SetName]: (on: Sql, portfolioId: string) => AsyncGenerator<SetRow<Name>> } = {
  structures: (on, portfolioId) =>
    paged(
      (after) =>
        on
          .select({ id: structures.id, structure: structures, siteCode: sites.code, area: areas.name })
          .from(structures)
          .leftJoin(sites, eq(sites.id, structures.siteId))
          .leftJoin(areas, eq(areas.id, structures.areaId))
          .where(and(eq(structures.portfolioId, portfolioId), after === null ? undefined : gt(structures.id, after)))
          .orderBy(asc(structures.id))
          .limit(PAGE),
      ({ structure, siteCode, area }) => ({
        id: structure.id,
        code: structure.code,
        name: structure.name,
        siteCode,
        siteName: structure.siteName,
        kind: structure.kind,
        level: structure.level,
        area,
        grossAreaSqft: structure.grossAreaSqft,
        yearBuilt: structure.yearBuilt,
        deferred: money(structure.dmCents),
        replacementValue: money(structure.crvCents),
        knownValue: money(structure.replacementCents),
        knownValueBaseYear: structure.replacementBaseYear,
        statedDeferred: money(structure.statedDmCents),
        statedBaseYear: structure.statedBaseYear,
        fci: fciOf(structure),
        method: structure.statedMethod ?? 'counted',
        assessmentId: structure.assessmentId,
      }),
    ),
  'system-conditions': (on, portfolioId) =>
    paged(
      (after) =>
        on
          .select({
            id: sql<string>`${structureConditions.structureId} || ' ' || ${structureConditions.systemCode}`,
            condition: structureConditions,
            systemName: buildingSystems.name,
            costBasis: costBases.number,
          })
          .from(structureConditions)
          .innerJoin(structures, eq(structures.id, structureConditions.structureId))
          .innerJoin(buildingSystems, eq(buildingSystems.code, structureConditions.systemCode))
          .innerJoin(costBases, eq(costBases.id, structureConditions.costBasisId))
          .where(
            and(
              eq(structures.portfolioId, portfolioId),
              after === null
                ? undefined
                : sql`(${structureConditions.structureId}, ${structureConditions.systemCode}) > (${after.slice(0, 36)}::uuid, ${after.slice(37)})`,
            ),
          )
          .orderBy(asc(structureConditions.structureId), asc(structureConditions.systemCode))
          .limit(PAGE),
      ({ condition, systemName, costBasis }) => ({
        structureId: condition.structureId,
        systemCode: condition.systemCode,
        systemName,
        deferred: money(condition.dmCents),
        replacementValue: money(condition.crvCents),
        fci: fciOf(condition),
        year: condition.year,
        costBasis,
      }),
    ),
  'assessed-systems': (on, portfolioId) =>
    all(
      on
        .select({ one: assessedSystems })
        .from(assessedSystems)
        .innerJoin(structures, eq(structures.id, assessedSystems.structureId))
        .where(eq(structures.portfolioId, portfolioId))
        .orderBy(asc(assessedSystems.structureId), asc(assessedSystems.systemCode)),
      ({ one }) => one,
    ),
  'assessed-needs': (on, portfolioId) =>
    all(
      on
        .select({ one: assessedNeeds })
        .from(assessedNeeds)
        .innerJoin(structures, eq(structures.id, assessedNeeds.structureId))
        .where(eq(structures.portfolioId, portfolioId))
        .orderBy(asc(assessedNeeds.structureId), asc(assessedNeeds.year)),
      ({ one }) => ({ structureId: one.structureId, year: one.year, need: one.needRatio, assessmentId: one.assessmentId }),
    ),
  components: (on, portfolioId) =>
    paged(
      (after) =>
        on
          .select({ id: components.id, part: components, building: structures.code })
          .from(components)
          .innerJoin(structures, eq(structures.id, components.structureId))
          .where(and(eq(structures.portfolioId, portfolioId), isNull(components.removedAt), after === null ? undefined : gt(components.id, after)))
          .orderBy(asc(components.id))
          .limit(PAGE),
      ({ part, building }) => ({ ...part, building, unitCost: money(part.unitCostCents) }),
    ),
  deficiencies: (on, portfolioId) =>
    paged(
      (after) =>
        on
          .select({ id: deficiencies.id, one: deficiencies, building: structures.code })
          .from(deficiencies)
          .innerJoin(structures, eq(structures.id, deficiencies.structureId))
          .where(and(eq(structures.portfolioId, portfolioId), after === null ? undefined : gt(deficiencies.id, after)))
          .orderBy(asc(deficiencies.id))
          .limit(PAGE),
      ({ one, building }) => ({
        ...one,
        building,
        cost: money(one.costCents),
        confidence: one.confidenceRatio,
        actualCost: money(one.actualCostCents),
        endedAt: instantOf(one.endedAt),
        fileKey: one.importKey,
      }),
    ),
  events: (on, portfolioId) =>
    paged(
      (after) =>
        on
          .select({ id: conditionEvents.id, event: conditionEvents })
          .from(conditionEvents)
          .innerJoin(structures, eq(structures.id, conditionEvents.structureId))
          .where(and(eq(structures.portfolioId, portfolioId), after === null ? undefined : gt(conditionEvents.id, after)))
          .orderBy(asc(conditionEvents.id))
          .limit(PAGE),
      ({ event }) => ({
        id: event.id,
        structureId: event.structureId,
        kind: event.kind,
        cause: event.cause,
        deferredChange: money(event.dmDeltaCents),
        valueChange: money(event.crvDeltaCents),
        occurredAt: instantOf(event.occurredAt),
      }),
    ),
  assessments: (on, portfolioId) =>
    all(
      on.select().from(assessments).where(eq(assessments.portfolioId, portfolioId)).orderBy(asc(assessments.assessedOn), asc(assessments.id)),
      (one) => one,
    ),
  'cost-bases': (on, portfolioId) =>
    all(on.select().from(costBases).where(eq(costBases.portfolioId, portfolioId)).orderBy(asc(costBases.number)), (one) => ({
      number: one.number,
      effectiveOn: one.effectiveOn,
      baseYear: one.baseYear,
      escalation: one.escalationRatio,
      locationFactor: one.locationFactor,
      softCosts: one.softCostRatio,
      source: one.source,
    })),
  'unit-costs': (on, portfolioId) =>
    all(
      on
        .select({ one: unitCosts, costBasis: costBases.number })
        .from(unitCosts)
        .innerJoin(costBases, eq(costBases.id, unitCosts.costBasisId))
        .where(eq(costBases.portfolioId, portfolioId))
        .orderBy(asc(costBases.number), asc(unitCosts.systemCode)),
      ({ one, costBasis }) => ({
        costBasis,
        systemCode: one.systemCode,
        unit: one.unit,
        unitCost: money(one.unitCostCents),
        lifeYears: one.lifeYears,
        renewalRatio: one.renewalRatio,
      }),
    ),
  bands: (on, portfolioId) =>
    all(on.select().from(conditionBands).where(eq(conditionBands.portfolioId, portfolioId)).orderBy(asc(conditionBands.position)), (one) => ({
      band: one.code,
      upToRatio: one.upToRatio,
    })),
};

// For one school's report.

export const findSchool = async (on: Sql, siteId: string) =>
  (
    await on
      .select({ name: sites.name, level: sites.level, enrollment: sites.enrollment, area: areas.name })
      .from(sites)
      .leftJoin(areas, eq(areas.id, sites.areaId))
      .where(eq(sites.id, siteId))
  )[0];

type Place = { siteId: string } | { structureId: string };
/** The structures of a school, or the one that was named. */
export const listStructuresAt = (on: Sql, at: Place) =>
  on
    .select()
    .from(structures)
    .where(
      and(
        'siteId' in at ? eq(structures.siteId, at.siteId) : eq(structures.id, at.structureId),
        sql`not exists (select from ${portfolios} p where p.id = ${structures.portfolioId} and p.removed_at is not null)`,
      ),
    )
    .orderBy(asc(structures.name));

/** The gravest open deficiencies of these: by priority, then by cost. */
export const listWorst = (on: Sql, structureIds: readonly string[], limit: number) =>
  on
    .select({
      scope: deficiencies.scope,
      priority: deficiencies.priority,
      costCents: deficiencies.costCents,
      costBaseYear: deficiencies.costBaseYear,
      systemCode: deficiencies.systemCode,
      systemNames,
    })
    .from(deficiencies)
    .innerJoin(buildingSystems, eq(buildingSystems.code, deficiencies.systemCode))
    .where(and(inArray(deficiencies.structureId, [...structureIds]), inArray(deficiencies.status, COUNTING)))
    .orderBy(asc(deficiencies.priority), desc(deficiencies.costCents), asc(deficiencies.id))
    .limit(limit);

export const findAssessment = async (on: Sql, id: string) =>
  (await on.select({ assessor: assessments.assessor, assessedOn: assessments.assessedOn }).from(assessments).where(eq(assessments.id, id)))[0];

export const listRatingsOf = (on: Sql, structureIds: readonly string[]) =>
  on
    .select({ code: assessedSystems.systemCode, ...systemNames, rating: assessedSystems.rating })
    .from(assessedSystems)
    .innerJoin(buildingSystems, eq(buildingSystems.code, assessedSystems.systemCode))
    .where(inArray(assessedSystems.structureId, [...structureIds]))
    .orderBy(asc(assessedSystems.systemCode));
