import type { Sql } from '@steward/db';
import type { workOrders } from '@steward/db/schema';
import { readVersionOf } from '#platform/kept.ts';
import { keptCatalogue } from '../catalog/index.ts';
import { keptPlaces } from '../sites/index.ts';

/** What stands around orders and changes rarely, by id: kinds of request, crews and targets, schools, buildings and rooms. */
export type Surroundings = Awaited<ReturnType<typeof keptCatalogue>> & Awaited<ReturnType<typeof keptPlaces>>;

const gather = async (on: Sql, version?: string): Promise<Surroundings> => ({
  ...(await keptCatalogue(on, version)),
  ...(await keptPlaces(on, version)),
});

class NotKept extends Error {}

/** What has this id. Every order refers to what there is, so what is not there came after the rest was read. */
function has<T>(all: ReadonlyMap<string, T>, id: string): T {
  const found = all.get(id);
  if (!found) throw new NotKept(`Nothing kept has the id ${id}.`);
  return found;
}

const hasOrNull = <T>(all: ReadonlyMap<string, T>, id: string | null): T | null => (id === null ? null : has(all, id));

type Order = Pick<
  typeof workOrders.$inferSelect,
  'requestTypeId' | 'requestTypeVersion' | 'siteId' | 'buildingId' | 'roomId' | 'teamId' | 'priority'
>;

/** What stands around this order, its answers' form as it was when they were given. */
export const aroundOrder = (order: Order, { types, formOf, sites, buildings, rooms, teams, targets }: Surroundings) => ({
  type: has(types, order.requestTypeId),
  form: formOf(has(types, order.requestTypeId), order.requestTypeVersion),
  site: has(sites, order.siteId),
  building: hasOrNull(buildings, order.buildingId),
  room: hasOrNull(rooms, order.roomId),
  team: hasOrNull(teams, order.teamId),
  target: targets.get(order.priority) ?? null,
});

/** What `read` makes of the surroundings; where it misses something, once more with them as they are now. */
export async function withSurroundings<T>(on: Sql, read: (around: Surroundings) => T): Promise<T> {
  const kept = await gather(on);
  try {
    return read(kept);
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    return read(await gather(on, await readVersionOf(on, 'catalogue')));
  }
}
