import type { Sql } from '@steward/db';
import { type Actor, holds } from '#kernel/actor.ts';
import { bulkNotFound } from '../problems.ts';
import { DESK_ROLES } from '../rules/access.ts';
import type { Outcome } from '../rules/bulk.ts';
import { presentBulk } from './present.ts';
import { countOutcomes, findBulk, listBulkOrders, listBulks } from './queries.ts';

const RECENT = 50;
const LISTED = 500;

/** One's own changes of many, the newest first. */
export async function readBulks(on: Sql, actor: Actor, now: Date) {
  const rows = await listBulks(on, actor.id, RECENT);
  const counted = await countOutcomes(
    on,
    actor,
    rows.map(({ bulk }) => bulk.id),
  );
  return {
    items: rows.map((row) =>
      presentBulk(
        row,
        counted.filter(({ id }) => id === row.bulk.id),
        actor.id,
        now,
      ),
    ),
  };
}

/** One of them with its orders: for who made it, and for desks that find it in an order's history. Of its orders each sees what they may. */
export async function readBulk(on: Sql, actor: Actor, id: string, now: Date) {
  const row = await findBulk(on, id);
  if (!row || (row.bulk.byId !== actor.id && !holds(actor, ...DESK_ROLES))) throw bulkNotFound();
  const [counted, orders] = await Promise.all([countOutcomes(on, actor, [id]), listBulkOrders(on, actor, id, LISTED)]);
  if (orders.length === 0 && row.bulk.byId !== actor.id) throw bulkNotFound();
  return {
    ...presentBulk(row, counted, actor.id, now),
    items: orders.map(({ row: of, order }) => ({ ...order, outcome: of.outcome as Outcome, code: of.code, why: of.why })),
  };
}
