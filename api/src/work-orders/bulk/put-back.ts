import type { Sql } from '@steward/db';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { writeBack } from '../locked-order.ts';
import { insertEvent, lockOrderById } from '../queries.ts';
import { columnsBack } from '../rules/bulk.ts';
import { asAsked, stamps } from '#kernel/when.ts';
import { insertTags, removeTags } from '../views/tag-queries.ts';
import type { takeNext } from './queries.ts';

type Row = NonNullable<Awaited<ReturnType<typeof takeNext>>>;
const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();

/**
 * Puts one order back as it was before the change, as a further event. Where somebody changed it since, theirs stays. Who made a change may take
 * it back though it ended their own right to the order: nothing is there but what they left.
 */
export async function putBack(tx: Sql, actor: Actor, { workOrderId, before, after }: Row, now: Date) {
  const row = await lockOrderById(tx, workOrderId);
  if (!row || !before || !after || row.order.version !== after.version || !same(row.tags, after.tags)) return { outcome: 'kept' as const };
  const by = doneBy(actor);
  const set = columnsBack(before.set);
  const [added, removed] = [before.tags.filter((tag) => !row.tags.includes(tag)), row.tags.filter((tag) => !before.tags.includes(tag))];
  if (removed.length) await removeTags(tx, workOrderId, removed);
  if (added.length) await insertTags(tx, workOrderId, added, actor.id, now);
  const data = { bulkId: actor.bulkId, ...(added.length + removed.length > 0 ? { added, removed } : {}) };
  // What only tags were changed of keeps its version, as with every change of tags.
  if (Object.keys(set).length === 0) await insertEvent(tx, { workOrderId, kind: 'undone', ...by, isInternal: true, data, ...stamps(asAsked(now)) });
  else await writeBack(tx, row, { by, set, data }, asAsked(now));
  return { outcome: 'undone' as const };
}
