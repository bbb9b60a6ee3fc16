import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { freePort, removePostgres, startPostgres, stopPostgres } from '../../db/src/embedded.ts';
import { buildPortal } from '../../api/src/launcher/build-portal.ts';
import { PASSWORD } from '../people.ts';
import { startCaddy } from './caddy.ts';
import { startHaproxy } from './haproxy.ts';
import { answers, endProcess, runToEnd, startProcess, type Started, until } from './processes.ts';

const SECRET = 'only-for-this-test-only-for-this-test';
export const DRAIN_SECONDS = 1;

/** One of several alike, which can be ended and started again where it was. */
export type Member = { name: string; port: number; start: () => Promise<void>; process: () => Started; isReady: () => Promise<boolean> };

/** A run directory and a PostgreSQL that keeps its promises: what is committed is on the disk. */
export async function startDatabase() {
  const directory = await mkdtemp(join(tmpdir(), 'steward-test-'));
  await chmod(directory, 0o755);
  await writeFile(join(directory, 'owner.pid'), String(process.pid));
  const dataDir = join(directory, 'postgres');
  const settings = { port: String(await freePort()), max_connections: '100' };
  const start = () => startPostgres({ dataDir, settings });
  let running = await start();
  await runToEnd(['api/src/migrate.ts'], { DATABASE_URL: running.url });
  await runToEnd(['api/src/seed.ts'], { DATABASE_URL: running.url, NODE_ENV: 'demonstration', DEMO_ORDERS: '60' });
  await mkdir(join(directory, 'files'));
  const sql = postgres(running.url, { max: 2, onnotice: () => {}, backoff: () => 0.1 });
  return {
    directory,
    url: running.url,
    sql,
    /** Down as an administrator does it, or as a power cut would, and up again at the same address. */
    restart: async (how: 'fast' | 'immediate') => {
      await stopPostgres(dataDir, how);
      running = await start();
    },
    stop: async () => {
      await sql.end({ timeout: 1 });
      await removePostgres(dataDir);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The whole of docker-compose.yml as processes: one PostgreSQL, three API processes, two workers, two portals, behind HAProxy and Caddy side by side. */
export async function startTopology() {
  const database = await startDatabase();
  await buildPortal();
  const ports = await Promise.all(Array.from({ length: 11 }, freePort));
  const [outside, inside, caddyOutside, caddyInside, ...others] = ports as [number, number, number, number, ...number[]];
  const url = `http://localhost:${outside}`;
  const common = {
    DATABASE_URL: database.url,
    SESSION_SECRET: SECRET,
    FILES_DIR: join(database.directory, 'files'),
    PUBLIC_URL: url,
    LOG_LEVEL: 'warn',
    DRAIN_SECONDS: String(DRAIN_SECONDS),
    REQUESTS_PER_MINUTE: '1000000',
    SIGN_INS_PER_MINUTE: '1000',
  };
  const member = (name: string, file: string, port: number, ready: string, env: Record<string, string>): Member => {
    let now: Started;
    const isReady = () => answers(`http://127.0.0.1:${port}${ready}`);
    const start = async () => {
      now = startProcess([file], { ...env, PORT: String(port), WORKER_PORT: String(port), HOST: '127.0.0.1' });
      await until(`${name} is ready`, () => (now.isAlive() ? isReady() : Promise.reject(new Error(now.said()))), now.said);
    };
    return { name, port, start, isReady, process: () => now };
  };
  const apis = others.slice(0, 3).map((port, i) => member(`api${i}`, 'api/src/main.ts', port, '/api/health/ready', common));
  const portals = others.slice(3, 5).map((port, i) =>
    member(`portal${i}`, 'web/src/serve.ts', port, '/health/ready', {
      API_URL: `http://127.0.0.1:${i === 0 ? inside : caddyInside}`,
      ADDRESS_HEADER: 'x-forwarded-for',
      DRAIN_SECONDS: String(DRAIN_SECONDS),
    }),
  );
  const workers = others.slice(5, 7).map((port, i) => member(`worker${i}`, 'api/src/worker.ts', port, '/health/ready', common));
  await Promise.all([...apis, ...portals, ...workers].map(({ start }) => start()));
  const behind = { directory: database.directory, apis: apis.map(({ port }) => port), portals: portals.map(({ port }) => port) };
  const proxies = await Promise.all([
    startHaproxy({ ...behind, outside, inside }),
    startCaddy({ ...behind, outside: caddyOutside, inside: caddyInside }),
  ]);
  return {
    ...database,
    origin: url,
    proxies: [url, `http://127.0.0.1:${caddyOutside}`],
    apis,
    portals,
    workers,
    stop: async () => {
      await Promise.all([...apis, ...portals, ...workers].map(({ process }) => endProcess(process())));
      await Promise.all(proxies.map(endProcess));
      await database.stop();
    },
  };
}
export type Topology = Awaited<ReturnType<typeof startTopology>>;

/** Signs a person of the demonstration in; gives their cookie. */
export async function cookieOf(url: string, person: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email: `${person}@demo.example`, password: PASSWORD }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0];
  if (!answer.ok || !cookie) throw new Error(`${person} cannot sign in: ${answer.status} ${await answer.text()}`);
  return cookie;
}
