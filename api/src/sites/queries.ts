import type { Sql } from '@steward/db';
import { areas, buildings, personRooms, rooms, sites } from '@steward/db/schema';
import { and, asc, desc, eq, ilike, or, type SQL, sql } from 'drizzle-orm';

const columns = {
  id: sites.id,
  code: sites.code,
  name: sites.name,
  city: sites.city,
  status: sql<'active' | 'closed'>`${sites.status}`,
  level: sites.level,
  isVirtual: sites.isVirtual,
  area: { id: areas.id, name: areas.name },
};

/** A pattern that finds the words as they are: % and _ mean themselves. */
const containing = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

export type SiteFilters = { q?: string | undefined; areaId?: string | undefined; includeClosed: boolean };

/** Schools by name, one row more than `limit`. */
export const listSites = (
  on: Sql,
  { q, areaId, includeClosed }: SiteFilters,
  { limit, after }: { limit: number; after: readonly string[] | undefined },
) =>
  on
    .select(columns)
    .from(sites)
    .leftJoin(areas, eq(areas.id, sites.areaId))
    .where(
      and(
        includeClosed ? undefined : eq(sites.status, 'active'),
        areaId === undefined ? undefined : eq(sites.areaId, areaId),
        q ? or(ilike(sites.name, containing(q)), eq(sites.code, q)) : undefined,
        after && sql`(${sites.name}, ${sites.id}) > (${after[0]}, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(asc(sites.name), asc(sites.id))
    .limit(limit + 1);

export async function findSite(on: Sql, id: string) {
  const [site] = await on
    .select({
      ...columns,
      isCharter: sites.isCharter,
      street: sites.street,
      zip: sites.zip,
      latitude: sites.latitude,
      longitude: sites.longitude,
      enrollment: sites.enrollment,
      freeReducedLunch: sites.freeReducedLunch,
    })
    .from(sites)
    .leftJoin(areas, eq(areas.id, sites.areaId))
    .where(eq(sites.id, id));
  if (!site) return undefined;
  const own = await on
    .select({ id: buildings.id, code: buildings.code, name: buildings.name })
    .from(buildings)
    .where(eq(buildings.siteId, id))
    .orderBy(asc(buildings.position), asc(buildings.code));
  return { ...site, buildings: own };
}

export const listAreas = (on: Sql) => on.select({ id: areas.id, code: areas.code, name: areas.name }).from(areas).orderBy(asc(areas.name));

const roomColumns = {
  id: rooms.id,
  number: rooms.number,
  name: rooms.name,
  kind: rooms.kind,
  building: { id: buildings.id, name: buildings.name },
  site: { id: sites.id, name: sites.name },
};
const roomFilter = (q: string | undefined): SQL | undefined => {
  const words = q?.split(/\s+/).filter(Boolean).slice(0, 6) ?? [];
  return and(
    ...words.map((word) => or(ilike(rooms.number, containing(word)), ilike(rooms.name, containing(word)), ilike(rooms.kind, containing(word)))),
  );
};

/** Rooms of one site by number, one row more than `limit`. */
export const listRooms = (
  on: Sql,
  siteId: string,
  q: string | undefined,
  { limit, after }: { limit: number; after: readonly string[] | undefined },
) =>
  on
    .select(roomColumns)
    .from(rooms)
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .innerJoin(sites, eq(sites.id, rooms.siteId))
    .where(and(eq(rooms.siteId, siteId), roomFilter(q), after && sql`(${rooms.number}, ${rooms.id}) > (${after[0]}, ${after[1]}::uuid)`))
    .orderBy(asc(rooms.number), asc(rooms.id))
    .limit(limit + 1);

const RECENT_ROOMS = 8;

/** The rooms a person said are theirs, then those used lately; none at a school that has closed. */
export const listMyRooms = (on: Sql, personId: string) =>
  on
    .select({ ...roomColumns, isMine: personRooms.isMine })
    .from(personRooms)
    .innerJoin(rooms, eq(rooms.id, personRooms.roomId))
    .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
    .innerJoin(sites, eq(sites.id, rooms.siteId))
    .where(
      and(eq(personRooms.personId, personId), eq(sites.status, 'active'), or(eq(personRooms.isMine, true), sql`${personRooms.usedAt} is not null`)),
    )
    .orderBy(desc(personRooms.isMine), sql`${personRooms.usedAt} desc nulls last`, asc(rooms.number))
    .limit(RECENT_ROOMS);

export const findRoom = async (on: Sql, roomId: string) =>
  (
    await on
      .select(roomColumns)
      .from(rooms)
      .innerJoin(buildings, eq(buildings.id, rooms.buildingId))
      .innerJoin(sites, eq(sites.id, rooms.siteId))
      .where(eq(rooms.id, roomId))
  )[0];

export const setMyRoom = (on: Sql, personId: string, roomId: string, isMine: boolean) =>
  on
    .insert(personRooms)
    .values({ personId, roomId, isMine })
    .onConflictDoUpdate({ target: [personRooms.personId, personRooms.roomId], set: { isMine } });

/** Notes that somebody asked for something in a room, so that it is offered first next time; `uses` gives person, room and when. Part of a larger statement. */
export const usingRoom = (uses: SQL) =>
  sql`insert into ${personRooms} (person_id, room_id, used_at) ${uses} on conflict (person_id, room_id) do update set used_at = excluded.used_at`;

/** Every school, building and room there is. */
export const listPlaces = async (on: Sql) => ({
  sites: await on
    .select({
      id: sites.id,
      code: sites.code,
      name: sites.name,
      areaId: sites.areaId,
      status: sites.status,
      level: sites.level,
      isVirtual: sites.isVirtual,
    })
    .from(sites),
  buildings: await on.select({ id: buildings.id, siteId: buildings.siteId, name: buildings.name }).from(buildings),
  rooms: await on
    .select({
      id: rooms.id,
      siteId: rooms.siteId,
      buildingId: rooms.buildingId,
      number: rooms.number,
      name: rooms.name,
      accessNote: rooms.accessNote,
      hazardNote: rooms.hazardNote,
      hasAsbestos: rooms.hasAsbestos,
    })
    .from(rooms),
});
