import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { root } from './commands.ts';

export type Product = { url: string; stop: () => Promise<void> };

const STARTS_WITHIN_MS = 240_000;
const STOPS_WITHIN_MS = 10_000;

type EnvOf = (url: string) => Promise<Record<string, string>>;

/** Starts the whole product as `pnpm start` does, on a database, files and a port of its own, and waits until it serves. `more` adds to its environment. */
export async function startProduct(directory: string, more: EnvOf = async () => ({})): Promise<Product> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { DATABASE_URL: _, PUBLIC_URL: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    PORT: String(port),
    DATA_DIR: join(directory, 'data'),
    FILES_DIR: join(directory, 'files'),
    LOG_LEVEL: 'warn',
    SIGN_INS_PER_MINUTE: '1000',
    REQUESTS_PER_MINUTE: '100000',
    ...(await more(url)),
  };
  const child = spawn(process.execPath, ['api/src/start.ts'], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const stop = () => stopGroup(child);
  process.once('exit', () => killGroup(child));
  if (await isReady(child, url)) return { url, stop };
  await stop();
  throw new Error(`The product did not start within ${STARTS_WITHIN_MS / 1000} s:\n${said}`);
}

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answers = await Promise.all(['/api/health/ready', '/sign-in'].map((path) => fetch(url + path).catch(() => undefined)));
    if (answers.every((answer) => answer?.ok)) return true;
    await pause(500);
  }
  return false;
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([gone, pause(STOPS_WITHIN_MS, undefined, { ref: false })]);
  killGroup(child);
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
