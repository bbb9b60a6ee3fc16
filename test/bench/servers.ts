import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '@steward/db/embedded';
import { compileCache } from '../../api/src/launcher/compile-cache.ts';
import type { Job, Tally } from './job.ts';

const root = join(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 30_000;
export const POOL = 10;
/** As the container starts it (api/Dockerfile): in so much room that it stays small. */
export const PRODUCT_FLAGS = ['--max-semi-space-size=4', '--max-old-space-size=128'];
export const SECRET = 'a-secret-for-measuring-only-a-secret-for-measuring-only';

export type Server = { name: 'product' | 'floor'; url: string; residentMb: () => number; stop: () => Promise<void> };

/** The API alone, as a container runs it: production, logging at its level into a file; or the floor. */
export async function startServer(name: Server['name'], databaseUrl: string, scratch: string, pool = POOL): Promise<Server> {
  const port = await freePort();
  const log = openSync(join(scratch, `${name}.log`), 'w');
  const child = fork(name === 'product' ? join(root, 'api/src/main.ts') : join(import.meta.dirname, 'floor.ts'), [], {
    stdio: ['ignore', log, log, 'ipc'],
    execArgv: [...PRODUCT_FLAGS, ...(process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [])],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: compileCache,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL: String(pool),
      PORT: String(port),
      SESSION_SECRET: SECRET,
      FILES_DIR: join(scratch, 'files'),
      REQUESTS_PER_MINUTE: '100000000',
    },
  });
  closeSync(log);
  const url = `http://127.0.0.1:${port}`;
  await answers(child, `${url}/api/work-orders/none`, join(scratch, `${name}.log`));
  return { name, url, residentMb: () => residentMb(child.pid!), stop: () => stop(child) };
}

async function answers(child: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await fetch(url).catch(() => undefined)) return;
    await pause(100);
  }
  throw new Error(`It does not answer; see ${log}.`);
}

const residentMb = (pid: number) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

export type Generator = { run: (job: Job) => Promise<Tally>; stop: () => Promise<void> };

/** The load generator in its own process. */
export function startGenerator(): Generator {
  const child = fork(join(import.meta.dirname, 'load.ts'), [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    run: async (job) => {
      child.send(job);
      const [answer] = (await once(child, 'message')) as [{ tally?: Tally; failure?: string }];
      if (!answer.tally) throw new Error(answer.failure);
      return answer.tally;
    },
    stop: () => stop(child),
  };
}
