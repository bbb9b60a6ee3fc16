import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../db/src/embedded.ts';
import { programFrom } from './debian.ts';
import { answers, endProcess, runToEnd, type Started, startProcess, until } from './processes.ts';
import { cookieOf, startDatabase } from './topology.ts';

// As the README says under "Scale-out": transaction pooling, the API as steward_api, and no prepared statements.
const PASSWORD = 'only-for-this-test';
const CONNECTIONS = 4;
const PEOPLE = 24;
const ROUNDS = 5;

let database: Awaited<ReturnType<typeof startDatabase>>;
let processes: Started[] = [];
let apis: string[] = [];

beforeAll(async () => {
  const program = await programFrom('pgbouncer');
  database = await startDatabase();
  await runToEnd(['api/src/migrate.ts'], { DATABASE_URL: database.url, API_DATABASE_PASSWORD: PASSWORD });
  const [pooler, ...ports] = await Promise.all([freePort(), freePort(), freePort()]);
  const { port, pathname } = new URL(database.url);
  const inDirectory = (name: string) => join(database.directory, name);
  await writeFile(inDirectory('users.txt'), `"steward_api" "${PASSWORD}"\n`);
  await writeFile(
    inDirectory('pgbouncer.ini'),
    `[databases]
* = host=127.0.0.1 port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${pooler}
unix_socket_dir =
auth_type = plain
auth_file = ${inDirectory('users.txt')}
pool_mode = transaction
default_pool_size = ${CONNECTIONS}
server_login_retry = 1
`,
  );
  // It refuses to be root, and a user of its own is not needed for this.
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const bouncer = startProcess([program, ...asNobody, inDirectory('pgbouncer.ini')]);
  apis = ports.map((one) => `http://127.0.0.1:${one}`);
  const environment = {
    DATABASE_URL: `postgres://steward_api:${PASSWORD}@127.0.0.1:${pooler}${pathname}`,
    DATABASE_POOLER: 'transaction',
    SESSION_SECRET: 'only-for-this-test-only-for-this-test',
    FILES_DIR: inDirectory('files'),
    LOG_LEVEL: 'warn',
  };
  processes = [bouncer, ...ports.map((one) => startProcess(['api/src/main.ts'], { ...environment, PORT: String(one), PUBLIC_URL: apis[0]! }))];
  const said = () => processes.map((one) => one.said()).join('\n');
  await until('both are ready', async () => (await Promise.all(apis.map((url) => answers(`${url}/api/health/ready`)))).every(Boolean), said, 60_000);
});
afterAll(async () => {
  await Promise.all(processes.map(endProcess));
  await database.stop();
});

it('many people at several processes share a few connections, and nothing of one is left for the next', async () => {
  const cookie = await cookieOf(apis[0]!, 'teacher');
  const desk = await cookieOf(apis[0]!, 'dispatcher');
  const [order] = await database.sql`
    select t.id as "requestTypeId", p.site_id as "siteId" from people p, request_types t
    where p.email = 'teacher@demo.example' and t.service_code = 'facilities' and t.compartment is null and not t.fields @? '$[*] ? (@.isRequired == true)' order by t.code limit 1`;
  const ask = async (url: string, path: string, who: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, {
      headers: { cookie: who, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as { id: string; version: number; items: unknown[] } };
  };
  const statuses: number[] = [];
  const person = async (_: unknown, i: number) => {
    const [here, there] = i % 2 ? apis : apis.toReversed();
    for (let round = 0; round < ROUNDS; round += 1) {
      const made = await ask(
        here!,
        '/api/work-orders',
        cookie,
        { ...order, title: `Pooled ${i} ${round}` },
        { 'idempotency-key': crypto.randomUUID() },
      );
      const list = await ask(there!, '/api/work-orders?limit=20&q=pooled', cookie);
      const moved = await ask(there!, `/api/work-orders/${made.body.id}/transitions`, desk, { to: 'triaged' }, { 'if-match': '"1"' });
      statuses.push(made.status, list.status, moved.status);
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, person));
  expect(new Set(statuses)).toEqual(new Set([200, 201]));
  const [kept] =
    await database.sql`select count(*)::int as made, count(*) filter (where status = 'triaged')::int as moved from work_orders where title like 'Pooled %'`;
  expect(kept).toEqual({ made: PEOPLE * ROUNDS, moved: PEOPLE * ROUNDS });
  const [{ n }] = await database.sql<[{ n: number }]>`select count(*)::int as n from pg_stat_activity where usename = 'steward_api'`;
  expect(n).toBeLessThanOrEqual(CONNECTIONS);
  expect(n).toBeGreaterThan(0);
});
