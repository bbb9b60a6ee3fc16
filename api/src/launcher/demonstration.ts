import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import type { Config } from '#platform/config.ts';
import { isDemonstration } from '../people/index.ts';

/** Can anybody sign in with the demonstration's password? Its accounts are written last: where they are, the whole demonstration is. */
export async function hasDemonstrationAccounts(db: Sql): Promise<boolean> {
  const accounts = sql`select 1 from people join accounts on accounts.person_id = people.id where people.is_demonstration`;
  const rows = await db.execute<{ found: boolean }>(sql`select exists (${accounts}) as found`);
  return rows[0]?.found ?? false;
}

/** Production never runs beside people who are made up, and accounts whose password is in the README. */
export async function refuseDemonstrationInProduction(db: Sql, config: Pick<Config, 'isProduction'>): Promise<void> {
  if (config.isProduction && (await isDemonstration(db))) throw new Error(REFUSAL);
}

const REFUSAL =
  'NODE_ENV=production, but this database holds the demonstration accounts, whose password is public. Give production a database of its own (DATABASE_URL).';
