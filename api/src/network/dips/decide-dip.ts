import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { submitOrder } from '../../work-orders/index.ts';
import { keepsNetwork, keepsSchool, readsNetwork } from '../may.ts';
import { schoolToKeep } from '../place.ts';
import { dipDecided, dipNotFound, mayNotKeep, networkNotYours, noNetworkRequest } from '../problems.ts';
import { type DipRow, findDip, findNetworkRequestType, listDips, lockDip, setDip } from './queries.ts';

/** The dip, held, for who keeps its school, as long as nobody decided. */
async function dipToDecide(tx: Sql, actor: Actor, id: string) {
  const row = await lockDip(tx, id);
  if (!row) throw keepsNetwork(actor) ? dipNotFound() : mayNotKeep();
  const { school } = await schoolToKeep(tx, actor, row.siteId);
  if (row.state !== 'proposed') throw dipDecided(row.state);
  return { row, school };
}

const round = (mbps: number) => Math.round(mbps);

/** Makes the one order of a dip. `orderId` may come from the caller's Idempotency-Key. */
export async function orderForDip(db: Sql, actor: Actor, id: string, now: Date, orderId: string) {
  await db.transaction(async (tx) => {
    const { row, school } = await dipToDecide(tx, actor, id);
    const type = await findNetworkRequestType(tx);
    if (!type) throw noNetworkRequest();
    const asked = {
      requestTypeId: type.id,
      title: `Network slow at ${school.name}`,
      description: `Measured by the school’s probe: ${round(row.seenMbps)} Mbps where ${round(row.usualMbps)} Mbps is usual.`,
      siteId: row.siteId,
      answers: {},
      impact: 'building' as const,
      attachmentIds: [],
    };
    const made = await submitOrder(tx, actor, asked, now, orderId);
    await setDip(tx, id, { state: 'ordered', workOrderId: made.order.id, decidedById: actor.id, decidedAt: now });
  });
  return presentDip(actor, (await findDip(db, id))!);
}

/** Says why a dip needs no order. */
export async function dismissDip(db: Sql, actor: Actor, id: string, reason: string, now: Date) {
  await db.transaction(async (tx) => {
    await dipToDecide(tx, actor, id);
    await setDip(tx, id, { state: 'dismissed', reason, decidedById: actor.id, decidedAt: now });
  });
  return presentDip(actor, (await findDip(db, id))!);
}

/** The dip with what the actor may do. */
export const presentDip = (actor: Actor, row: DipRow, areaId: string | null = null) => ({
  ...row,
  allowedMoves:
    row.state === 'proposed' && (keepsNetwork(actor) || keepsSchool(actor, { siteId: row.site.id, areaId }))
      ? (['order', 'dismiss'] as const).slice()
      : [],
});

/** Dips of the whole district, those that wait first. */
export async function readDips(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { items: (await listDips(on)).map((row) => presentDip(actor, row)) };
}
