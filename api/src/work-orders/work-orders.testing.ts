import type { Sql } from '@steward/db';
import { workOrders } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { NOW } from '../app.testing.ts';
import { answersFor, type District } from '../district.testing.ts';
import { findOrderById } from './queries.ts';
import { submitOrder } from './submit-order.ts';

type Given = {
  requester: Actor;
  type?: District['types']['plumbing'];
  siteId?: string;
  roomId?: string;
  title?: string;
  at?: Date;
  /** Columns set past the rules, for a starting point that would take many moves. */
  set?: Partial<typeof workOrders.$inferInsert>;
};

/** An order asked for through the use case, then put where the test needs it. */
export async function aWorkOrder(
  db: Sql,
  district: District,
  { requester, type = district.types.plumbing, siteId, roomId, title, at = NOW, set }: Given,
) {
  const { order } = await submitOrder(
    db,
    requester,
    {
      requestTypeId: type.id,
      title: title ?? 'Faucet drips',
      description: 'It drips all day.',
      answers: answersFor(type),
      siteId: siteId ?? district.school.id,
      ...(roomId ? { roomId } : {}),
      attachmentIds: [],
    },
    at,
  );
  if (set)
    await db
      .update(workOrders)
      .set({ ...set, updatedAt: at })
      .where(eq(workOrders.id, order.id));
  return (await findOrderById(db, order.id))!.order;
}
