import type { Sql } from '@steward/db';
import { deviceAssignments } from '@steward/db/schema';
import { eq } from 'drizzle-orm';

/** The assignment that this event ended. */
export const findEnded = async (on: Sql, eventId: string) =>
  (await on.select().from(deviceAssignments).where(eq(deviceAssignments.closedByEventId, eventId)))[0];
