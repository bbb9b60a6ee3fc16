import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import type { Config } from '#platform/config.ts';

/** Are the demonstration's accounts in this database? Everybody knows their password. */
export async function hasDemonstrationAccounts(db: Sql): Promise<boolean> {
  const rows = await db.execute<{ found: boolean }>(sql`select exists (select 1 from people where is_demonstration) as found`);
  return rows[0]?.found ?? false;
}

/** Production never runs beside accounts whose password is in the README. */
export async function refuseDemonstrationInProduction(db: Sql, config: Pick<Config, 'isProduction'>): Promise<void> {
  if (config.isProduction && (await hasDemonstrationAccounts(db))) throw new Error(REFUSAL);
}

const REFUSAL =
  'NODE_ENV=production, but this database holds the demonstration accounts, whose password is public. Give production a database of its own (DATABASE_URL).';
