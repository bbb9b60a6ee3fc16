import type { Sql } from '@steward/db';
import { refusedByDatabase } from './problems.ts';

/** What the database itself refuses is told in plain words, and nothing of how it is written gets out. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusedByDatabase(constraintOf(error)) ?? error;
  }
}

/** One transaction, refused in plain words. */
export const inOneGo = <T>(db: Sql, work: (tx: Sql) => Promise<T>): Promise<T> => refusing(() => db.transaction(work));

function constraintOf(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause as { constraint_name?: string } | undefined)?.constraint_name;
}
