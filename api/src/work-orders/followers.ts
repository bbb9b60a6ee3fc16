import type { Sql } from '@steward/db';
import type { DoneBy } from '#kernel/actor.ts';
import type { OrderRow } from './queries.ts';

/** What happened to an order that something follows: how it is now, who did it, and the order that goes on with it where one was opened. */
export type Followed = { order: OrderRow['order']; by: DoneBy; now: Date; goesOnWith?: OrderRow['order'] };
type Follower = (tx: Sql, followed: Followed) => Promise<void>;

let follower: Follower | undefined;

/** Says once for this process what follows orders: capabilities further up, which this one does not know. It works in the transaction of the change. */
export function followOrders(by: Follower): void {
  follower = by;
}

/** Tells what follows this order. A process that forgot to say what does must not let the two differ. */
export async function tellFollower(tx: Sql, followed: Followed): Promise<void> {
  if (!follower) throw new Error('This order is followed, and nothing here follows orders.');
  await follower(tx, followed);
}
