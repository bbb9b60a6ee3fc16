import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '#platform/config.ts';

export const root = join(import.meta.dirname, '../../..');

type Environment = Record<string, string | undefined>;
export type Settings = ReturnType<typeof readSettings>;

/** What `start` needs to know before it does anything; throws what is wrong with the environment, one line each. */
export function readSettings(env: Environment) {
  const config = readConfig({ ...env, DATABASE_URL: env['DATABASE_URL'] || 'postgres://embedded' });
  const dataDir = resolve(root, env['DATA_DIR'] || '.data');
  return {
    host: config.host,
    port: config.port,
    publicUrl: config.publicUrl,
    isProduction: config.isProduction,
    dataDir,
    filesDir: env['FILES_DIR'] ? resolve(root, env['FILES_DIR']) : join(dataDir, 'files'),
    databaseUrl: env['DATABASE_URL'] || undefined,
    sessionSecret: env['SESSION_SECRET'] || undefined,
    /** On a screen only what needs attention; who wants each request sets LOG_LEVEL=info. */
    logLevel: env['LOG_LEVEL'] || 'warn',
  };
}

/** The environment of the processes that serve. */
export async function environmentFor(settings: Settings, databaseUrl: string): Promise<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: settings.sessionSecret ?? (await keptSecret(settings.dataDir)),
    FILES_DIR: settings.filesDir,
    HOST: settings.host,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    LOG_LEVEL: settings.logLevel,
  };
}

/** One secret per data directory, so that sessions outlive a restart; only its owner may read it. */
async function keptSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'session-secret');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.length >= 32) return kept;
  await mkdir(dataDir, { recursive: true });
  const made = randomBytes(32).toString('base64url');
  await writeFile(file, made, { mode: 0o600, flag: kept ? 'w' : 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}
