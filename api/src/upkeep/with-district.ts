import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { connect, refuseNoAddress, type Sql } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { createFiles, type Files, type FilesSettings, readFilesSettings } from '#platform/files/index.ts';

const root = join(import.meta.dirname, '../../..');

export type District = { databaseUrl: string; db: Sql; files: Files; filesSettings: FilesSettings; dataDir: string; version: string };

/** Lets an operator's command work on what the processes serve: the database and the files that the environment names, or those of `pnpm start`. */
export async function withDistrict(work: (district: District) => Promise<void>): Promise<void> {
  const { env } = process;
  const dataDir = resolve(root, env['DATA_DIR'] || '.data');
  const filesSettings = readFilesSettings({ ...env, FILES_DIR: env['FILES_DIR'] ? resolve(root, env['FILES_DIR']) : join(dataDir, 'files') });
  const files = await createFiles(filesSettings);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const given = env['DATABASE_URL'];
  if (given) refuseNoAddress(given);
  const database = given ? { url: given, stop: async () => {} } : await startPostgres({ dataDir: join(dataDir, 'postgres') });
  try {
    const { db, close } = connect(database.url, { poolSize: 4, role: 'none' });
    try {
      await work({ databaseUrl: database.url, db, files, filesSettings, dataDir, version });
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
}
