import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Sql } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';
import { startLoading } from '../../api/src/condition/imports/change-import.ts';
import { checkImport } from '../../api/src/condition/imports/check-import.ts';
import { loadNext } from '../../api/src/condition/imports/load-import.ts';
import { headsOf, suggestMapping } from '../../api/src/condition/imports/mapping.ts';
import { findImport, insertImport } from '../../api/src/condition/imports/queries.ts';
import { openSheets } from '../../api/src/platform/sheets/open-sheets.ts';
import { SETTINGS } from './database.ts';

// A file of an assessor: how many rows a second are read, judged and kept, and how many are let in. Against two floors: the same lines copied into a table of one column, and the same findings
// inserted, by one statement, into a table with the columns, checks and indexes of ours.

const ROWS = 50_000;
const BUILDINGS = 300;
const RUNS = 3;
const TARGET_PER_SECOND = 5_000;

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const perSecond = (seconds: number) => Math.round(ROWS / seconds);
const number = (value: number) => value.toLocaleString('en');
const spread = (all: readonly number[]) =>
  `${number(perSecond(middle(all)))} (${number(perSecond(Math.max(...all)))}–${number(perSecond(Math.min(...all)))})`;
const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};

const HEAD = 'Deficiency ID,Building,UNIFORMAT,Priority,Description,Qty,UoM,Unit Cost,Total Cost,Found On';
const lineOf = (run: number, i: number) =>
  `B${run}-${i},S${i % BUILDINGS},D3020,${1 + (i % 4)},"Valve ${i} leaks, and drips",${1 + (i % 9)},EA,"$1,0${10 + (i % 90)}.00 ",,2026-03-05`;

/** Buildings to find things in, and what things cost. */
async function makeBuildings(sql: postgres.Sql): Promise<string> {
  const [portfolio] = await sql<[{ id: string }]>`select id from portfolios where code = 'district'`;
  await sql`insert into cost_bases (id, portfolio_id, number, effective_on, base_year, escalation_ratio, location_factor, soft_cost_ratio, source, created_at)
    values (uuidv7(), ${portfolio.id}, 1, '2020-01-01', 2026, 0.04, 1, 0, 'A measurement', now())`;
  await sql`insert into structures (id, portfolio_id, code, name, site_name, kind, dm_cents)
    select uuidv7(), ${portfolio.id}, 'S' || i, 'Main building', 'School ' || i, 'main', 0 from generate_series(0, ${BUILDINGS - 1}) i`;
  return portfolio.id;
}

/** The file, brought and waiting for its dry run. */
async function bring(db: Sql, portfolioId: string, path: string, text: string) {
  const sheets = await openSheets(path);
  const format = await headsOf(sheets);
  const id = crypto.randomUUID();
  await insertImport(db, {
    id,
    portfolioId,
    kind: 'deficiencies',
    fileName: 'findings.csv',
    fileDigest: createHash('sha256').update(text).digest('hex'),
    sizeBytes: text.length,
    format,
    mapping: await suggestMapping(db, 'deficiencies', format),
    state: 'checking',
    createdAt: new Date(),
  });
  return { sheets, row: async () => (await findImport(db, id))! };
}

async function copyLines(sql: postgres.Sql, text: string): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`create temp table floor (line text) on commit drop`;
    const stream = await tx`copy floor from stdin (delimiter e'\x01')`.writable();
    await new Promise((resolve) => stream.write(`${text}\n`, resolve));
    stream.end();
    await tx`select 1`;
  });
}

/** A table as ours is, that refers to nothing. */
const makeFloor = (sql: postgres.Sql) => sql`create table floor_findings (like deficiencies including all)`;
const insertFindings = (sql: postgres.Sql) =>
  sql`insert into floor_findings select * from deficiencies where id not in (select id from floor_findings)`;

/** Measures it in a database of its own, and writes it down as a part of RESULTS.md. */
export async function benchImport({ scratch, say }: { scratch: string; say: (line: string) => void }): Promise<string> {
  const dataDir = join(scratch, 'import');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startPostgres({ dataDir, settings: SETTINGS });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const { db, close } = connect(server.url, { poolSize: 4 });
  const times = { tried: [] as number[], letIn: [] as number[], copied: [] as number[], inserted: [] as number[] };
  const clock = () => new Date();
  try {
    const portfolioId = await makeBuildings(sql);
    await makeFloor(sql);
    for (let run = 0; run < RUNS; run += 1) {
      const text = [HEAD, ...Array.from({ length: ROWS }, (_, i) => lineOf(run, i))].join('\n');
      const path = join(scratch, 'findings.csv');
      writeFileSync(path, text);
      const { sheets, row } = await bring(db, portfolioId, path, text);
      const before = await row();
      times.tried.push(await timed(() => checkImport(db, before, { rows: sheets.rows(), clock })));
      const checked = await row();
      times.letIn.push(
        await timed(async () => {
          await db.transaction((tx) => startLoading(tx, checked, false, clock()));
          while (await loadNext(db, clock));
        }),
      );
      const [there] = await sql<[{ n: number }]>`select count(*)::int as n from deficiencies`;
      if (there.n !== ROWS * (run + 1)) throw new Error(`${there.n} findings are there, not ${ROWS * (run + 1)}.`);
      times.copied.push(await timed(() => copyLines(sql, text)));
      times.inserted.push(await timed(() => insertFindings(sql)));
      const [tried, letIn, copied, inserted] = [times.tried, times.letIn, times.copied, times.inserted].map((all) => perSecond(all[run]!));
      say(`import: ${tried} rows/s tried, ${letIn} let in; floors: ${copied} copied, ${inserted} inserted`);
    }
  } finally {
    await close();
    await sql.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const whole = times.tried.map((tried, i) => tried + times.letIn[i]!);
  const mark = (all: readonly number[]) => (perSecond(middle(all)) >= TARGET_PER_SECOND ? '' : ' ✗');
  const of = (floor: readonly number[], all: readonly number[]) => `${((middle(floor) / middle(all)) * 100).toFixed(1)} %`;
  return [
    '## Files of assessments',
    '',
    `${number(ROWS)} findings for ${BUILDINGS} buildings, as CSV; rows a second, median of ${RUNS} runs (least–most), each on top of the one before. The floors: the same lines copied into a table of one column, and the same findings inserted by one statement into a table that has our columns, checks and indexes and refers to nothing.`,
    '',
    '| step                                    | rows/s |',
    '| --- | --: |',
    `| tried: read, judged, kept | ${spread(times.tried)} |`,
    `| let in: findings, conditions, events | ${spread(times.letIn)}${mark(times.letIn)} |`,
    `| both | ${spread(whole)}${mark(whole)} |`,
    `| floor: lines copied | ${spread(times.copied)} |`,
    `| floor: findings inserted | ${spread(times.inserted)} |`,
    '',
    `Target: ${number(TARGET_PER_SECOND)} rows a second into PostgreSQL, let in and from the file on. Letting in reaches ${of(times.inserted, times.letIn)} of the rate at which the bare findings are inserted; both together, ${of(times.copied, whole)} of the rate at which the lines are copied.`,
  ].join('\n');
}
