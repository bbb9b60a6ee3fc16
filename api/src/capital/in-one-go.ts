import type { Sql } from '@steward/db';
import { refusedByDatabase } from './problems.ts';

/** One transaction; what the database itself refuses is told in plain words, and nothing of how it is written gets out. */
export async function inOneGo<T>(db: Sql, work: (tx: Sql) => Promise<T>): Promise<T> {
  try {
    return await db.transaction(work);
  } catch (error) {
    throw refusedByDatabase(constraintOf(error)) ?? error;
  }
}

function constraintOf(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause as { constraint_name?: string } | undefined)?.constraint_name;
}
