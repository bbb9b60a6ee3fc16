import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { DeviceRow } from '../queries.ts';
import { findOpenRepair, insertRepair, type RepairRow } from './queries.ts';

/** Asks the IT desk to mend a device, as an order; answers which. Work orders know devices, so this comes from above. */
export type AskForRepair = (
  tx: Sql,
  actor: Actor,
  asked: { siteId: string; title: string; description: string; assetTag: string },
  now: Date,
) => Promise<{ id: string; number: string }>;

/** What is wrong with the device, opened once: what is open already goes on. With an order of the desk, where there is none yet. */
export async function openRepair(
  tx: Sql,
  actor: Actor,
  row: DeviceRow,
  problem: string,
  { askForRepair, now }: { askForRepair: AskForRepair; now: Date },
): Promise<{ repair: RepairRow; orderNumber: string | null }> {
  const open = await findOpenRepair(tx, row.device.id);
  if (open) return { repair: open, orderNumber: null };
  const { assetTag } = row.device;
  // The desk learns which device, never whose.
  const asked = { siteId: row.site.id, title: `${row.model.make} ${row.model.name} ${assetTag}`, description: problem, assetTag };
  const order = await askForRepair(tx, actor, asked, now);
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
