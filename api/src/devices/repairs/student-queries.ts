import type { Sql } from '@steward/db';
import { deviceAssignments } from '@steward/db/schema';
import { eq } from 'drizzle-orm';

/** Whose it was then; null where that was no student. */
export const studentOfAssignment = async (on: Sql, id: string): Promise<string | null> =>
  (await on.select({ studentId: deviceAssignments.studentId }).from(deviceAssignments).where(eq(deviceAssignments.id, id)))[0]?.studentId ?? null;
