import type { Sql } from '@steward/db';
import type { Compartment } from '#kernel/actor.ts';
import { findActors } from '../people/index.ts';
import { type findOrderById, mayReadInternal, standingsOn } from '../work-orders/index.ts';
import type { Sees } from './rules/news.ts';

type OrderRow = NonNullable<Awaited<ReturnType<typeof findOrderById>>>;

/** What each of these people may know of the order at this moment, by the same rules that guard every read of it. */
export async function sightOf(on: Sql, { order }: Pick<OrderRow, 'order'>, ids: readonly string[], now: Date): Promise<(id: string) => Sees> {
  const subject = { ...order, compartment: order.compartment as Compartment | null };
  const seen = new Map<string, Sees>();
  for (const actor of await findActors(on, ids, now)) {
    const standings = standingsOn(subject, actor);
    seen.set(actor.id, standings.size === 0 ? 'nothing' : mayReadInternal(standings) ? 'all' : 'public');
  }
  return (id) => seen.get(id) ?? 'nothing';
}
