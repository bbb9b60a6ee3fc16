import type { Sql } from '@steward/db';
import { byId, keep } from '#platform/kept.ts';
import { listPlaces } from './queries.ts';

/** Every school, building and room by id, kept in memory until one of them changes, and then read anew. */
export const keptPlaces = (on: Sql, version?: string) =>
  keep(
    on,
    'catalogue',
    'places',
    async () => {
      const { sites, buildings, rooms } = await listPlaces(on);
      return { sites: byId(sites), buildings: byId(buildings), rooms: byId(rooms) };
    },
    version,
  );

/** A site with the building and room named; each null when it is not of this site. Undefined when there is no such site. */
export async function findPlace(
  on: Sql,
  { siteId, buildingId = null, roomId = null }: { siteId: string; buildingId?: string | null; roomId?: string | null },
) {
  const { sites, buildings, rooms } = await keptPlaces(on);
  const site = sites.get(siteId);
  const building = buildingId === null ? undefined : buildings.get(buildingId);
  const room = roomId === null ? undefined : rooms.get(roomId);
  const isInBuilding = buildingId === null || room?.buildingId === buildingId;
  return site && { site, building: building?.siteId === siteId ? building : null, room: room?.siteId === siteId && isInBuilding ? room : null };
}
