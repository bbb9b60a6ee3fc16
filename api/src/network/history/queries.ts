import type { Sql } from '@steward/db';
import { networkEvents, people } from '@steward/db/schema';
import { desc, eq, sql } from 'drizzle-orm';

export const insertNetworkEvent = (on: Sql, event: typeof networkEvents.$inferInsert) => on.insert(networkEvents).values(event);

const EVENTS_SHOWN = 100;
/** What was said of it, the newest first. */
export const listNetworkEvents = (on: Sql, subjectId: string) =>
  on
    .select({
      id: networkEvents.id,
      subject: sql<'provider' | 'contract' | 'milestone' | 'target' | 'capacity' | 'staff'>`${networkEvents.subject}`,
      kind: sql<'added' | 'changed'>`${networkEvents.kind}`,
      actor: { id: people.id, name: people.name },
      occurredAt: networkEvents.occurredAt,
      data: networkEvents.data,
    })
    .from(networkEvents)
    .innerJoin(people, eq(people.id, networkEvents.actorId))
    .where(eq(networkEvents.subjectId, subjectId))
    .orderBy(desc(networkEvents.occurredAt), desc(networkEvents.id))
    .limit(EVENTS_SHOWN);
