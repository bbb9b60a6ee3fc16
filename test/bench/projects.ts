import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Sql } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';
import { readProjects } from '../../api/src/capital/project-files/read-file.ts';
import { withPublished } from '../../api/src/capital/project-files/seed-project-file.ts';
import { headsOf } from '../../api/src/capital/received-files/heads.ts';
import { suggestMapping } from '../../api/src/capital/received-files/mapping.ts';
import { findFile, insertFile } from '../../api/src/capital/received-files/queries.ts';
import { makeProgramme } from '../../api/src/capital/received-files/receive-file.ts';
import { loadNext } from '../../api/src/capital/received-files/work-files.ts';
import { openSheets } from '../../api/src/platform/sheets/open-sheets.ts';
import { SETTINGS } from './database.ts';

// Another owner's list of projects as it was published: how many rows a second are read and placed, and read again to change nothing; against a floor that copies the same lines into a table of one column and reads nothing.

const RUNS = 3;
const TARGET_PER_SECOND = 5_000;

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const number = (value: number) => value.toLocaleString('en');
const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

async function bring(db: Sql, programmeId: string, path: string, bytes: Buffer): Promise<string> {
  const heads = await headsOf(await openSheets(path));
  const id = crypto.randomUUID();
  await insertFile(db, {
    id,
    programmeId,
    kind: 'projects',
    fileName: 'projects.csv',
    fileDigest: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    asOfOn: '2025-09-30',
    format: heads,
    mapping: await suggestMapping(db, 'projects', heads),
    state: 'reading',
    broughtBy: 'upload',
    createdAt: new Date(),
  });
  return id;
}

const clock = () => new Date();
async function letIn(db: Sql, id: string, path: string): Promise<void> {
  const sheets = await openSheets(path);
  await readProjects(db, (await findFile(db, id))!, { rows: sheets.rows(), clock });
  while (await loadNext(db, clock));
}

async function copyLines(sql: postgres.Sql, text: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`create temp table floor (line text) on commit drop`;
    const stream = await tx`copy floor from stdin (delimiter e'\x01')`.writable();
    await new Promise((resolve) => stream.write(text, resolve));
    stream.end();
    await tx`select 1`;
  });
}

/** Measures it in a database of its own, and writes it down as a part of RESULTS.md. */
export async function benchProjects({ scratch, say }: { scratch: string; say: (line: string) => void }): Promise<string> {
  const dataDir = join(scratch, 'projects');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startPostgres({ dataDir, settings: SETTINGS });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const { db, close } = connect(server.url, { poolSize: 4 });
  const times = { placed: [] as number[], again: [] as number[], floor: [] as number[] };
  let rows = 0;
  try {
    await withPublished(async (path, bytes) => {
      for (let run = 0; run < RUNS; run += 1) {
        const programmeId = await makeProgramme(db, { code: `owner-${run}`, name: 'Owner', source: 'A measurement', asOfOn: '2025-09-30' });
        const [first, second] = [await bring(db, programmeId, path, bytes), await bring(db, programmeId, path, bytes)];
        times.placed.push(await timed(() => letIn(db, first, path)));
        times.again.push(await timed(() => letIn(db, second, path)));
        times.floor.push(await timed(() => copyLines(sql, bytes.toString('utf8'))));
        const counts = (await findFile(db, second))!.summary!;
        rows = counts['rows']!;
        if (counts['same'] !== counts['placed']) throw new Error('The same file again changed something.');
        say(
          `projects: ${(rows / times.placed[run]!).toFixed(0)} rows/s placed, ${(rows / times.again[run]!).toFixed(0)} again, floor ${(rows / times.floor[run]!).toFixed(0)}`,
        );
      }
    });
  } finally {
    await close();
    await sql.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const rate = (all: readonly number[]) => Math.round(rows / middle(all));
  const spread = (all: readonly number[]) =>
    `${number(rate(all))} (${number(Math.round(rows / Math.max(...all)))}–${number(Math.round(rows / Math.min(...all)))})`;
  return [
    '## Lists of projects',
    '',
    `${number(rows)} rows as New York City published them; rows a second, median of ${RUNS} runs (least–most), each into a programme of its own, as a worker reads and places them. The floor copies the same lines into a table of one column and reads nothing.`,
    '',
    '| step | rows/s |',
    '| --- | --: |',
    `| read and placed: projects, phases, events | ${spread(times.placed)} |`,
    `| the same file again, which changes nothing | ${spread(times.again)} |`,
    `| floor | ${spread(times.floor)} |`,
    '',
    `Target: ${number(TARGET_PER_SECOND)} rows a second from the file into PostgreSQL${rate(times.placed) >= TARGET_PER_SECOND ? '' : ' ✗'}. That is ${((middle(times.floor) / middle(times.placed)) * 100).toFixed(1)} % of the floor's rate.`,
  ].join('\n');
}
