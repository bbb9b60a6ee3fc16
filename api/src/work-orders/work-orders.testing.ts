import type { Sql } from '@steward/db';
import { workOrders } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { NOW } from '../app.testing.ts';
import { answersFor, type District } from '../district.testing.ts';
import { findOrderById, setOrder } from './queries.ts';
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
  const id = await submitOrder(
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
  if (set) {
    await setOrder(db, id, set, at);
    await db.update(workOrders).set({ version: 1 }).where(eq(workOrders.id, id));
  }
  return (await findOrderById(db, id))!.order;
}
