import type { Sql } from '@steward/db';
import { type Actor, actingFor, doneBy, type DoneBy } from '#kernel/actor.ts';
import { deviceChanged, deviceNotFound, notForYou, notYoursToKeep } from './problems.ts';
import { type DeviceRow, findDevice, lockDevice } from './queries.ts';
import { keepsDevices, type Place, readingGrants, readsSomewhere } from './rules/access.ts';

export const placeOf = ({ site }: { site: { id: string; areaId: string | null } }): Place => ({ siteId: site.id, areaId: site.areaId });

const reads = (actor: Actor, { siteId, areaId }: Place) =>
  readingGrants(actor).some((grant) => (grant.siteId === null || grant.siteId === siteId) && (grant.areaId === null || grant.areaId === areaId));

/** The device, for who sees those of its school. */
export async function deviceSeen(on: Sql, actor: Actor, id: string, find: typeof findDevice = findDevice): Promise<DeviceRow> {
  if (!readsSomewhere(actor)) throw notForYou();
  const row = await find(on, id);
  if (!row || !reads(actor, placeOf(row))) throw deviceNotFound();
  return row;
}

/** Who keeps what is at this place, or for whom they do. */
export function keeperAt(actor: Actor, place: Place): DoneBy {
  const forId = actingFor(actor, (as) => keepsDevices(as, place));
  if (forId === undefined) throw notYoursToKeep();
  return doneBy(actor, forId);
}

/** The device, held, for who keeps it and saw its last version. */
export async function deviceToKeep(tx: Sql, actor: Actor, id: string, expected: number): Promise<{ row: DeviceRow; by: DoneBy }> {
  const row = await deviceSeen(tx, actor, id, lockDevice);
  const by = keeperAt(actor, placeOf(row));
  if (row.device.version !== expected) throw deviceChanged(row.device.version);
  return { row, by };
}
