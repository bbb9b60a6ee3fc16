import type { Sql } from '@steward/db';
import { ledgerEntries } from '@steward/db/schema';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

export type NewEntry = Omit<typeof ledgerEntries.$inferInsert, 'id' | 'data'> & { id?: string; data?: Record<string, unknown> };

/** Enters money, one entry after the other: each moves the totals of its lines, and is refused where it would break what they keep to. */
export async function insertEntries(on: Sql, entries: readonly NewEntry[]): Promise<void> {
  for (const entry of entries) await on.insert(ledgerEntries).values({ ...entry, id: entry.id ?? uuidv7() });
}

/** Was this entered before, by a request whose answer was lost? */
export const isEntered = async (on: Sql, id: string): Promise<boolean> =>
  (await on.select({ id: ledgerEntries.id }).from(ledgerEntries).where(eq(ledgerEntries.id, id))).length > 0;
