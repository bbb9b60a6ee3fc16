import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
import { uuidFor } from '@steward/db/seed';
import {
  buildings,
  components,
  conditionEvents,
  costBases,
  deficiencies,
  labourRates,
  people,
  portfolios,
  services,
  sites,
  structureConditions,
  structures,
  teams,
  unitCosts,
} from '@steward/db/schema';
import { and, asc, eq, isNull } from 'drizzle-orm';
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

/** Who says what hours cost; undefined where the people of the demonstration are not. */
export const findDemonstrationPlanner = async (on: Sql): Promise<string | undefined> =>
  (
    await on
      .select({ id: people.id })
      .from(people)
      .where(eq(people.id, uuidFor('person planner')))
  )[0]?.id;

/** Services, and the crews that may be asked, without those of compartments. */
export const listCrews = async (on: Sql) => ({
  services: await on.select({ code: services.code }).from(services).orderBy(asc(services.position)),
  teams: await on
    .select({ id: teams.id, code: teams.code, serviceCode: teams.serviceCode, tradeCode: teams.tradeCode })
    .from(teams)
    .where(isNull(teams.compartment))
    .orderBy(asc(teams.code)),
});

export const insertLabourRates = (on: Sql, rows: readonly (typeof labourRates.$inferInsert)[]) => insertMany(on, labourRates, rows);

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
