import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Sql } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';
import { findFile, insertFile, setFile } from '../../api/src/devices/received-files/queries.ts';
import { deviceFileWork } from '../../api/src/devices/received-files/work-files.ts';
import { createFiles } from '../../api/src/platform/files/index.ts';
import { SETTINGS } from './database.ts';

// The district's whole fleet as the Admin SDK gives it: compared with what is here, let in with its histories and holders in one transaction, and brought again with later calls only; against a floor that copies the same rows into one table.

const DEVICES = 80_000;
const STUDENTS = 45_000;
const SITES = 160;
const TARGET_SECONDS = 60;

const number = (value: number) => value.toLocaleString('en');
const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

/** Three of four devices are with a student, some have left the fleet. */
const listOf = (day: string) =>
  JSON.stringify({
    kind: 'admin#directory#chromeosdevices',
    chromeosdevices: Array.from({ length: DEVICES }, (_, i) => ({
      deviceId: `device-${i}`,
      serialNumber: `5CD${String(i).padStart(7, '0')}`,
      model: `Lenovo ${['100e', '300e', '500e', '14e'][i % 4]} Chromebook Gen ${(i % 3) + 1}`,
      status: i % 50 === 49 ? 'DEPROVISIONED' : 'ACTIVE',
      annotatedAssetId: `JC-${200_000 + i}`,
      annotatedLocation: `Bench School ${i % SITES}`,
      orgUnitPath: `/Students/Bench School ${i % SITES}`,
      lastSync: `${day}T15:04:05.000Z`,
      supportEndDate: `${2028 + (i % 4)}-06-30`,
      osVersion: '130.0.6723.126',
      macAddress: `00${(i + 10 ** 9).toString(16).padStart(10, '0')}`,
      ...(i < STUDENTS ? { annotatedUser: `student${i}@students.example` } : {}),
    })),
  });

async function prepare(sql: postgres.Sql): Promise<string> {
  await sql`insert into sites (id, code, name, status) select uuidv7(), 'b' || i, 'Bench School ' || i, 'active' from generate_series(0, ${SITES - 1}) i`;
  await sql`insert into students (id, key, source_id, site_id, grade, created_at, updated_at)
    select uuidv7(), 'S-B' || i, 'student' || i, s.id, 9, now(), now() from generate_series(0, ${STUDENTS - 1}) i join sites s on s.code = 'b' || (i % ${SITES})`;
  const [person] = await sql<{ id: string }[]>`insert into people (id, name, email) values (uuidv7(), 'Bench', 'bench@demo.example') returning id`;
  return person!.id;
}

const clock = () => new Date();
type Fleet = { db: Sql; files: Awaited<ReturnType<typeof createFiles>>; byId: string; path: string };

/** Compares a list and lets it in, as the worker does; gives how long each took. */
async function letIn({ db, files, byId, path }: Fleet) {
  const id = crypto.randomUUID();
  await insertFile(db, { id, kind: 'chrome', broughtBy: 'upload', fileName: 'devices.json', state: 'receiving', byId, createdAt: clock() });
  await files.put(`devices/${id}`, path);
  await setFile(db, id, { state: 'checking', storageKey: `devices/${id}` });
  const { work } = deviceFileWork({ db, files, source: undefined, secret: 'a bench has secrets of its own, too', clock });
  const compared = await timed(work);
  await setFile(db, id, { state: 'loading', confirmedById: byId });
  const loaded = await timed(work);
  const row = (await findFile(db, id))!;
  if (row.state !== 'done') throw new Error(`The list is ${row.state}: ${row.failure}`);
  return { compared, loaded, summary: row.summary as { effects: Record<string, number>; given: number } };
}

async function copyRows(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`create temp table floor (like devices including all) on commit drop`;
    await tx`insert into floor select * from devices`;
  });
}

/** Measures it in a database of its own, and writes it down as a part of RESULTS.md. */
export async function benchDeviceImport({ scratch, say }: { scratch: string; say: (line: string) => void }): Promise<string> {
  const directory = join(scratch, 'device-import');
  rmSync(directory, { recursive: true, force: true });
  const server = await startPostgres({ dataDir: join(directory, 'pg'), settings: SETTINGS });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const { db, close } = connect(server.url, { poolSize: 4 });
  try {
    mkdirSync(join(directory, 'files'), { recursive: true });
    const files = await createFiles({ main: 'disk', directory: join(directory, 'files') });
    const fleet: Fleet = { db, files, byId: await prepare(sql), path: join(directory, 'list.json') };
    writeFileSync(fleet.path, listOf('2026-11-20'));
    const first = await letIn(fleet);
    writeFileSync(fleet.path, listOf('2026-11-21'));
    const next = await letIn(fleet);
    const floor = await timed(() => copyRows(sql));
    const [made] = await sql<{ devices: number; events: number; held: number }[]>`
      select (select count(*)::int from devices) as devices, (select count(*)::int from device_events) as events, (select count(*)::int from device_assignments) as held`;
    if (made!.devices !== DEVICES || next.summary.effects['seen'] !== DEVICES)
      throw new Error('Not every device came in, or not every one was seen again.');
    const all = (one: typeof first) => one.compared + one.loaded;
    say(`device import: ${all(first).toFixed(1)} s new, ${all(next).toFixed(1)} s seen again, floor ${floor.toFixed(1)} s`);
    const line = (name: string, one: typeof first) =>
      `| ${name} | ${one.compared.toFixed(1)} | ${one.loaded.toFixed(1)} | ${all(one).toFixed(1)}${all(one) <= TARGET_SECONDS ? '' : ' ✗'} | ${number(Math.round(DEVICES / all(one)))} |`;
    return [
      '## Devices of another system',
      '',
      `${number(DEVICES)} devices as the Admin SDK gives them, with ${number(STUDENTS)} students; one run each. New ones come with ${number(made!.events)} events and ${number(made!.held)} holders. Letting in is one transaction.`,
      '',
      '| list | compared, s | let in, s | both, s | devices/s |',
      '| --- | --: | --: | --: | --: |',
      line('all are new', first),
      line('the next day: all called in again', next),
      '',
      `Target: ${TARGET_SECONDS} s. Copying the finished rows of devices within the database, with neither events nor checks, takes ${floor.toFixed(1)} s.`,
    ].join('\n');
  } finally {
    await close();
    await sql.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
