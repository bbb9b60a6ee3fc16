import type { Sql } from '@steward/db';
import {
  areas,
  buildingSystems,
  components,
  conditionBands,
  conditionEvents,
  costBases,
  costBasisWithdrawals,
  deficiencies,
  people,
  portfolios,
  requestTypeSystems,
  structureConditions,
  structures,
  unitCosts,
} from '@steward/db/schema';
import { and, asc, desc, eq, exists, inArray, isNull, lte, or, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import type { Basis } from './rules/measure.ts';

/** As it was asked for; `none`: where there is none. */
export const orNone = (column: SQLWrapper, wanted: string | undefined): SQL | undefined =>
  wanted === undefined ? undefined : wanted === 'none' ? sql`${column} is null` : sql`${column} = ${wanted}`;

/** The code of the portfolio of the district's own buildings. */
export const DISTRICT = 'district';

export const findPortfolio = async (on: Sql, code: string) => (await on.select().from(portfolios).where(eq(portfolios.code, code)))[0];

export const findPortfolioById = async (on: Sql, id: string) => (await on.select().from(portfolios).where(eq(portfolios.id, id)))[0];

/** Those that are still used. */
export const inUse = isNull(portfolios.removedAt);

/** Those in which there is a building, and the district's own. */
export const listPortfoliosWithBuildings = (on: Sql) =>
  on
    .select({ code: portfolios.code, name: portfolios.name })
    .from(portfolios)
    .where(
      and(
        inUse,
        or(
          eq(portfolios.code, DISTRICT),
          exists(
            on
              .select({ one: sql`1` })
              .from(structures)
              .where(eq(structures.portfolioId, portfolios.id)),
          ),
        ),
      ),
    )
    .orderBy(asc(portfolios.isDemonstration), asc(portfolios.name));

export const listBands = (on: Sql, portfolioId: string) =>
  on
    .select({ code: conditionBands.code, upToRatio: conditionBands.upToRatio })
    .from(conditionBands)
    .where(eq(conditionBands.portfolioId, portfolioId))
    .orderBy(asc(conditionBands.position));

const notWithdrawn = sql`not exists (select 1 from ${costBasisWithdrawals} w where w.cost_basis_id = ${costBases.id})`;

/** The version of the cost basis that counts on a day. */
export const findCostBasis = async (on: Sql, portfolioId: string, day: string) =>
  (
    await on
      .select()
      .from(costBases)
      .where(and(eq(costBases.portfolioId, portfolioId), lte(costBases.effectiveOn, day), notWithdrawn))
      .orderBy(desc(costBases.number))
      .limit(1)
  )[0];

export const findCostBasisById = async (on: Sql, id: string) => (await on.select().from(costBases).where(eq(costBases.id, id)))[0];

export async function basisOf(on: Sql, row: typeof costBases.$inferSelect): Promise<Basis> {
  const units = await on.select().from(unitCosts).where(eq(unitCosts.costBasisId, row.id));
  const { baseYear, escalationRatio, locationFactor, softCostRatio } = row;
  return { baseYear, escalationRatio, locationFactor, softCostRatio, units: new Map(units.map((unit) => [unit.systemCode, unit])) };
}

/** Whether anything is known of what a structure, `structures`, is made of. */
export const hasComponents = sql<boolean>`exists (select 1 from ${components} c where c.structure_id = structures.id and c.removed_at is null)`;

const structureColumns = {
  id: structures.id,
  code: structures.code,
  name: structures.name,
  siteId: structures.siteId,
  buildingId: structures.buildingId,
  siteName: structures.siteName,
  kind: sql<'main'>`${structures.kind}`,
  level: structures.level,
  area: { id: areas.id, name: areas.name },
  grossAreaSqft: structures.grossAreaSqft,
  yearBuilt: structures.yearBuilt,
  dmCents: structures.dmCents,
  crvCents: structures.crvCents,
  // Without components nobody knows what falls due: that is not nothing.
  aheadCents: sql<bigint[] | null>`case when ${hasComponents} then structures.ahead_cents end`.mapWith(structures.aheadCents),
  version: structures.version,
};
type Narrowed = { areaId?: string | undefined; level?: string | undefined; siteId?: string | undefined };

/** All structures of a portfolio that these narrow it to, by site and name, each with its condition as it is kept. */
export const listStructures = (on: Sql, portfolioId: string, { areaId, level, siteId }: Narrowed) =>
  on
    .select(structureColumns)
    .from(structures)
    .leftJoin(areas, eq(areas.id, structures.areaId))
    .where(
      and(
        eq(structures.portfolioId, portfolioId),
        orNone(structures.areaId, areaId),
        orNone(structures.level, level),
        siteId === undefined ? undefined : eq(structures.siteId, siteId),
      ),
    )
    .orderBy(asc(structures.siteName), asc(structures.name), asc(structures.id));

export const findStructure = async (on: Sql, id: string) =>
  (
    await on
      .select({
        ...structureColumns,
        portfolioId: structures.portfolioId,
        replacementCents: structures.replacementCents,
        replacementBaseYear: structures.replacementBaseYear,
        statedDmCents: structures.statedDmCents,
      })
      .from(structures)
      .innerJoin(portfolios, eq(portfolios.id, structures.portfolioId))
      .leftJoin(areas, eq(areas.id, structures.areaId))
      .where(and(eq(structures.id, id), inUse))
  )[0];

/** What a system is called: by the scheme, and by people who read Spanish. */
export const systemNames = { name: buildingSystems.name, nameEs: buildingSystems.nameEs };

/** What is kept of its systems of level 2. */
export const listSystemConditions = (on: Sql, structureIds: readonly string[]) =>
  on
    .select({
      systemCode: structureConditions.systemCode,
      ...systemNames,
      dmCents: structureConditions.dmCents,
      crvCents: structureConditions.crvCents,
    })
    .from(structureConditions)
    .innerJoin(buildingSystems, eq(buildingSystems.code, structureConditions.systemCode))
    .where(inArray(structureConditions.structureId, [...structureIds]))
    .orderBy(asc(structureConditions.systemCode));

export const listComponents = (on: Sql, structureId: string) =>
  on
    .select()
    .from(components)
    .where(and(eq(components.structureId, structureId), isNull(components.removedAt)))
    .orderBy(asc(components.systemCode), asc(components.name), asc(components.id));

/** Statuses of a finding that counts as deferred. */
export const COUNTING = ['open', 'funded', 'in_work'];
/** Findings that count as deferred. */
export const listOpenDeficiencies = (on: Sql, structureId: string) =>
  on
    .select()
    .from(deficiencies)
    .where(and(eq(deficiencies.structureId, structureId), inArray(deficiencies.status, COUNTING)))
    .orderBy(asc(deficiencies.priority), desc(deficiencies.costCents), asc(deficiencies.id));

export const findDeficiency = async (on: Sql, id: string) => (await on.select().from(deficiencies).where(eq(deficiencies.id, id)))[0];
export const findComponent = async (on: Sql, id: string) =>
  (
    await on
      .select()
      .from(components)
      .where(and(eq(components.id, id), isNull(components.removedAt)))
  )[0];
export const findComponentById = async (on: Sql, id: string) => (await on.select().from(components).where(eq(components.id, id)))[0];
export const listKindsOfSystems = (on: Sql) => on.select().from(requestTypeSystems).orderBy(asc(requestTypeSystems.requestTypeId));
export const listSystems = (on: Sql, level: number) =>
  on.select().from(buildingSystems).where(eq(buildingSystems.level, level)).orderBy(asc(buildingSystems.code));
export const findSystem = async (on: Sql, code: string) => (await on.select().from(buildingSystems).where(eq(buildingSystems.code, code)))[0];

export const insertDeficiency = (on: Sql, row: typeof deficiencies.$inferInsert) => on.insert(deficiencies).values(row);
export const setDeficiency = (on: Sql, id: string, set: Partial<typeof deficiencies.$inferInsert>) =>
  on
    .update(deficiencies)
    .set({ ...set, version: sql`${deficiencies.version} + 1` })
    .where(eq(deficiencies.id, id));
export const setStructure = (on: Sql, id: string, set: Partial<typeof structures.$inferInsert>) =>
  on
    .update(structures)
    .set({ ...set, version: sql`${structures.version} + 1` })
    .where(eq(structures.id, id));
export const insertComponent = (on: Sql, row: typeof components.$inferInsert) => on.insert(components).values(row);
export const setComponent = (on: Sql, id: string, set: Partial<typeof components.$inferInsert>) =>
  on
    .update(components)
    .set({ ...set, version: sql`${components.version} + 1` })
    .where(eq(components.id, id));
/** What happened to a structure, newest first. */
export const listConditionEvents = (on: Sql, structureId: string, limit: number) =>
  on
    .select({ event: conditionEvents, actor: { id: people.id, name: people.name } })
    .from(conditionEvents)
    .leftJoin(people, eq(people.id, conditionEvents.actorId))
    .where(eq(conditionEvents.structureId, structureId))
    .orderBy(desc(conditionEvents.occurredAt), desc(conditionEvents.id))
    .limit(limit);
