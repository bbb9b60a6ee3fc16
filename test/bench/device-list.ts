import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';
import { readDevices } from '../../api/src/devices/read-devices.ts';
import type { Actor } from '../../api/src/kernel/actor.ts';
import { SETTINGS } from './database.ts';

// Pages of the list of devices with its counts by status, among so many devices and events, through the use case with all that it looks at; against a floor that reads the same rows and counts by prepared
// statements and asks nobody whether they may.

const DEVICES = 100_000;
const EVENTS_A_DEVICE = 10;
const SITES = 160;
const LIMIT = 50;
const SECONDS = 2;
const RUNS = 5;
const CONNECTIONS = [1, 8] as const;
const TARGET_SHARE = 0.6;

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const number = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });
const spread = (all: readonly number[]) => `${number(middle(all), 1)} (${number(Math.min(...all), 1)}–${number(Math.max(...all), 1)})`;

/** The whole fleet with its histories: written past the rules of its moves, which are not what is measured. */
async function fill(sql: postgres.Sql): Promise<{ actor: Actor; siteIds: string[]; tags: string[] }> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into people (id, name, email) values (uuidv7(), 'Technology', 'technology@bench.example')`;
    await tx`insert into sites (id, code, name, status) select uuidv7(), 'b' || i, 'Bench School ' || i, 'active' from generate_series(0, ${SITES - 1}) i`;
    await tx`insert into device_models (id, make, name, kind, price_cents, auto_update_expires_on)
      select uuidv7(), 'Bench', 'Book ' || i, 'chromebook', 32000, date '2028-06-30' + i * 365 from generate_series(0, 3) i`;
    await tx`insert into devices (id, asset_tag, serial, model_id, home_site_id, status, status_changed_at, acquired_on, planned_refresh_on, last_seen_at, created_at, updated_at)
      select uuidv7(), 'JC-' || lpad(i::text, 6, '0'), '5CD' || lpad(i::text, 7, '0'), m.ids[1 + i % 4], s.ids[1 + i % ${SITES}],
        (array['in_stock','assigned','assigned','assigned','in_repair','assigned','assigned','retired'])[1 + i % 8], now(), '2024-08-01', '2028-06-30', now(), now(), now()
      from generate_series(0, ${DEVICES - 1}) i, (select array_agg(id order by id) ids from device_models) m, (select array_agg(id order by id) ids from sites) s`;
    await tx`insert into device_events (id, device_id, act_id, kind, from_status, to_status, occurred_at)
      select uuidv7(), d.id, uuidv7(), 'received', null, 'in_stock', now() - i * interval '30 days' from devices d, generate_series(1, ${EVENTS_A_DEVICE}) i`;
  });
  await sql`vacuum analyze`;
  const [person] = await sql<{ id: string }[]>`select id from people`;
  const siteIds = (await sql<{ id: string }[]>`select id from sites order by id`).map(({ id }) => id);
  const tags = (await sql<{ tag: string }[]>`select asset_tag as tag from devices order by id limit 1000`).map(({ tag }) => tag);
  const grants = [{ role: 'technology_coordinator', serviceCode: null, areaId: null, siteId: null }] as const;
  const actor: Actor = { id: person!.id, name: 'Technology', email: '', locale: 'en', siteId: null, grants, compartments: [], teamIds: [] };
  return { actor, siteIds, tags };
}

/** For so long by so many at once; gives answers a second. */
async function rate(connections: number, ask: (n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let answered = 0;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (let n = connection; performance.now() - began < SECONDS * 1_000; n += connections, answered += 1) await ask(n);
    }),
  );
  return answered / ((performance.now() - began) / 1_000);
}

/** Measures it in a database of its own, and writes it down as a part of RESULTS.md. */
export async function benchDeviceList({ scratch, say }: { scratch: string; say: (line: string) => void }): Promise<string> {
  const dataDir = join(scratch, 'device-list');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startPostgres({ dataDir, settings: SETTINGS });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 2, onnotice: () => {} });
  const floor = postgres(server.url, { max: 8, onnotice: () => {}, connection: { role: 'steward_app' } });
  const { db, close } = connect(server.url, { poolSize: 8 });
  const rows: string[] = [];
  try {
    const { actor, siteIds, tags } = await fill(sql);
    const now = new Date();
    const page = (where: postgres.PendingQuery<postgres.Row[]>) =>
      floor`select d.id, d.asset_tag, d.serial, d.status, d.is_loaner, d.last_seen_at, d.planned_refresh_on, m.auto_update_expires_on, m.id as model_id, m.make, m.name, m.kind, s.id as site_id, s.name as site,
          a.due_on, a.kind as held
        from devices d join device_models m on m.id = d.model_id join sites s on s.id = d.home_site_id left join device_assignments a on a.device_id = d.id and a.ended_at is null
        where ${where} order by d.asset_tag limit ${LIMIT + 1}`;
    const counts = (where: postgres.PendingQuery<postgres.Row[]>) =>
      floor`select d.status, count(*)::int from devices d where ${where} group by d.status`;
    const models = () => floor`select * from device_models`;
    const both = (where: () => postgres.PendingQuery<postgres.Row[]>) => Promise.all([page(where()), counts(where()), models()]);
    const questions = {
      'all, a page': {
        ours: () => readDevices(db, actor, { limit: LIMIT }, now),
        theirs: () => both(() => floor`true`),
      },
      'of one school': {
        ours: (n: number) => readDevices(db, actor, { limit: LIMIT, siteId: siteIds[n % siteIds.length]! }, now),
        theirs: (n: number) => both(() => floor`d.home_site_id = ${siteIds[n % siteIds.length]!}`),
      },
      'by its tag': {
        ours: (n: number) => readDevices(db, actor, { limit: LIMIT, q: tags[n % tags.length]! }, now),
        theirs: (n: number) =>
          both(() => floor`upper(d.asset_tag) like ${`${tags[n % tags.length]!}%`} or upper(d.serial) like ${`${tags[n % tags.length]!}%`}`),
      },
    };
    for (const [question, { ours, theirs }] of Object.entries(questions))
      for (const connections of CONNECTIONS) {
        const runs = { ours: [] as number[], theirs: [] as number[] };
        for (let run = 0; run <= RUNS; run += 1) {
          const [product, bare] = [await rate(connections, ours), await rate(connections, theirs)];
          // The first warms up.
          if (run === 0) continue;
          runs.ours.push(product);
          runs.theirs.push(bare);
        }
        const share = middle(runs.ours) / middle(runs.theirs);
        say(
          `device list, ${question}, ${connections}: ${number(middle(runs.ours), 1)}/s of ${number(middle(runs.theirs), 1)}/s, ${(share * 100).toFixed(0)} %`,
        );
        rows.push(
          `| ${question} | ${connections} | ${spread(runs.ours)} | ${spread(runs.theirs)} | ${(share * 100).toFixed(0)} %${share >= TARGET_SHARE ? '' : ' ✗'} |`,
        );
      }
  } finally {
    await close();
    await Promise.all([sql.end(), floor.end()]);
    await server.stop();
  }
  return [
    '## List of devices',
    '',
    `${number(DEVICES)} devices with ${number(DEVICES * EVENTS_A_DEVICE)} events: ${LIMIT} rows with the counts by status, answers a second of the use case, beside the same rows and counts by prepared statements. Median of ${RUNS} runs in turn, with the least and the most. Target: ${TARGET_SHARE * 100} % of the floor.`,
    '',
    '| list | connections | Steward, a second | floor, a second | share |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}
