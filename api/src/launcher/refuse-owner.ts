import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';

/** Behind a pooler the processes work as their login, so that must not be the owner, whom no guard of the tables holds. */
export async function refuseOwner(db: Sql): Promise<void> {
  const [row] = await db.execute<{ may: boolean }>(sql`select has_table_privilege('work_order_events', 'truncate') as may`);
  if (row?.may) throw new Error('DATABASE_URL: behind a pooler (DATABASE_POOLER) sign in as steward_api, not as the owner of the tables.');
}
