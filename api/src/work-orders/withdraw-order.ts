import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { asAsked } from '#kernel/when.ts';
import { lockOrder } from './queries.ts';
import { moveOrder } from './transition-order.ts';

/** While an order stands so, nobody has begun with it. */
const NOT_BEGUN = ['awaiting_approval', 'submitted', 'triaged', 'assigned'];

/** Cancels what this person asked for by mistake, saying why. What others asked for, or somebody has begun with, stays as it is. */
export async function withdrawOrder(tx: Sql, actor: Actor, orderId: string, note: string, now: Date): Promise<void> {
  const row = await lockOrder(tx, actor, orderId);
  if (row?.order.requesterId !== actor.id || !NOT_BEGUN.includes(row.order.status)) return;
  await moveOrder(tx, actor, row, { to: 'cancelled', note }, asAsked(now));
}
