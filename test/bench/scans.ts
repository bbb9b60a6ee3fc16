import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';
import { SETTINGS } from './database.ts';
import { signIn } from './scenarios.ts';
import { SECRET, startServer } from './servers.ts';

// A collection day over HTTP: twenty stations send ten thousand scans, some of one device at two tables, and ask a part of them twice as if an answer had been lost. Nothing may be lost or doubled.
// Against a floor that does what a return has to do, by one statement that looks at nothing, from as many connections as the API has.

const STATIONS = 20;
const SCANS = 10_000;
/** Every so-manieth device lies on two tables, every so-manieth code is of nobody, every so-manieth message is sent twice. */
const [TWICE, NOBODY, RESENT] = [20, 50, 4];
const BATCHES = [1, 50] as const;
const FLOOR_CONNECTIONS = 10;
const TARGET_SHARE = 0.1;

type Scan = { id: string; deviceAt: string; code: string };
type Result = { id: string; outcome: string };
const number = (value: number) => Math.round(value).toLocaleString('en');

/** A school with so many devices that students have; each run and the floor has its own. */
async function school(sql: postgres.Sql, code: string): Promise<{ siteId: string; tags: string[] }> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into sites (id, code, name, status) values (uuidv7(), ${code}, ${`School ${code}`}, 'active')`;
    await tx`insert into device_models (id, make, name, kind, price_cents) values (uuidv7(), 'Bench', ${code}, 'chromebook', 32500)`;
    await tx`insert into students (id, key, site_id, grade, created_at, updated_at)
      select uuidv7(), 'S-' || ${code} || '-' || i, s.id, 5 + i % 8, now() - interval '1 year', now() from sites s, generate_series(1, ${SCANS}) i where s.code = ${code}`;
    await tx`insert into devices (id, asset_tag, serial, model_id, home_site_id, status, status_changed_at, created_at, updated_at)
      select uuidv7(), ${code} || '-' || i, 'SN' || ${code} || i, m.id, s.id, 'assigned', now() - interval '1 year', now() - interval '1 year', now()
      from sites s, device_models m, generate_series(1, ${SCANS}) i where s.code = ${code} and m.name = ${code}`;
    await tx`insert into device_events (id, device_id, act_id, kind, from_status, to_status, student_id, occurred_at)
      select uuidv7(), d.id, uuidv7(), 'assign', 'in_stock', 'assigned', s.id, d.created_at
      from devices d join students s on s.key = 'S-' || d.asset_tag where d.asset_tag like ${`${code}-%`}`;
    await tx`insert into device_assignments (id, device_id, kind, student_id, site_id, started_at, opened_by_event_id)
      select uuidv7(), e.device_id, 'primary', e.student_id, d.home_site_id, e.occurred_at, e.id from device_events e join devices d on d.id = e.device_id where d.asset_tag like ${`${code}-%`}`;
  });
  await sql`vacuum analyze`;
  const [site] = await sql<{ id: string }[]>`select id from sites where code = ${code}`;
  return { siteId: site!.id, tags: Array.from({ length: SCANS }, (_, i) => `${code}-${i + 1}`) };
}

/** What each station scans, a second apart, ending now. */
function scansOf(tags: readonly string[]): Scan[][] {
  const each = SCANS / STATIONS;
  const began = Date.now() - each * 1_000;
  return Array.from({ length: STATIONS }, (_, station) =>
    Array.from({ length: each }, (_scan, i) => {
      const at = station * each + i;
      const code = at % NOBODY === NOBODY - 1 ? `NOBODY-${at}` : tags[at % TWICE === TWICE - 1 ? at - 1 : at]!;
      return { id: crypto.randomUUID(), deviceAt: new Date(began + i * 1_000).toISOString(), code };
    }),
  );
}

/** Sends all, each station in its order; gives scans a second, the duplicates not counted. */
async function send(url: string, cookie: string, siteId: string, all: readonly Scan[][], atOnce: number): Promise<number> {
  const answered = new Map<string, string>();
  const began = performance.now();
  await Promise.all(
    all.map(async (scans, station) => {
      for (let i = 0; i < scans.length; i += atOnce) {
        const body = JSON.stringify({ station: `Table ${station}`, sentAt: new Date().toISOString(), scans: scans.slice(i, i + atOnce) });
        const post = async () => {
          const answer = await fetch(`${url}/api/device-collections/${siteId}/scans`, {
            method: 'POST',
            headers: { cookie, 'content-type': 'application/json' },
            body,
          });
          if (!answer.ok) throw new Error(`A station was answered ${answer.status}: ${await answer.text()}`);
          for (const { id, outcome } of ((await answer.json()) as { results: Result[] }).results) {
            if ((answered.get(id) ?? outcome) !== outcome) throw new Error(`The scan ${id} was answered in two ways.`);
            answered.set(id, outcome);
          }
        };
        // The first answer is lost: both are under way at once.
        await ((i / atOnce) % RESENT === 0 ? Promise.all([post(), post()]) : post());
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  if (answered.size !== SCANS) throw new Error(`${answered.size} of ${SCANS} scans were answered.`);
  return SCANS / seconds;
}

/** Every scan is there once, every device that was scanned is back once, and nothing else happened. */
async function proveWhole(sql: postgres.Sql, siteId: string, all: readonly Scan[][]): Promise<void> {
  const scans = all.flat();
  const codes = new Set(scans.map(({ code }) => code).filter((code) => !code.startsWith('NOBODY')));
  const kept = await sql<{ id: string; is_back: boolean }[]>`select id, is_back from collection_scans where site_id = ${siteId}`;
  const ids = new Set(kept.map(({ id }) => id));
  const [returns] = await sql<{ count: number; devices: number }[]>`
    select count(*)::int as count, count(distinct e.device_id)::int as devices from device_events e join devices d on d.id = e.device_id
    where d.home_site_id = ${siteId} and e.kind = 'return'`;
  const [still] = await sql<{ count: number }[]>`
    select count(*)::int as count from device_assignments a join devices d on d.id = a.device_id
    where d.home_site_id = ${siteId} and a.ended_at is null and d.asset_tag = any(${[...codes]})`;
  const isWhole =
    kept.length === SCANS &&
    scans.every(({ id }) => ids.has(id)) &&
    kept.filter(({ is_back }) => is_back).length === codes.size &&
    returns!.count === codes.size &&
    returns!.devices === codes.size &&
    still!.count === 0;
  if (!isWhole) throw new Error(`Lost or doubled: ${JSON.stringify({ kept: kept.length, codes: codes.size, returns, still })}`);
}

/** The event, the end of the assignment and the scan, in one statement, for as long as there are devices. Gives devices a second. */
async function floorRate(url: string, siteId: string, personId: string, tags: readonly string[]): Promise<number> {
  const floor = postgres(url, { max: FLOOR_CONNECTIONS, onnotice: () => {}, connection: { role: 'steward_app' } });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: FLOOR_CONNECTIONS }, async (_, connection) => {
      for (const tag of tags.filter((_tag, i) => i % FLOOR_CONNECTIONS === connection))
        await floor`
          with moved as (
            insert into device_events (id, device_id, act_id, kind, from_status, to_status, actor_id, occurred_at)
            select uuidv7(), id, uuidv7(), 'return', 'assigned', 'in_stock', ${personId}, now() from devices where upper(asset_tag) = upper(${tag}) returning id, device_id),
          ended as (update device_assignments a set ended_at = now(), closed_by_event_id = m.id from moved m where a.device_id = m.device_id and a.ended_at is null)
          insert into collection_scans (id, site_id, station, code, device_id, is_back, exceptions, actor_id, occurred_at, recorded_at)
          select uuidv7(), ${siteId}, 'Floor', ${tag}, device_id, true, '{}', ${personId}, now(), now() from moved`;
    }),
  );
  const rate = tags.length / ((performance.now() - began) / 1_000);
  await floor.end();
  return rate;
}

/** Measures it in a database of its own, and writes it down as a part of RESULTS.md. */
export async function benchScans({ scratch, say }: { scratch: string; say: (line: string) => void }): Promise<string> {
  const directory = join(scratch, 'scans');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const server = await startPostgres({ dataDir: join(directory, 'pg'), settings: SETTINGS });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 2, onnotice: () => {} });
  const product = await startServer('product', server.url, directory);
  try {
    const [person] = await sql<{ id: string }[]>`insert into people (id, name, email) values (uuidv7(), 'Bench', 'bench@demo.example') returning id`;
    await sql`insert into role_grants (id, person_id, role, granted_at) values (uuidv7(), ${person!.id}, 'technology_coordinator', now())`;
    const cookie = await signIn(sql, person!.id, SECRET);
    const of = await school(sql, 'floor');
    const floor = await floorRate(server.url, of.siteId, person!.id, of.tags);
    const rows: string[] = [];
    for (const atOnce of BATCHES) {
      const { siteId, tags } = await school(sql, `b${atOnce}`);
      const all = scansOf(tags);
      const rate = await send(product.url, cookie, siteId, all, atOnce);
      await proveWhole(sql, siteId, all);
      const share = rate / floor;
      rows.push(`| ${atOnce} | ${number(rate)} | ${number(floor)} | ${(share * 100).toFixed(0)} %${share < TARGET_SHARE ? ' ✗' : ''} |`);
      say(`scans: ${rows.at(-1)!}`);
    }
    return [
      '## Scans of a collection day',
      '',
      `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. ${number(SCANS)} scans from ${STATIONS} stations over HTTP, one run each, fsync on, each scan a transaction of its own; a quarter of all messages is sent twice at once, every twentieth device lies on two tables, every fiftieth code is of nobody. Afterwards every scan was there once and every device that was scanned was back once: nothing lost, nothing doubled.`,
      '',
      '| scans in a message | scans/s | floor | of the floor |',
      '| --: | --: | --: | --: |',
      ...rows,
      '',
      `The floor writes the event, the end of the assignment and the scan by one statement that looks at nothing, from ${FLOOR_CONNECTIONS} connections without HTTP. Target: ${TARGET_SHARE * 100} % of it; ✗ marks what is short. A station of a person scans once a second: twenty of them are twenty scans/s.`,
    ].join('\n');
  } finally {
    await product.stop();
    await sql.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
