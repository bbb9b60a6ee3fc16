import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import type { CommentRequest } from './contract.ts';
import { lockedOrder } from './locked-order.ts';
import { standingsOf } from './present.ts';
import { notYoursToDo, unknownAttachment } from './problems.ts';
import { adoptUploads, insertComment, insertEvent } from './queries.ts';
import { mayComment, mayWork } from './rules/access.ts';

/** Adds a comment, with files if there are any. Adding never conflicts, so it needs no version. */
export const addComment = (db: Sql, actor: Actor, idOrNumber: string, input: z.infer<typeof CommentRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    const standings = standingsOf(row, actor);
    if (!mayComment(standings)) throw notYoursToDo('You may read this order, but not write on it.');
    if (input.isInternal && !mayWork(standings)) throw notYoursToDo('Only those who work on the order write notes for the crew.');
    const comment = { id: uuidv7(), workOrderId: row.order.id, authorId: actor.id, body: input.body, isInternal: input.isInternal, createdAt: now };
    await insertComment(tx, comment);
    const adopted = await adoptUploads(tx, actor.id, input.attachmentIds, row.order.id, input.isInternal);
    if (adopted.length !== new Set(input.attachmentIds).size) throw unknownAttachment();
    await insertEvent(tx, {
      workOrderId: row.order.id,
      kind: 'commented',
      actorId: actor.id,
      isInternal: input.isInternal,
      occurredAt: now,
      data: { commentId: comment.id, ...(adopted.length ? { files: adopted.map((f) => f.fileName) } : {}) },
    });
    return { id: comment.id, author: { id: actor.id, name: actor.name }, body: comment.body, isInternal: comment.isInternal, createdAt: now };
  });
