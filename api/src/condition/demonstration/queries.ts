import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
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
  if (made.costBasis) await insertMany(on, costBases, [made.costBasis]);
  await insertMany(on, unitCosts, made.units);
  await insertMany(on, structures, made.structures);
  await insertMany(on, components, made.components);
  await insertMany(on, deficiencies, made.deficiencies);
  await insertMany(on, structureConditions, made.conditions);
  await insertMany(on, conditionEvents, made.events);
}
