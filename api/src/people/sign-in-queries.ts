import type { Sql } from '@steward/db';
import { signInTries } from '@steward/db/schema';
import { lt, sql } from 'drizzle-orm';

type Counted = { key: string; seconds: number };

/**
 * Counts one more try under each key, and answers how many there are now. One statement, so that tries at the same moment, in whichever process,
 * count as many; in the order of the keys, so that two of them never wait for each other.
 */
export const countTries = (on: Sql, counted: readonly Counted[], now: Date): Promise<{ key: string; tries: number; until: Date }[]> =>
  on
    .insert(signInTries)
    .values(
      counted
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
        .map(({ key, seconds }) => ({ key, tries: 1, until: new Date(now.getTime() + seconds * 1000) })),
    )
    .onConflictDoUpdate({
      target: signInTries.key,
      set: {
        tries: sql`case when ${signInTries.until} <= ${now.toISOString()}::timestamptz then 1 else ${signInTries.tries} + 1 end`,
        until: sql`case when ${signInTries.until} <= ${now.toISOString()}::timestamptz then excluded.until else ${signInTries.until} end`,
      },
    })
    .returning();

/** Takes one try back under each key: it was no guess. */
export const forgiveTry = (on: Sql, keys: readonly string[]) =>
  on.execute(sql`
    with held as (select key from sign_in_tries where key in ${[...keys]} order by key for update)
    update sign_in_tries set tries = tries - 1 from held where sign_in_tries.key = held.key and tries > 0`);

export const deleteOldTries = (on: Sql, now: Date) => on.delete(signInTries).where(lt(signInTries.until, now));
