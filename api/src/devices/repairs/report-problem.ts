import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { placeOf } from '../may.ts';
import { deviceNotFound, refusing } from '../problems.ts';
import { type DeviceRow, findDeviceByCode, lockDevice } from '../queries.ts';
import { recordMove } from '../record-move.ts';
import { readingGrants } from '../rules/access.ts';
import { type RepairDesk, openRepair } from './open-repair.ts';
import { findOpenRepair, findOwnOrder } from './queries.ts';

async function present(on: Sql, actor: Actor, row: DeviceRow) {
  const { siteId, areaId } = placeOf(row);
  const isReported = (await findOpenRepair(on, row.device.id)) !== undefined;
  return {
    id: row.device.id,
    assetTag: row.device.assetTag,
    model: `${row.model.make} ${row.model.name}`,
    site: { id: row.site.id, name: row.site.name },
    isReported,
    canReport: !isReported && row.device.status !== 'disposed',
    canOpen: readingGrants(actor).some(
      (grant) => (grant.siteId === null || grant.siteId === siteId) && (grant.areaId === null || grant.areaId === areaId),
    ),
  };
}

/** What the label of a device says to anybody who is signed in: which it is, and never whose. */
export async function readLabel(on: Sql, actor: Actor, tag: string) {
  const row = await findDeviceByCode(on, tag);
  if (!row) throw deviceNotFound();
  return present(on, actor, row);
}

/** Anybody may say that a device does not work: an order of the IT desk, once. */
export async function reportProblem(
  db: Sql,
  actor: Actor,
  tag: string,
  problem: string,
  { actId = uuidv7(), now, desk }: { actId: string | undefined; now: Date; desk: RepairDesk },
) {
  return refusing(() =>
    db.transaction(async (tx) => {
      const seen = await findDeviceByCode(tx, tag);
      const row = seen && (await lockDevice(tx, seen.device.id));
      if (!row || row.device.status === 'disposed') throw deviceNotFound();
      const { orderNumber } = await openRepair(tx, actor, row, problem, { desk, now });
      if (orderNumber !== null)
        await recordMove(tx, row, 'report', { actId, by: doneBy(actor), now }, { reason: problem, studentId: null, personId: null });
      return { orderNumber: orderNumber ?? (await findOwnOrder(tx, row.device.id, actor.id)), label: await present(tx, actor, row) };
    }),
  );
}
