import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { removePostgres } from './embedded.ts';

// pnpm db:reset: an empty start. Without DATABASE_URL it removes the database that `pnpm start` keeps in .data; uploaded files stay.
// With one it empties that database, which needs --yes, for it may be anybody's. The next start migrates and seeds anew.

const root = join(import.meta.dirname, '../..');

/** Drops what Steward made in the database at `url`: its tables and the job queue. Other schemas stay. */
export async function emptyDatabaseAt(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      for (const statement of DROP_OUR_SCHEMAS) await tx.unsafe(statement);
    });
  } finally {
    await sql.end();
  }
}

export const DROP_OUR_SCHEMAS = ['drop schema if exists jobs cascade', 'drop schema if exists public cascade', 'create schema public'];

/** Where it is, without the password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${pathname.slice(1)} on ${host}`;
}

if (import.meta.main) {
  const url = process.env['DATABASE_URL'];
  const dataDir = resolve(root, process.env['DATA_DIR'] || '.data');
  if (!url) {
    await removePostgres(join(dataDir, 'postgres'));
    console.log(`Removed the database in ${dataDir}. The next start makes a new one.`);
  } else if (!process.argv.includes('--yes')) {
    console.error(`This drops every table of ${placeOf(url)}. If that is meant: pnpm db:reset --yes`);
    process.exitCode = 1;
  } else {
    await emptyDatabaseAt(url);
    console.log(`Emptied ${placeOf(url)}. The next start migrates and seeds it.`);
  }
}
