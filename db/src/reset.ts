import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { removePostgres } from './embedded.ts';

// pnpm db:reset: back to nothing; the next start makes the demonstration anew. Only what start itself keeps: a server of one's own is not touched.
const { DATABASE_URL, DATA_DIR, FILES_DIR } = process.env;
if (DATABASE_URL) {
  console.error('DATABASE_URL is set: this removes only the database that start keeps itself. Unset it, or empty your own database yourself.');
  process.exit(1);
}
const root = join(import.meta.dirname, '../..');
const dataDir = resolve(root, DATA_DIR || '.data');
await removePostgres(join(dataDir, 'postgres'));
await rm(FILES_DIR ? resolve(root, FILES_DIR) : join(dataDir, 'files'), { recursive: true, force: true });
console.log(`The database and its files in ${dataDir} are removed.`);
