import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, removePostgres, startPostgres } from '@steward/db/embedded';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from './settings.ts';

type Start = { child: ChildProcess; said: () => string; exit: Promise<number | null> };

const TO_SERVE_MS = 150_000;
const READY = 'Steward serves at';
const SECRET = 'only-for-this-test-only-for-this-test';

let directory: string;
let port: number;
const started: Start[] = [];

/** As pnpm runs it, in a process group of its own. */
function start(env: Record<string, string> = {}): Start {
  const { DATABASE_URL: _, PUBLIC_URL: __, SESSION_SECRET: ___, NODE_ENV: ____, FILES_DIR: _____, ...inherited } = process.env;
  const own = { PORT: String(port), DATA_DIR: join(directory, 'data'), DEMO_ORDERS: '50', LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, ['api/src/start.ts'], {
    cwd: root,
    env: { ...inherited, ...own, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const one = { child, said: () => said, exit: once(child, 'close').then(([code]) => code as number | null) };
  started.push(one);
  return one;
}

async function startAndServe(): Promise<Start> {
  const one = start();
  while (!one.said().includes(READY)) {
    if (one.child.exitCode !== null) throw new Error(one.said());
    await pause(50);
  }
  return one;
}

/** Whether any process of the launcher's group is left. */
function isAnyLeft({ child }: Start): boolean {
  try {
    process.kill(-child.pid!, 0);
    return true;
  } catch {
    return false;
  }
}

const dataIn = (...path: string[]) => join(directory, 'data', ...path);
const isDatabaseUp = () => existsSync(dataIn('postgres/postmaster.pid'));

async function counts() {
  const database = await startPostgres({ dataDir: dataIn('postgres') });
  const sql = postgres(database.url, { max: 1 });
  const [row] = await sql<{ people: string; orders: string }[]>`
    select (select count(*) from people) as people, (select count(*) from work_orders) as orders`;
  await sql.end();
  await database.stop();
  return row!;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'steward-test-'));
  await chmod(directory, 0o755);
  await writeFile(join(directory, 'owner.pid'), String(process.pid));
  port = await freePort();
});

afterEach(() => {
  for (const one of started) if (isAnyLeft(one)) process.kill(-one.child.pid!, 'SIGKILL');
});

afterAll(async () => {
  await removePostgres(dataIn('postgres'));
  await rm(directory, { recursive: true, force: true });
});

describe('a start that cannot be', () => {
  it('names the busy port and says what to do, and touches nothing', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const one = start();
    expect(await one.exit).toBe(1);
    expect(one.said()).toContain(`Port ${port} is busy`);
    expect(one.said()).toContain('PORT=3900 npx -y pnpm@12 start');
    expect(existsSync(dataIn())).toBe(false);
    other.close();
  });

  it('refuses production without a session secret before anything starts', async () => {
    const one = start({ NODE_ENV: 'production' });
    expect(await one.exit).toBe(1);
    expect(one.said()).toContain('SESSION_SECRET');
    expect(existsSync(dataIn())).toBe(false);
  });
});

describe('a start', () => {
  let first: { people: string; orders: string };

  it(
    'serves the demonstration from nothing, and leaves no process when told to stop',
    async () => {
      const one = await startAndServe();
      expect((await fetch(`http://localhost:${port}/sign-in`)).status).toBe(200);
      expect((await fetch(`http://localhost:${port}/api/health/ready`)).status).toBe(200);
      expect(one.said()).toContain('teacher@demo.example');
      first = await counts();
      expect(Number(first.people)).toBeGreaterThan(11);

      const asked = performance.now();
      one.child.kill('SIGTERM');
      expect(await one.exit).toBe(0);
      expect(performance.now() - asked).toBeLessThan(5_000);
      expect(isAnyLeft(one)).toBe(false);
      expect(isDatabaseUp()).toBe(false);
    },
    TO_SERVE_MS,
  );

  it(
    'recovers from being killed hard, keeps the data and the secret, seeds nothing twice',
    async () => {
      const secret = await readFile(dataIn('session-secret'), 'utf8');
      const killed = await startAndServe();
      killed.child.kill('SIGKILL');
      await killed.exit;
      expect(isDatabaseUp()).toBe(true);
      process.kill(Number((await readFile(dataIn('postgres/postmaster.pid'), 'utf8')).split('\n', 1)[0]), 'SIGKILL');

      const one = await startAndServe();
      expect(await counts()).toEqual(first);
      expect(await readFile(dataIn('session-secret'), 'utf8')).toBe(secret);
      // Ctrl-C in a terminal reaches every process of the group at once.
      process.kill(-one.child.pid!, 'SIGINT');
      expect(await one.exit).toBe(0);
      expect(isAnyLeft(one) || isDatabaseUp()).toBe(false);
      expect(isAnyLeft(killed)).toBe(false);
    },
    TO_SERVE_MS,
  );

  it('refuses production on the demonstration database', async () => {
    const one = start({ NODE_ENV: 'production', SESSION_SECRET: SECRET });
    expect(await one.exit).toBe(1);
    expect(one.said()).toContain('demonstration accounts');
    expect(isDatabaseUp()).toBe(false);
  }, 60_000);
});
