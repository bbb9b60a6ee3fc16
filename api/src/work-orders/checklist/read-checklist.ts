import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { readForCrew } from '../read-orders.ts';
import { presentChecklist } from './present.ts';
import { listItemsOf } from './queries.ts';

/** The checklist, for those who work on the order or watch over it. */
export async function readChecklist(on: Sql, actor: Actor, idOrNumber: string) {
  const row = await readForCrew(on, actor, idOrNumber);
  return presentChecklist(row, await listItemsOf(on, [row.order.id]), actor);
}
