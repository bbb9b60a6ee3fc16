import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type postgres from 'postgres';
import type { Load, Sent } from './job.ts';
import type { makeLoads, Operation } from './scenarios.ts';

const DIRECTORY = join(import.meta.dirname, 'plans');

/** Statements of the sessions' own, which say nothing of a path. */
const NOISE = /^(begin|commit|rollback|set |show |select b\.oid)/i;

type Ask = (sent: Sent) => Promise<unknown>;

/** One request of each operation, its statements as the server saw them with their plans (auto_explain), each in a file of its own. */
export async function writePlans(
  sql: postgres.Sql,
  loads: Awaited<ReturnType<typeof makeLoads>>,
  { ask, readLog }: { ask: Ask; readLog: () => Promise<string> },
): Promise<void> {
  await mkdir(DIRECTORY, { recursive: true });
  const [{ n: orders }] = await sql<[{ n: number }]>`select count(*)::int as n from work_orders`;
  const one = (load: Load): Sent => {
    if (load.kind === 'requests') return load.requests[0]!;
    const { id, cookie, version } = load.orders[0]!;
    return {
      method: 'POST',
      path: `/api/work-orders/${id}/transitions`,
      headers: { cookie, 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ to: 'on_hold', holdReason: 'parts', note: 'The part is on order.' }),
    };
  };
  const requests: Partial<Record<Operation, Sent>> = { ...mapped(loads, one), transition: one(await loads.moves()) };
  for (const [operation, sent] of Object.entries(requests)) {
    // The first ones prepare the statements and fill what is kept in memory; after five PostgreSQL settles on a plan for all values.
    if (sent.method === 'GET') for (let i = 0; i < 8; i++) await ask(sent);
    const before = (await readLog()).length;
    await ask(sent);
    const said = (await readLog()).slice(before);
    const text = statementsIn(said).join(`\n\n${'-'.repeat(120)}\n\n`);
    const head = `${operation}: ${sent.method} ${sent.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')} at ${orders.toLocaleString('en')} orders\n\n`;
    await writeFile(join(DIRECTORY, `${operation.replaceAll(/[^a-z]+/g, '-')}.txt`), `${head}${text}\n`);
  }
}

const mapped = (loads: Awaited<ReturnType<typeof makeLoads>>, one: (load: Load) => Sent) =>
  Object.fromEntries(
    Object.entries(loads).flatMap(([operation, load]) =>
      typeof load === 'function' || operation === 'create with a key' ? [] : [[operation, one(load)]],
    ),
  );

/** auto_explain writes "duration: … plan:", then the statement and its plan, indented. */
const statementsIn = (log: string): string[] =>
  log
    .split(/^(?=\S.*?LOG: )/m)
    .filter((entry) => entry.includes(' plan:\n'))
    .map((entry) =>
      entry
        .slice(entry.indexOf(' plan:\n') + 7)
        .replaceAll(/^\t/gm, '')
        .trim(),
    )
    .filter((entry) => !NOISE.test(entry.replace(/^Query Text: /, '')));
