import type { Sql } from '@steward/db';
import { areas, buildingSystems, components, deficiencies, sites, structureConditions, structures } from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { COUNTING, orNone, systemNames } from '../queries.ts';

export const findSchool = async (on: Sql, id: string) =>
  (
    await on
      .select({ id: sites.id, name: sites.name, level: sites.level, area: { id: areas.id, name: areas.name } })
      .from(sites)
      .leftJoin(areas, eq(areas.id, sites.areaId))
      .where(eq(sites.id, id))
  )[0];

/** Where the schools of a portfolio are, as far as that is known. */
export const listPlaces = (on: Sql, portfolioId: string) =>
  on
    .selectDistinct({ siteId: sites.id, name: sites.name, city: sites.city, latitude: sites.latitude, longitude: sites.longitude })
    .from(sites)
    .innerJoin(structures, eq(structures.siteId, sites.id))
    .where(eq(structures.portfolioId, portfolioId))
    .orderBy(asc(sites.name), asc(sites.id));

/** Findings that count, of several structures: the most urgent first, and of these the dearest. */
export const listFoundIn = (on: Sql, structureIds: readonly string[]) =>
  on
    .select()
    .from(deficiencies)
    .where(and(inArray(deficiencies.structureId, [...structureIds]), inArray(deficiencies.status, COUNTING)))
    .orderBy(asc(deficiencies.priority), desc(deficiencies.costCents), asc(deficiencies.id));

/** What several structures are made of. */
export const listComponentsOf = (on: Sql, structureIds: readonly string[]) =>
  on
    .select()
    .from(components)
    .where(and(inArray(components.structureId, [...structureIds]), isNull(components.removedAt)));

/** What an assessor stated of each of these, where one did. */
export const listStated = (on: Sql, structureIds: readonly string[]) =>
  on
    .select({ id: structures.id, statedDmCents: structures.statedDmCents, statedBaseYear: structures.statedBaseYear })
    .from(structures)
    .where(inArray(structures.id, [...structureIds]));

type Narrowed = { areaId?: string | undefined; level?: string | undefined; siteId?: string | undefined };
export const GROUPS = ['area', 'level', 'school'] as const;
export type GroupedBy = (typeof GROUPS)[number];

const KEYS: Record<GroupedBy, { key: SQL<string | null>; name: SQL<string | null> }> = {
  area: { key: sql`${structures.areaId}::text`, name: sql`${areas.name}` },
  level: { key: sql`${structures.level}`, name: sql`${structures.level}` },
  school: { key: sql`coalesce(${structures.siteId}::text, ${structures.siteName})`, name: sql`${structures.siteName}` },
};

/** Each system of level 2 by area, level or school: all of it in the buildings that have a value, so that systems add up to what their buildings do. */
export function sumSystems(on: Sql, portfolioId: string, { areaId, level, siteId }: Narrowed, by: GroupedBy) {
  const { key, name } = KEYS[by];
  const valued = sql`${structures.crvCents} > 0`;
  return on
    .select({
      code: structureConditions.systemCode,
      names: systemNames,
      key: sql<string | null>`${key}`.as('key'),
      name: sql<string | null>`${name}`.as('group_name'),
      dm: sql<string>`coalesce(sum(${structureConditions.dmCents}) filter (where ${valued}), 0)`,
      crv: sql<string>`coalesce(sum(${structureConditions.crvCents}) filter (where ${valued}), 0)`,
    })
    .from(structureConditions)
    .innerJoin(structures, eq(structures.id, structureConditions.structureId))
    .innerJoin(buildingSystems, eq(buildingSystems.code, structureConditions.systemCode))
    .leftJoin(areas, eq(areas.id, structures.areaId))
    .where(
      and(
        eq(structures.portfolioId, portfolioId),
        orNone(structures.areaId, areaId),
        orNone(structures.level, level),
        siteId === undefined ? undefined : eq(structures.siteId, siteId),
      ),
    )
    .groupBy(structureConditions.systemCode, buildingSystems.name, buildingSystems.nameEs, sql`key`, sql`group_name`)
    .orderBy(asc(structureConditions.systemCode), sql`group_name nulls last`);
}
