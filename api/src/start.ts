import type { ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Sql } from '@steward/db';
import { freePort, startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import { buildPortal } from './launcher/build-portal.ts';
import { createChildProcesses, stopOne } from './launcher/child-processes.ts';
import { hasDemonstrationAccounts, refuseDemonstrationInProduction } from './launcher/demonstration.ts';
import { assertPortIsFree } from './launcher/port.ts';
import { say, sayOf, secondsSince, step } from './launcher/progress.ts';
import { environmentFor, readSettings, root, type Settings } from './launcher/settings.ts';

// pnpm start: the whole product on this machine, from nothing to an address to open, and down again without a trace.

const SERVES_WITHIN_MS = 60_000;

const isDev = process.argv.includes('--dev');
const children = createChildProcesses();
let stopDatabase = async () => {};
let stopping: Promise<void> | undefined;

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
process.on('SIGHUP', () => void stop(0));

try {
  await start();
} catch (error) {
  if (!stopping) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}

async function start(): Promise<void> {
  const began = performance.now();
  const settings = readSettings(process.env);
  await assertPortIsFree(settings.host, settings.port);
  say(`Steward starts. ${settings.databaseUrl ? 'Database: DATABASE_URL.' : `Data: ${settings.dataDir}`}`);

  let databaseUrl = '';
  await step('database', async () => {
    databaseUrl = settings.databaseUrl ?? (await startEmbedded(settings));
    return settings.databaseUrl ? 'the one in DATABASE_URL' : 'PostgreSQL 18';
  });
  const env = await environmentFor(settings, databaseUrl);
  const portal = isDev ? Promise.resolve() : step('portal', build);
  await Promise.all([portal, prepare(settings, env)]);
  await step('processes', () => serve(settings, env));

  const signIns = await describeSignIns(databaseUrl);
  say(`\nSteward serves at ${settings.publicUrl} after ${secondsSince(began)}. API: ${settings.publicUrl}/api/docs. Ctrl-C stops it.${signIns}`);
}

async function startEmbedded({ dataDir }: Settings): Promise<string> {
  const database = await startPostgres({ dataDir: join(dataDir, 'postgres') });
  stopDatabase = database.stop;
  return database.url;
}

async function build(): Promise<string> {
  const { isBuilt } = await buildPortal((program) => {
    sayOf('portal', 'being built');
    return children.finish(program, () => {});
  });
  return isBuilt ? 'built' : 'nothing changed since its last build';
}

/** The tables as this version wants them, then the demonstration's district. Both lock, so that many may start at once; production gets no demonstration. */
async function prepare({ databaseUrl, isProduction }: Settings, env: Record<string, string>): Promise<void> {
  const url = env['DATABASE_URL']!;
  await step('tables', async () => {
    const applied = await migrate(url).catch((error: unknown) => {
      throw databaseUrl ? doesNotAnswer(databaseUrl, error) : error;
    });
    return applied.length > 0 ? `brought up to date by ${applied.length} migrations` : 'up to date';
  });
  await asking(url, (db) => refuseDemonstrationInProduction(db, { isProduction }));
  if (await asking(url, hasDemonstrationAccounts)) return sayOf('data', 'the demonstration is there');
  const seed = join(root, 'api/src/seed.ts');
  await step('data', () => children.finish({ file: seed, env }, (line) => sayOf('data', line.trim())));
}

/** Why the server in DATABASE_URL could not be used, and what to do. */
function doesNotAnswer(url: string, error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !URL.canParse(url)) return error;
  const { hostname, port, pathname } = new URL(url);
  return new Error(
    `DATABASE_URL: ${hostname}:${port || '5432'}${pathname} cannot be used (${code}). Start that server and check name and password, or unset DATABASE_URL for the embedded one.`,
  );
}

async function asking<T>(url: string, question: (db: Sql) => Promise<T>): Promise<T> {
  const { db, close } = connect(url, { poolSize: 1 });
  try {
    return await question(db);
  } finally {
    await close();
  }
}

async function serve(settings: Settings, env: Record<string, string>): Promise<void> {
  const worker = children.serve({ file: join(root, 'api/src/worker.ts'), env });
  watchOver('worker', worker);
  if (isDev) await serveForDevelopment(settings, env);
  else watchOver('API and portal', children.serve({ file: join(root, 'api/src/serve.ts'), env }));
  await untilItAnswers(settings);
}

/** Vite at the public port, the API behind it on another one and anew after each change of its code. */
async function serveForDevelopment({ host, port }: Settings, env: Record<string, string>): Promise<void> {
  const apiPort = String(await freePort());
  const serveApi = () => children.serve({ file: join(root, 'api/src/main.ts'), env: { ...env, HOST: '127.0.0.1', PORT: apiPort } });
  let api = serveApi();
  let change: NodeJS.Timeout | undefined;
  const restart = async () => {
    if (stopping) return;
    sayOf('API', 'changed: starts anew');
    await stopOne(api);
    api = serveApi();
  };
  for (const directory of ['api/src', 'db/src']) {
    watch(join(root, directory), { recursive: true }, () => {
      clearTimeout(change);
      change = setTimeout(() => void restart(), 200);
    });
  }
  const vite = { file: join(root, 'api/src/launcher/dev-portal.ts'), cwd: join(root, 'web') };
  const portal = children.serve({ ...vite, env: { ...env, HOST: host, PORT: String(port), API_URL: `http://127.0.0.1:${apiPort}` } });
  watchOver('portal', portal);
}

/** None of them ends by itself: when one does, the rest is not left standing half. */
function watchOver(name: string, child: ChildProcess): void {
  child.once('exit', (code, signal) => {
    if (stopping) return;
    const how = signal
      ? `was ended by ${signal}. Stopping; start again.`
      : `ended (exit code ${code}). Stopping; start again when its message above is dealt with.`;
    console.error(`\nThe process for ${name} ${how}`);
    void stop(1);
  });
}

async function untilItAnswers({ host, port }: Settings): Promise<void> {
  const base = `http://${['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host}:${port}`;
  const deadline = Date.now() + SERVES_WITHIN_MS;
  const answers = async (path: string) => (await fetch(base + path).catch(() => undefined))?.ok ?? false;
  while (!((await answers('/api/health/ready')) && (await answers('/sign-in')))) {
    if (stopping) return stopping;
    if (Date.now() > deadline) throw new Error(`Nothing answers at ${base} after ${SERVES_WITHIN_MS / 1000} s.`);
    await pause(100);
  }
}

/** The demonstration's people, where there are any. */
async function describeSignIns(databaseUrl: string): Promise<string> {
  if (!(await asking(databaseUrl, hasDemonstrationAccounts))) return '';
  const { DEMO_SIGN_INS } = await import('@steward/db/seed');
  const lines = DEMO_SIGN_INS.map(({ email, jobTitle }) => `  ${email.padEnd(26)} ${jobTitle}`);
  return ['', 'Demonstration: not real figures. Sign in with the password steward-demo as', ...lines].join('\n');
}

/** Everything down, in order, once: those who use the database first. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    const began = performance.now();
    await children.stop();
    await stopDatabase().catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
    if (code === 0) say(`\nSteward has stopped, ${secondsSince(began)}.`);
    process.exit(code);
  })();
  return stopping;
}
