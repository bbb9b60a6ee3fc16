import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { SETTINGS } from './database.ts';
import type { Tally } from './job.ts';
import type { Measured } from './measure.ts';
import { isWrite } from './scenarios.ts';
import { POOL, PRODUCT_FLAGS } from './servers.ts';

const FILE = join(import.meta.dirname, 'RESULTS.md');

/** Puts a part of the results between its marks, and leaves the others as they are. */
export async function putPart(name: string, text: string): Promise<void> {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const old = await readFile(FILE, 'utf8').catch(() => '# Speed\n');
  const part = `${begin}\n\n${text.trim()}\n\n${end}`;
  const at = old.indexOf(begin);
  const rest = at < 0 ? `${old.trimEnd()}\n\n${part}\n` : old.slice(0, at) + part + old.slice(old.indexOf(end) + end.length);
  await writeFile(FILE, rest);
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const of = (runs: readonly Tally[], what: keyof Tally) => runs.map((run) => run[what]);
const number = (value: number, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const spread = (values: readonly number[]) => `${number(median(values))} (${number(Math.min(...values))}–${number(Math.max(...values))})`;
const row = (...cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

const ratioOf = ({ product, floor }: Measured) => median(of(product, 'perSecond')) / median(of(floor, 'perSecond'));
const p99Of = ({ product, floor }: Measured) => median(of(product, 'p99')) / median(of(floor, 'p99'));
const mark = (isMet: boolean) => (isMet ? '' : ' ✗');

const TARGET = { read: 0.6, write: 0.5, p99: 3, growth: 1.3, residentMb: 250 };

function table(measured: readonly Measured[]): string {
  const head = [
    row('operation', 'connections', 'product/s', 'floor/s', 'ratio', 'p50 ms', 'floor', 'p99 ms', 'floor', 'p99 ×', 'bytes', 'resident MB'),
    row('---', ...Array.from({ length: 11 }, () => '--:')),
  ];
  const lines = measured.map((m) => {
    const [ratio, p99] = [ratioOf(m), p99Of(m)];
    return row(
      m.operation,
      m.connections,
      spread(of(m.product, 'perSecond')),
      spread(of(m.floor, 'perSecond')),
      `${number(ratio * 100)} %${mark(ratio >= (isWrite(m.operation) ? TARGET.write : TARGET.read))}`,
      number(median(of(m.product, 'p50')), 2),
      number(median(of(m.floor, 'p50')), 2),
      number(median(of(m.product, 'p99')), 1),
      number(median(of(m.floor, 'p99')), 1),
      `${number(p99, 1)}${mark(p99 <= TARGET.p99)}`,
      `${number(median(of(m.product, 'meanBytes')))} / ${number(median(of(m.floor, 'meanBytes')))}`,
      `${number(m.residentMb)}${mark(m.residentMb <= TARGET.residentMb)}`,
    );
  });
  return [...head, ...lines].join('\n');
}

/** How much slower the middle request is in the largest table than in the smallest. */
function growth(measured: readonly Measured[]): string {
  const sizes = [...new Set(measured.map((m) => m.orders))].toSorted((a, b) => a - b);
  if (sizes.length < 2) return '';
  const p50 = (like: Measured, orders: number) => {
    const found = measured.find((m) => m.orders === orders && m.operation === like.operation && m.connections === like.connections);
    return found && median(of(found.product, 'p50'));
  };
  const lines = measured
    .filter((m) => m.orders === sizes[0])
    .map((m) => {
      const all = sizes.map((size) => p50(m, size) ?? Number.NaN);
      const times = all.at(-1)! / all[0]!;
      return row(m.operation, m.connections, ...all.map((ms) => number(ms, 2)), `${number(times, 2)}${mark(times <= TARGET.growth)}`);
    });
  const head = row('operation', 'connections', ...sizes.map((size) => number(size)), '×');
  return `### The product’s p50 in ms, by number of orders\n\n${[head, row('---', ...Array.from({ length: sizes.length + 2 }, () => '--:')), ...lines].join('\n')}`;
}

async function circumstances(sql: postgres.Sql): Promise<string> {
  const [{ server_version: version }] = await sql<[{ server_version: string }]>`show server_version`;
  const settings = await sql<{ name: string; setting: string }[]>`
    select name, current_setting(name) as setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size') order by 1`;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  return `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}. ${cpus()[0]?.model ?? 'Unknown processor'}, ${cpus().length} cores shared by generator, server and PostgreSQL, ${number(totalmem() / 2 ** 30)} GB. Node ${process.versions.node}, PostgreSQL ${version} (${settings.map((s) => `${s.name} ${s.setting}`).join(', ')}; set by us: ${Object.keys(SETTINGS).join(', ')}). Pool of ${POOL} on both sides. Both run with \`node ${PRODUCT_FLAGS.join(' ')}\`; the product with NODE_ENV=production, logging at \`info\` into a file.`;
}

/** Writes the API's part of RESULTS.md. */
export async function writeResults(
  sql: postgres.Sql,
  measured: readonly Measured[],
  { runs, seconds }: { runs: number; seconds: number },
): Promise<void> {
  const sizes = [...new Set(measured.map((m) => m.orders))];
  const changed = await readFile(join(import.meta.dirname, 'CHANGED.md'), 'utf8');
  const parts = [
    '## The API\n',
    await circumstances(sql),
    `\n${runs} runs of ${seconds} s on each side, by turns, each side first as often as the other; the median, and in brackets the least and the most. The floor (\`floor.ts\`) is postgres.js behind bare Fastify: it looks the session up by its key, writes the same rows and the event in one commit, answers the same fields, and has none of our code. To reach: reads ≥ 60 % and writes ≥ 50 % of its throughput, p99 ≤ 3 ×, ≤ 250 MB resident; ✗ marks what is short. “Create with a key” sends an Idempotency-Key to the product only, so the floor does less. Statements and plans: \`plans/\`.`,
    ...sizes.map((size) => `\n### ${number(size)} orders\n\n${table(measured.filter((m) => m.orders === size))}`),
    `\n${growth(measured)}`,
    `\n${changed.trim()}`,
  ];
  await putPart('api', parts.join('\n'));
}
