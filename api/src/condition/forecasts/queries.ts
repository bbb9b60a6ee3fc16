import type { Sql } from '@steward/db';
import { areas, components, costBases, deficiencies, forecastRuns, people, portfolios, sites, structures } from '@steward/db/schema';
import { and, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { COUNTING, hasComponents, inUse, orNone } from '../queries.ts';

export type Scope = {
  areaId?: string | undefined;
  level?: string | undefined;
  siteId?: string | undefined;
  structureId?: string | undefined;
};

const within = (portfolioId: string, { areaId, level, siteId, structureId }: Scope) =>
  and(
    eq(structures.portfolioId, portfolioId),
    orNone(structures.areaId, areaId),
    orNone(structures.level, level),
    siteId === undefined ? undefined : eq(structures.siteId, siteId),
    structureId === undefined ? undefined : eq(structures.id, structureId),
  );
const isValued = sql`${structures.crvCents} > 0`;

/** What a forecast of these structures begins with: sums of those that have a value, in cents, and how many have none. */
export async function findStart(on: Sql, portfolioId: string, scope: Scope) {
  const where = within(portfolioId, scope);
  const [sums] = await on
    .select({
      dmCents: sql<string>`coalesce(sum(${structures.dmCents}) filter (where ${isValued}), 0)`.mapWith(BigInt),
      crvCents: sql<string>`coalesce(sum(${structures.crvCents}) filter (where ${isValued}), 0)`.mapWith(BigInt),
      valued: sql<number>`(count(*) filter (where ${isValued}))::int`,
      all: sql<number>`count(*)::int`,
      withoutRenewals: sql<number>`(count(*) filter (where ${isValued} and not ${hasComponents}))::int`,
    })
    .from(structures)
    .where(where);
  const schedule = await on
    .select({ year: sql<number>`t.year::int`, cents: sql<string>`sum(t.cents)` })
    .from(structures)
    .innerJoin(sql`lateral unnest(${structures.scheduleCents}) with ordinality as t(cents, year)`, sql`true`)
    .where(and(where, isValued))
    .groupBy(sql`t.year`)
    .orderBy(sql`t.year`);
  return { ...sums!, scheduleCents: schedule.map(({ cents }) => Number(cents)) };
}

/** Every component in use of these structures, those that have a value, and whether something was found on it; in a fixed order. */
export const listComponentsWithin = (on: Sql, portfolioId: string, scope: Scope) =>
  on
    .select({
      id: components.id,
      systemCode: components.systemCode,
      quantity: components.quantity,
      unitCostCents: components.unitCostCents,
      unitCostBaseYear: components.unitCostBaseYear,
      lifeYears: components.lifeYears,
      renewalRatio: components.renewalRatio,
      yearInstalled: components.yearInstalled,
      observedOn: components.observedOn,
      observedRemainingYears: components.observedRemainingYears,
      isFound: sql<boolean>`exists (select from ${deficiencies} where ${deficiencies.componentId} = ${components.id} and ${inArray(deficiencies.status, COUNTING)})`,
    })
    .from(components)
    .innerJoin(structures, eq(structures.id, components.structureId))
    .where(and(within(portfolioId, scope), isValued, isNull(components.removedAt)))
    .orderBy(components.id);

const NO_AREA = { id: 'none', name: 'No area' };
/** What the parts of a scope are called; null where they are not there. */
export async function findScopeNames(on: Sql, { areaId, siteId, structureId }: Scope) {
  const [area] =
    areaId === undefined
      ? []
      : areaId === 'none'
        ? [NO_AREA]
        : await on.select({ id: areas.id, name: areas.name }).from(areas).where(eq(areas.id, areaId));
  const [site] = siteId === undefined ? [] : await on.select({ id: sites.id, name: sites.name }).from(sites).where(eq(sites.id, siteId));
  const [structure] =
    structureId === undefined
      ? []
      : await on
          .select({ id: structures.id, name: sql<string>`${structures.siteName} || ', ' || ${structures.name}` })
          .from(structures)
          .where(eq(structures.id, structureId));
  return { area: area ?? null, site: site ?? null, structure: structure ?? null };
}

/** False where it is there already. */
export const insertRun = async (on: Sql, row: typeof forecastRuns.$inferInsert): Promise<boolean> =>
  (await on.insert(forecastRuns).values(row).onConflictDoNothing().returning({ id: forecastRuns.id })).length > 0;

const light = {
  id: forecastRuns.id,
  portfolioId: forecastRuns.portfolioId,
  name: forecastRuns.name,
  method: forecastRuns.method,
  year: forecastRuns.year,
  inputs: forecastRuns.inputs,
  inventoryDigest: forecastRuns.inventoryDigest,
  inventoryBytes: sql<number>`octet_length(${forecastRuns.inventory})`,
  status: forecastRuns.status,
  drawsDone: forecastRuns.drawsDone,
  attempt: forecastRuns.attempt,
  heardAt: forecastRuns.heardAt,
  resultDigest: forecastRuns.resultDigest,
  tookMs: forecastRuns.tookMs,
  startedAt: forecastRuns.startedAt,
  endedAt: forecastRuns.endedAt,
  startedBy: { id: people.id, name: people.name },
  costBasis: { number: costBases.number, source: costBases.source },
  isDemonstration: portfolios.isDemonstration,
};
const runs = (on: Sql) =>
  on
    .select(light)
    .from(forecastRuns)
    .innerJoin(people, eq(people.id, forecastRuns.startedById))
    .innerJoin(costBases, eq(costBases.id, forecastRuns.costBasisId))
    .innerJoin(portfolios, eq(portfolios.id, forecastRuns.portfolioId))
    .$dynamic();

export type RunRow = Awaited<ReturnType<typeof runs>>[number];
export const findRun = async (on: Sql, id: string): Promise<RunRow | undefined> => (await runs(on).where(and(eq(forecastRuns.id, id), inUse)))[0];

/** The newest first, after the one last seen. */
export const listRuns = (on: Sql, portfolioId: string, after: readonly [string, string] | undefined, limit: number) =>
  runs(on)
    .where(
      and(
        eq(forecastRuns.portfolioId, portfolioId),
        after ? sql`(${forecastRuns.startedAt}, ${forecastRuns.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(forecastRuns.startedAt), desc(forecastRuns.id))
    .limit(limit);

/** What it was made from, and what was made of it. */
export const findBytes = async (on: Sql, id: string) =>
  (await on.select({ inventory: forecastRuns.inventory, result: forecastRuns.result }).from(forecastRuns).where(eq(forecastRuns.id, id)))[0];

/** They are still at work. */
export const setHeard = (on: Sql, ids: readonly string[], at: Date) =>
  on
    .update(forecastRuns)
    .set({ heardAt: at })
    .where(and(inArray(forecastRuns.id, [...ids]), eq(forecastRuns.status, 'running')));

const isTry = (id: string, attempt: number) => and(eq(forecastRuns.id, id), eq(forecastRuns.attempt, attempt), eq(forecastRuns.status, 'running'));

export const setProgress = (on: Sql, { id, attempt }: { id: string; attempt: number }, drawsDone: number, at: Date) =>
  on.update(forecastRuns).set({ drawsDone, heardAt: at }).where(isTry(id, attempt));

type End = Pick<typeof forecastRuns.$inferInsert, 'status' | 'drawsDone' | 'result' | 'resultDigest' | 'tookMs' | 'endedAt'>;
/** Ends this try of it; one that was started anew meanwhile ends nothing. */
export const setEnd = (on: Sql, { id, attempt }: { id: string; attempt: number }, end: Partial<End>) =>
  on.update(forecastRuns).set(end).where(isTry(id, attempt));

/** Begins its next try, where it failed or was silent since then; undefined where it is under way, done, or somebody was quicker. */
export const takeUpRun = async (on: Sql, id: string, silentSince: Date, now: Date) =>
  (
    await on
      .update(forecastRuns)
      .set({ status: 'running', attempt: sql`${forecastRuns.attempt} + 1`, heardAt: now, drawsDone: 0, endedAt: null })
      .where(
        and(
          eq(forecastRuns.id, id),
          or(eq(forecastRuns.status, 'failed'), and(eq(forecastRuns.status, 'running'), lt(forecastRuns.heardAt, silentSince))),
        ),
      )
      .returning({ attempt: forecastRuns.attempt })
  )[0];
