import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDatabase } from './database.ts';
import { benchCapital } from './capital.ts';
import { benchClocks } from './clocks.ts';
import { benchForecast } from './forecast.ts';
import { benchImport } from './import.ts';
import type { Sent } from './job.ts';
import { benchLedger } from './ledger.ts';
import { benchLive } from './live.ts';
import { type Measured, measure, type Plan } from './measure.ts';
import { writePlans } from './plans.ts';
import { benchOperations } from './operations.ts';
import { benchPortal } from './portal/portal.ts';
import { putPart, writeResults } from './results.ts';
import { benchDeviceImport } from './device-import.ts';
import { benchDeviceList } from './device-list.ts';
import { benchNdt7 } from './ndt7.ts';
import { benchProjects } from './projects.ts';
import { benchRollup } from './rollup.ts';
import { benchScans } from './scans.ts';
import { makeLoads, OPERATIONS } from './scenarios.ts';
import { SECRET, startGenerator, startServer } from './servers.ts';

// pnpm bench: the API against the floor, at three sizes, then Operations, streams, a snow day, the portal's pages and Lighthouse; RESULTS.md and plans/ are written anew.
// --only rollup,forecast: these parts, by the names below. --quick: a look at the API, --operations list,get: at these of it; both write nothing.

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    orders: { type: 'string' },
    runs: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string' },
    only: { type: 'string' },
    operations: { type: 'string' },
  },
});
const listed = (given: string | undefined, normally: readonly number[]) => given?.split(',').map(Number) ?? normally;
const { quick } = values;
const isLook = quick || values.operations !== undefined;
const sizes = listed(values.orders, quick ? [10_000] : [50_000, 500_000, 1_000_000]);
const plan: Plan = {
  operations: OPERATIONS.filter((one) => values.operations === undefined || values.operations.split(',').includes(one)),
  connections: listed(values.connections, quick ? [1, 32] : [1, 8, 32]),
  runs: Number(values.runs ?? (quick ? 1 : 5)),
  seconds: Number(values.seconds ?? (quick ? 1 : 2)),
  warmUpSeconds: quick ? 0.5 : 1,
};

// .data is ignored, and kept: the next run finds the orders there.
const scratch = join(import.meta.dirname, '.data', quick ? 'quick' : 'full');
mkdirSync(scratch, { recursive: true });

/** With so many orders the parts that are no race against the floor are measured. */
const PARTS_AT = 500_000;
const PARTS = [
  ['operations', benchOperations],
  ['live', benchLive],
  ['clocks', benchClocks],
] as const;
/** Those without orders, which no database grown to many is needed for. */
const APART = ['device-import', 'device-list', 'forecast', 'import', 'ledger', 'ndt7', 'projects', 'scans'];
const KNOWN = ['api', ...PARTS.map(([part]) => part), 'rollup', 'capital', 'portal', ...APART];
const only = values.only?.split(',') ?? KNOWN;
const unknown = only.filter((part) => !KNOWN.includes(part));
if (unknown.length > 0) throw new Error(`--only takes ${KNOWN.join(', ')}; not ${unknown.join(', ')}`);
const wants = (part: string) => only.includes(part);
const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
function say({ orders, operation, connections, product, floor, residentMb }: Measured): void {
  const [ours, theirs] = [middle(product.map((t) => t.perSecond)), middle(floor.map((t) => t.perSecond))];
  console.log(
    `${orders.toLocaleString('en').padStart(9)}  ${operation.padEnd(20)} ${String(connections).padStart(2)}  ${ours.toFixed(0).padStart(6)}/s of ${theirs.toFixed(0).padStart(6)}/s  ${((ours / theirs) * 100).toFixed(0).padStart(3)} %  ${residentMb.toFixed(0)} MB`,
  );
}

const ask = (url: string) => async (sent: Sent) => {
  const answer = await fetch(url + sent.path, { method: sent.method, headers: sent.headers, ...(sent.body ? { body: sent.body } : {}) });
  if (!answer.ok) throw new Error(`${sent.method} ${sent.path} was answered ${answer.status}: ${await answer.text()}`);
};

// It needs no database.
if (!isLook && wants('forecast')) await putPart('forecast', await benchForecast({ say: (line) => console.log(line) }));
if (!isLook && wants('import')) await putPart('import', await benchImport({ scratch, say: (line) => console.log(line) }));
if (!isLook && wants('ledger')) await putPart('ledger', await benchLedger({ scratch, say: (line) => console.log(line) }));
if (!isLook && wants('device-import')) await putPart('device-import', await benchDeviceImport({ scratch, say: (line) => console.log(line) }));
if (!isLook && wants('ndt7')) await putPart('ndt7', await benchNdt7({ say: (line) => console.log(line) }));
if (!isLook && wants('device-list')) await putPart('device-list', await benchDeviceList({ scratch, say: (line) => console.log(line) }));
if (!isLook && wants('projects')) await putPart('projects', await benchProjects({ scratch, say: (line) => console.log(line) }));
if (!isLook && wants('scans')) await putPart('scans', await benchScans({ scratch, say: (line) => console.log(line) }));
if (only.every((part) => APART.includes(part))) process.exit();

const database = await startDatabase(join(scratch, 'postgres'));
try {
  if (wants('api')) await benchApi();
  else if (PARTS.some(([part]) => wants(part)) || wants('portal')) {
    await database.growTo(wants('portal') ? sizes.at(-1)! : PARTS_AT);
    await benchParts();
  }
  if (!quick && wants('rollup')) await benchCondition();
  if (!quick && wants('capital')) await benchPlan();
  if (!quick && wants('portal')) await benchPages();
} finally {
  await database.stop();
}

async function benchParts(): Promise<void> {
  for (const [part, bench] of PARTS)
    if (!isLook && wants(part)) await putPart(part, await bench({ database, scratch, say: (line) => console.log(line) }));
}

/** In a district of its own: the others' figures stay what they are. */
async function benchCondition(): Promise<void> {
  const district = await startDatabase(join(scratch, 'condition'));
  try {
    await district.growTo(1);
    await putPart('rollup', await benchRollup({ database: district, scratch, say: (line) => console.log(line) }));
  } finally {
    await district.stop();
  }
}

/** The same for the capital plan: its ledger would be in the way of the others. */
async function benchPlan(): Promise<void> {
  const district = await startDatabase(join(scratch, 'capital'));
  try {
    await district.growTo(1);
    await putPart('capital', await benchCapital({ database: district, scratch, say: (line) => console.log(line) }));
  } finally {
    await district.stop();
  }
}

async function benchPages(): Promise<void> {
  const demonstration = await startDatabase(join(scratch, 'demonstration'));
  try {
    await demonstration.growTo(1);
    const [databaseUrl, demonstrationUrl] = [database.url, demonstration.url];
    await putPart('portal', await benchPortal({ databaseUrl, demonstrationUrl, directory: scratch, say: (line) => console.log(line) }));
  } finally {
    await demonstration.stop();
  }
}

async function benchApi(): Promise<void> {
  const generator = startGenerator();
  const all: Measured[] = [];
  try {
    for (const size of sizes) {
      console.log(`loading to ${size.toLocaleString('en')} orders`);
      await database.growTo(size);
      const [product, floor] = await Promise.all([startServer('product', database.url, scratch), startServer('floor', database.url, scratch)]);
      all.push(...(await measure(database.sql, { product, floor, generator }, plan, say)));
      await Promise.all([product.stop(), floor.stop()]);
      if (size === PARTS_AT) await benchParts();
    }
    if (!isLook) {
      await writeResults(database.sql, all, plan);
      // One connection, all of whose statements auto_explain writes to the server's log.
      const explained = new URL(database.url);
      explained.searchParams.set('session_preload_libraries', 'auto_explain');
      const settings = { log_min_duration: '0', log_analyze: 'on', log_buffers: 'on', log_parameter_max_length: '0' };
      for (const [name, value] of Object.entries(settings)) explained.searchParams.set(`auto_explain.${name}`, value);
      const product = await startServer('product', explained.href, scratch, 1);
      const readLog = () => readFile(join(scratch, 'postgres/server.log'), 'utf8');
      await writePlans(database.sql, await makeLoads(database.sql, SECRET), { ask: ask(product.url), readLog });
      await product.stop();
    }
  } finally {
    await generator.stop();
  }
}
