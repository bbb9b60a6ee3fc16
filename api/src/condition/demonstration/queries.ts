import type { Sql } from '@steward/db';
import {
  buildings,
  components,
  conditionEvents,
  costBases,
  deficiencies,
  portfolios,
  sites,
  structureConditions,
  structures,
  unitCosts,
} from '@steward/db/schema';
import { and, asc, eq } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Place } from './make-inventory.ts';

const STUDENTS_UNKNOWN = 300;

/** The buildings of every open school that has some, and each school's site. */
export async function listPlaces(on: Sql): Promise<Place[]> {
  const rows = await on
    .select({
      siteId: sites.id,
      siteCode: sites.code,
      siteName: sites.name,
      level: sites.level,
      areaId: sites.areaId,
      students: sites.enrollment,
      building: { id: buildings.id, code: buildings.code, name: buildings.name, position: buildings.position },
    })
    .from(sites)
    .innerJoin(buildings, eq(buildings.siteId, sites.id))
    .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false)))
    .orderBy(asc(sites.code), asc(buildings.position), asc(buildings.code));
  const places = rows.map((row) => ({ ...row, students: row.students ?? STUDENTS_UNKNOWN }));
  const ofSites = [...new Map(places.map((place) => [place.siteId, { ...place, building: null }])).values()];
  return [...places, ...ofSites];
}

/** Stays well below the 65 534 values that one statement may carry. */
const BATCH = 1_000;

async function insert<T extends PgTable>(on: Sql, table: T, rows: readonly T['$inferInsert'][] = []): Promise<void> {
  for (let i = 0; i < rows.length; i += BATCH) await on.insert(table).values(rows.slice(i, i + BATCH));
}

type Made = {
  /** Whose figures are made up from now on. */
  portfolioId?: string;
  costBasis?: typeof costBases.$inferInsert;
  units?: readonly (typeof unitCosts.$inferInsert)[];
  structures?: readonly (typeof structures.$inferInsert)[];
  components?: readonly (typeof components.$inferInsert)[];
  deficiencies?: readonly (typeof deficiencies.$inferInsert)[];
  conditions?: readonly (typeof structureConditions.$inferInsert)[];
  events?: readonly (typeof conditionEvents.$inferInsert)[];
};

export async function insertDemonstration(on: Sql, made: Made): Promise<void> {
  if (made.portfolioId)
    await on.update(portfolios).set({ isDemonstration: true, source: 'Made up for the demonstration' }).where(eq(portfolios.id, made.portfolioId));
  if (made.costBasis) await insert(on, costBases, [made.costBasis]);
  await insert(on, unitCosts, made.units);
  await insert(on, structures, made.structures);
  await insert(on, components, made.components);
  await insert(on, deficiencies, made.deficiencies);
  await insert(on, structureConditions, made.conditions);
  await insert(on, conditionEvents, made.events);
}
