import type { Sql } from '@steward/db';
import { keyDigest } from './account-digest.ts';
import { listUnkeyed, setDigests } from './roster/queries.ts';

const BATCH = 5_000;

/** Keys what stands for accounts and has no key yet: from a version before, or let in by one. What is keyed stays. */
export async function keyDigests(db: Sql, secret: string): Promise<void> {
  for (;;) {
    const rows = await listUnkeyed(db, BATCH);
    if (rows.length > 0)
      await setDigests(
        db,
        rows.map(({ id, digest }) => ({ id, was: digest!, digest: keyDigest(digest!, secret) })),
      );
    if (rows.length < BATCH) return;
  }
}
