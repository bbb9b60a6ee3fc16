import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, doneBy } from '#kernel/actor.ts';
import type { FollowUpRequest, RatingRequest } from './contract.ts';
import { tellFollower } from './followers.ts';
import { lockedOrder, writeChange } from './locked-order.ts';
import { standingsOf } from './present.ts';
import { followUpNotNeeded, notRateable, notYoursToDo, ratingStandsNow } from './problems.ts';
import { findOrder, insertEvent } from './queries.ts';
import { mayRate, ratingStands } from './rules/access.ts';
import { mayReopen, type Status } from './rules/lifecycle.ts';
import { asAsked } from '#kernel/when.ts';
import { submitOrder } from './submit-order.ts';

/** The requester says how well it went, 1 to 5. Another rating replaces the first for a day, and both stay in the history; the same again changes nothing. */
export const rateOrder = (db: Sql, actor: Actor, idOrNumber: string, input: z.infer<typeof RatingRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    const standings = standingsOf(row, actor);
    if (!standings.has('requester')) throw notYoursToDo('The person who asked rates the work.');
    const { order } = row;
    if (ratingStands(order.ratedAt, now)) throw ratingStandsNow();
    if (!mayRate(standings, { status: order.status as Status, ratedAt: order.ratedAt }, now)) throw notRateable();
    if (order.rating === input.rating && order.ratingComment === (input.comment ?? null)) return order.id;
    await writeChange(
      tx,
      row,
      {
        kind: 'rated',
        by: doneBy(actor),
        set: { rating: input.rating, ratingComment: input.comment ?? null, ratedAt: order.ratedAt ?? now },
        data: { rating: input.rating, comment: input.comment },
      },
      asAsked(now),
    );
    return order.id;
  });

/** "Not fixed" after the reopening window: a new order of the same kind and place, linked to the old one. Answers the new order's id, which may come from the caller's Idempotency-Key. */
export const followUpOrder = (
  db: Sql,
  actor: Actor,
  idOrNumber: string,
  input: z.infer<typeof FollowUpRequest>,
  now: Date,
  newId: string = uuidv7(),
) =>
  db.transaction(async (tx) => {
    if (await findOrder(tx, actor, newId)) return newId;
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    const { order } = row;
    if (!standingsOf(row, actor).has('requester')) throw notYoursToDo('The person who asked opens a follow-up.');
    if (!['completed', 'closed'].includes(order.status) || (order.completedAt !== null && mayReopen(order.completedAt, now)))
      throw followUpNotNeeded();
    const made = await submitOrder(
      tx,
      actor,
      {
        requestTypeId: order.requestTypeId,
        title: order.title,
        description: input.note,
        answers: order.answers,
        siteId: order.siteId,
        attachmentIds: [],
        followsId: order.id,
        ...(order.buildingId ? { buildingId: order.buildingId } : {}),
        ...(order.roomId ? { roomId: order.roomId } : {}),
        ...(order.placeNote ? { placeNote: order.placeNote } : {}),
        ...(order.requesterId === actor.id ? {} : { requesterId: order.requesterId }),
      },
      now,
      newId,
    );
    await insertEvent(tx, { workOrderId: order.id, kind: 'followed_up', ...doneBy(actor), data: { note: input.note }, occurredAt: now });
    if (order.isFollowed) await tellFollower(tx, { order, by: doneBy(actor), now, goesOnWith: made.order });
    return made.order.id;
  });
