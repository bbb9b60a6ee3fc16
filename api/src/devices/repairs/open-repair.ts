import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { DeviceRow } from '../queries.ts';
import { findOpenRepair, insertRepair, type RepairRow } from './queries.ts';

/** The IT desk, where devices are mended on orders. Work orders know devices, so this comes from above. */
export type RepairDesk = {
  /** Asks to mend a device; answers by which order. */
  ask: (
    tx: Sql,
    actor: Actor,
    asked: { siteId: string; title: string; description: string; assetTag: string },
    now: Date,
  ) => Promise<{ id: string; number: string }>;
  /** Takes back what this person asked for by mistake, while nobody has begun with it. */
  withdraw: (tx: Sql, actor: Actor, orderId: string, now: Date) => Promise<void>;
};

/** What is wrong with the device, opened once: what is open already goes on. With an order of the desk, where there is none yet. */
export async function openRepair(
  tx: Sql,
  actor: Actor,
  row: DeviceRow,
  problem: string,
  { desk, now }: { desk: RepairDesk; now: Date },
): Promise<{ repair: RepairRow; orderNumber: string | null }> {
  const open = await findOpenRepair(tx, row.device.id);
  if (open) return { repair: open, orderNumber: null };
  const { assetTag } = row.device;
  // The desk learns which device, never whose.
  const asked = { siteId: row.site.id, title: `${row.model.make} ${row.model.name} ${assetTag}`, description: problem, assetTag };
  const order = await desk.ask(tx, actor, asked, now);
  await insertRepair(tx, {
    id: uuidv7(),
    deviceId: row.device.id,
    assignmentId: row.open?.id ?? null,
    workOrderId: order.id,
    problem,
    openedById: actor.id,
    openedAt: now,
  });
  return { repair: (await findOpenRepair(tx, row.device.id))!, orderNumber: order.number };
}
