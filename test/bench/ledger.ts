import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@steward/db';
import { startPostgres } from '@steward/db/embedded';
import { migrate } from '@steward/db/migrate';
import postgres from 'postgres';
import { enterPayment } from '../../api/src/capital/ledger/contract-money.ts';
import { estimateToCommit } from '../../api/src/capital/programmes/keep-books.ts';
import type { Actor } from '../../api/src/kernel/actor.ts';
import { SETTINGS } from './database.ts';

// Entries in the capital ledger, each in a transaction of its own that reaches the disk: a payment and an estimate through their use cases, with all that they look at before, against a floor that
// inserts the same row by one prepared statement and looks at nothing. Both go through the ledger's trigger, which keeps the totals.

const CONTRACTS = 400;
const SECONDS = 2;
const RUNS = 5;
const CONNECTIONS = [1, 8] as const;
const TARGET_SHARE = 0.5;

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;
const number = (value: number) => Math.round(value).toLocaleString('en');
const spread = (all: readonly number[]) => `${number(middle(all))} (${number(Math.min(...all))}–${number(Math.max(...all))})`;

type Line = { contract: string; line: string; budget: string; programme: string };

/** A programme with contracts of which everything was billed and nothing paid: written past the ledger, which is what is measured. */
async function fill(sql: postgres.Sql): Promise<{ actor: Actor; lines: Line[] }> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into people (id, name, email) select uuidv7(), 'Finance ' || i, 'finance' || i || '@bench.example' from generate_series(1, 2) i`;
    await tx`insert into programmes (id, code, name, kind, source, starts_on, ends_on) values (uuidv7(), 'bench', 'Bench', 'bond', 'Made up', '2018-01-01', '2030-01-01')`;
    await tx`insert into funding_sources (id, programme_id, code, name, kind, fund_code, planned_cents) select uuidv7(), id, 'bond', 'Bond', 'bond', '41', 0 from programmes`;
    await tx`insert into vendors (id, name) values (uuidv7(), 'Vendor')`;
    await tx`insert into projects (id, programme_id, code, name, site_name, phase) select uuidv7(), p.id, 'P' || i, 'Project ' || i, 'School', 'construction' from programmes p, generate_series(1, ${CONTRACTS}) i`;
    await tx`insert into budget_lines (id, programme_id, source_id, project_id, kind, name, account, baseline_cents, committed_cents, expended_cents)
      select uuidv7(), p.programme_id, s.id, p.id, 'construction', 'Construction', '41-' || lpad(substr(p.code, 2), 3, '0') || '-00-4600-0720-000-0001', 10000000000, 10000000000, 10000000000
      from projects p, funding_sources s`;
    await tx`insert into capital_requests (id, programme_id, project_id, kind, number, title, amount_cents, reason, no_document_reason, requested_by_id, requested_at, state, decided_at)
      select uuidv7(), p.programme_id, p.id, 'contract', row_number() over (order by p.id), 'Contract', 10000000000, 'Bench', 'Bench', (select id from people order by id desc limit 1), now(), 'approved', now() from projects p`;
    await tx`insert into contracts (id, request_id, project_id, vendor_id, kind, number, title, executed_on)
      select uuidv7(), r.id, r.project_id, v.id, 'contract', 'C-' || r.number, 'Contract', '2020-01-01' from capital_requests r, vendors v`;
    await tx`insert into contract_lines (id, contract_id, budget_line_id, position, name, original_cents, committed_cents, expended_cents)
      select uuidv7(), c.id, b.id, 1, 'Works', 10000000000, 10000000000, 10000000000 from contracts c join budget_lines b on b.project_id = c.project_id`;
  });
  await sql`vacuum analyze`;
  const [person] = await sql<{ id: string }[]>`select id from people order by id limit 1`;
  const lines = await sql<Line[]>`select c.id as contract, l.id as line, b.id as budget, b.programme_id as programme
    from contracts c join contract_lines l on l.contract_id = c.id join budget_lines b on b.id = l.budget_line_id`;
  const grants = [{ role: 'finance', serviceCode: null, areaId: null, siteId: null }] as const;
  const actor: Actor = { id: person!.id, name: 'Finance', email: '', locale: 'en', siteId: null, grants, compartments: [], teamIds: [] };
  return { actor, lines };
}

/** For so long by so many at once, each its own lines; gives entries a second. */
async function rate(lines: readonly Line[], connections: number, enter: (line: Line, n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let entered = 0;
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      const mine = lines.filter((_line, i) => i % connections === connection);
      for (let n = 0; performance.now() - began < SECONDS * 1_000; n += 1, entered += 1) await enter(mine[n % mine.length]!, n);
    }),
  );
  return entered / ((performance.now() - began) / 1_000);
}

/** Measures it in a database of its own, and writes it down as a part of RESULTS.md. */
export async function benchLedger({ scratch, say }: { scratch: string; say: (line: string) => void }): Promise<string> {
  const dataDir = join(scratch, 'ledger');
  rmSync(dataDir, { recursive: true, force: true });
  const server = await startPostgres({ dataDir, settings: SETTINGS });
  await migrate(server.url);
  const sql = postgres(server.url, { max: 2, onnotice: () => {} });
  const floor = postgres(server.url, { max: 8, onnotice: () => {}, connection: { role: 'steward_app' } });
  const { db, close } = connect(server.url, { poolSize: 8 });
  const rows: string[] = [];
  try {
    const { actor, lines } = await fill(sql);
    const [on, paper] = ['2026-11-24', { noDocumentReason: 'Paid by the finance system' }];
    const now = new Date('2026-11-24T16:00:00Z');
    const insert = (kind: string) => (of: Line, n: number) =>
      floor`insert into ledger_entries (id, programme_id, kind, budget_line_id, contract_line_id, amount_cents, effective_on, no_document_reason, actor_id, recorded_at)
        values (uuidv7(), ${of.programme}, ${kind}, ${of.budget}, ${kind === 'payment' ? of.line : null}, ${1 + (n % 3)}, ${on}, 'Floor', ${actor.id}, ${now})`;
    const ours = {
      payment: (of: Line) => enterPayment(db, actor, of.contract, { on, lines: [{ contractLineId: of.line, amount: '0.01' }], ...paper }, now),
      estimate: (of: Line, n: number) => estimateToCommit(db, actor, of.budget, { toCommit: `${100 + n}.00`, on, note: 'Anew', ...paper }, now),
    };
    for (const kind of ['payment', 'estimate'] as const)
      for (const connections of CONNECTIONS) {
        const times = { product: [] as number[], floor: [] as number[] };
        for (let run = -1; run < RUNS; run += 1) {
          const [theirs, mine] = [await rate(lines, connections, insert(kind)), await rate(lines, connections, ours[kind])];
          // The first warms both.
          if (run >= 0) times.floor.push(theirs);
          if (run >= 0) times.product.push(mine);
        }
        const share = middle(times.product) / middle(times.floor);
        rows.push(
          `| ${kind} | ${connections} | ${spread(times.product)} | ${spread(times.floor)} | ${(share * 100).toFixed(0)} %${share < TARGET_SHARE ? ' ✗' : ''} |`,
        );
        say(`ledger: ${rows.at(-1)!}`);
      }
  } finally {
    await close();
    await floor.end();
    await sql.end();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return [
    '## Entries in the ledger',
    '',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. Entries a second, median of ${RUNS} runs of ${SECONDS} seconds (least–most), fsync on, each entry a transaction of its own: through its use case, and inserted by one prepared statement that looks at nothing. Both pass the trigger that keeps the totals.`,
    '',
    '| entry | at once | use case | floor | of the floor |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
    '',
    `Target: ${TARGET_SHARE * 100} % of the floor; ✗ marks what is short.`,
  ].join('\n');
}
