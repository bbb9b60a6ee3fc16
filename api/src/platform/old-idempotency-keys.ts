import type { Sql } from '@steward/db';
import { idempotencyKeys } from '@steward/db/schema';
import { lt } from 'drizzle-orm';

const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Nobody retries a request after a week: keys and the answers stored with them go. */
export const removeOldIdempotencyKeys = (db: Sql, now: Date) =>
  db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, new Date(now.getTime() - KEPT_MS)));
