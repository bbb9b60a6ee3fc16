import type { Sql } from '@steward/db';
import { sessions } from '@steward/db/schema';
import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';

/** The live sessions of a person, the one seen last first. */
export const listSessions = (on: Sql, personId: string, now: Date) =>
  on
    .select({
      id: sessions.id,
      token: sessions.token,
      ipAddress: sessions.ipAddress,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, personId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));

/** Undefined when the person has no such session. */
export const removeSession = async (on: Sql, personId: string, id: string) =>
  (
    await on
      .delete(sessions)
      .where(and(eq(sessions.userId, personId), eq(sessions.id, id)))
      .returning({ id: sessions.id })
  )[0];

/** One statement for however many sessions. */
export const setLastSeen = (on: Sql, tokens: readonly string[], at: Date) =>
  on
    .update(sessions)
    .set({ lastSeenAt: at })
    .where(sql`${sessions.token} in (select jsonb_array_elements_text(${JSON.stringify(tokens)}::jsonb))`);

export const removeExpiredSessions = (on: Sql, now: Date) => on.delete(sessions).where(lt(sessions.expiresAt, now));
