import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { doneByStanding, lockedOrder } from '../locked-order.ts';
import { standingsOf } from '../present.ts';
import { notYoursToDo, tooManyTags } from '../problems.ts';
import { insertEvent, type OrderRow } from '../queries.ts';
import { mayDispatch } from '../rules/access.ts';
import { changeTags, normalisedTag, TAGS_AT_MOST } from '../rules/tags.ts';
import { asAsked, stamps } from '#kernel/when.ts';
import { insertTags, listTags, removeTags } from './tag-queries.ts';

type Input = { add: readonly string[]; remove: readonly string[] };

/** Hangs words on an order and takes them off. Tags never conflict, so it needs no version. */
export const tagOrder = (db: Sql, actor: Actor, idOrNumber: string, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    await writeTags(tx, actor, row, input, now);
    return row.order.id;
  });

/** The change of tags itself, on an order whose row is locked. Nothing is written where nothing changes. */
export async function writeTags(tx: Sql, actor: Actor, row: OrderRow, input: Input, now: Date) {
  if (!mayDispatch(standingsOf(row, actor))) throw notYoursToDo('Tags are for the desk to set.');
  const { added, removed, after } = changeTags(row.tags, input);
  if (after.length > TAGS_AT_MOST) throw tooManyTags(TAGS_AT_MOST);
  if (added.length === 0 && removed.length === 0) return;
  const { id } = row.order;
  if (removed.length) await removeTags(tx, id, removed);
  if (added.length) await insertTags(tx, id, added, actor.id, now);
  const by = doneByStanding(actor, row, mayDispatch);
  const data = { added, removed, ...(by.bulkId === undefined ? {} : { bulkId: by.bulkId }) };
  await insertEvent(tx, { workOrderId: id, kind: 'tagged', ...by, isInternal: true, data, ...stamps(asAsked(now)) });
  row.tags = after;
}

const SUGGESTED = 20;
/** Tags to choose from, as one types. */
export const readTags = async (on: Sql, actor: Actor, q: string | undefined) => ({
  items: await listTags(on, actor, { q: normalisedTag(q ?? ''), limit: SUGGESTED }),
});
