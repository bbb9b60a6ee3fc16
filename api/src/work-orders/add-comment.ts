import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import type { CommentRequest } from './contract.ts';
import { doneByStanding, lockedOrder } from './locked-order.ts';
import { presentComment, standingsOf } from './present.ts';
import { notYoursToDo, unknownAttachment } from './problems.ts';
import { adoptUploads, findComment, insertComment, insertEvent, type OrderRow } from './queries.ts';
import { mayComment, mayWork } from './rules/access.ts';
import { asAsked, stamps, type When } from '#kernel/when.ts';
import { setResponded } from './sla/queries.ts';

type Comment = z.infer<typeof CommentRequest>;

/** Adds a comment, with files if there are any. Adding never conflicts, so it needs no version. `id` may come from the caller's Idempotency-Key: what a killed process wrote under it is answered, not written again. */
export const addComment = (db: Sql, actor: Actor, idOrNumber: string, input: Comment, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    const made = await findComment(tx, id);
    if (made) return presentComment(made);
    const standings = standingsOf(row, actor);
    if (!mayComment(standings)) throw notYoursToDo('You may read this order, but not write on it.');
    if (input.isInternal && !mayWork(standings)) throw notYoursToDo('Only those who work on the order write notes for the crew.');
    return writeComment(tx, actor, row, input, asAsked(now), id);
  });

/** The comment itself, on an order whose row is locked. */
export async function writeComment(
  tx: Sql,
  actor: Actor,
  row: OrderRow,
  { body, isInternal, attachmentIds }: Comment,
  when: When,
  id: string = uuidv7(),
) {
  const comment = { id, workOrderId: row.order.id, authorId: actor.id, body, isInternal, createdAt: when.at };
  await insertComment(tx, comment);
  const adopted = await adoptUploads(tx, actor.id, attachmentIds, row.order.id, isInternal);
  if (adopted.length !== new Set(attachmentIds).size) throw unknownAttachment();
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind: 'commented',
    ...doneByStanding(actor, row, (have) => mayComment(have) && (!isInternal || mayWork(have))),
    isInternal,
    ...stamps(when),
    data: { commentId: comment.id, ...(adopted.length ? { files: adopted.map((f) => f.fileName) } : {}) },
  });
  // The first word from who works on it answers the request.
  if (!isInternal && row.order.respondedAt === null && mayWork(standingsOf(row, actor))) await setResponded(tx, row.order.id, when.at);
  return presentComment({ comment, author: { id: actor.id, name: actor.name } });
}
