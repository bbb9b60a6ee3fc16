import type postgres from 'postgres';
import { signIn } from './scenarios.ts';
import { SECRET, startServer } from './servers.ts';

// The programme page of the capital plan with many projects and a long ledger, as the portal asks for it; and that a new entry is in the next answer.

const PROJECTS = 2_000;
const LINES_EACH = 4;
/** Of each line: its promise, estimates, a contract with its changes, and invoices that are held and paid. */
const INVOICES_EACH = 81;
const TARGET_MS = 300;
const RUNS = 21;
const CODE = 'bench';

type Given = { database: { url: string; sql: postgres.Sql }; scratch: string; say: (line: string) => void };

const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b);
const at = (times: readonly number[], share: number) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const ms = (took: number) => took.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Rows by the number of the project, line or invoice: each id follows from it. Written with triggers off; totals are set to what the entries come to. */
async function fill(sql: postgres.Sql): Promise<void> {
  const [there] = await sql`select 1 from programmes where code = ${CODE}`;
  if (there) return;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(`
      create function pg_temp.id(kind text, n bigint) returns uuid immutable language sql as $$ select md5(kind || ':' || n)::uuid $$;
      insert into programmes (id, code, name, kind, source, starts_on, ends_on) values (pg_temp.id('programme', 0), '${CODE}', 'Measured', 'bond', 'Made for measuring', '2018-11-06', '2030-01-01');
      insert into funding_sources (id, programme_id, code, name, kind, fund_code, planned_cents) values (pg_temp.id('source', 0), pg_temp.id('programme', 0), 'bond', 'Bond', 'bond', '41', 0);
      insert into baselines (id, programme_id, number, name, adopted_on, no_document_reason, created_at) values (pg_temp.id('baseline', 0), pg_temp.id('programme', 0), 1, 'Promised', '2018-11-06', 'Measured', now());
      insert into vendors (id, name) values (pg_temp.id('vendor', 0), 'Builders');
      create temporary table asker on commit drop as select id from people order by id limit 1;
      insert into projects (id, programme_id, code, name, site_id, site_name, phase)
        select pg_temp.id('project', p), pg_temp.id('programme', 0), 'M-' || p, 'Project ' || p, s.id, s.name, 'construction'
        from generate_series(1, ${PROJECTS}) p join (select id, name, row_number() over (order by id) - 1 as n, count(*) over () as all_of_them from sites) s on s.n = p % s.all_of_them;
      insert into project_phases (project_id, phase, baseline_start_on, baseline_end_on, planned_start_on, planned_end_on)
        select pg_temp.id('project', p), 'construction', current_date - 300, current_date + 60, current_date - 300, current_date + 60 + (case when p % 10 = 0 then p % 200 else 0 end) from generate_series(1, ${PROJECTS}) p;
      insert into project_scopes (id, project_id, position, promise, state, reason)
        select pg_temp.id('scope', p * 10 + i), pg_temp.id('project', p), i, 'Promise ' || i, case when p % 50 = 0 and i = 3 then 'dropped' else 'under_way' end, 'Why' from generate_series(1, ${PROJECTS}) p, generate_series(1, 3) i;
      insert into budget_lines (id, programme_id, source_id, kind, name, account, revenue_cents, baseline_cents) values
        (pg_temp.id('unallocated', 0), pg_temp.id('programme', 0), pg_temp.id('source', 0), 'unallocated', 'Unallocated', '41-000-00-0000-0000-000-0000', ${PROJECTS * LINES_EACH + 2_000} * 100000000::bigint, -${PROJECTS * LINES_EACH + 1_000} * 100000000::bigint);
      insert into budget_lines (id, programme_id, source_id, kind, name, account, baseline_cents, transferred_out_cents) values
        (pg_temp.id('contingency', 0), pg_temp.id('programme', 0), pg_temp.id('source', 0), 'contingency', 'Contingency', '41-000-00-4200-0840-000-0000', 1000 * 100000000::bigint, ${PROJECTS} * 1000000::bigint);
      create temporary table line on commit drop as
        select n, pg_temp.id('line', n) as id, pg_temp.id('contract line', n) as contract_line, pg_temp.id('project', (n - 1) / ${LINES_EACH} + 1) as project, (n - 1) % ${LINES_EACH} as nth from generate_series(1, ${PROJECTS * LINES_EACH}) n;
      insert into budget_lines (id, programme_id, source_id, project_id, kind, name, account, baseline_cents, transferred_in_cents, committed_cents, expended_cents, retainage_cents, paid_cents, to_commit_cents)
        select id, pg_temp.id('programme', 0), pg_temp.id('source', 0), project, (array['design','construction','equipment','owner_costs'])[nth + 1], 'Line ' || n, to_char(41, 'FM00') || '-' || to_char(n % 1000, 'FM000') || '-00-4200-' || to_char(n / 1000, 'FM0000') || '-000-' || to_char(n, 'FM0000'),
          100000000, case when nth = 0 then 1000000 else 0 end, 82000000, ${INVOICES_EACH} * 1000000::bigint, ${INVOICES_EACH} * 50000::bigint, ${INVOICES_EACH} * 950000::bigint, 3000000 from line;
      insert into contracts (id, request_id, project_id, vendor_id, kind, number, title, executed_on)
        select pg_temp.id('contract', n), pg_temp.id('contract request', n), project, pg_temp.id('vendor', 0), 'contract', 'M-' || n, 'Contract ' || n, current_date - 2000 from line;
      insert into contract_lines (id, contract_id, budget_line_id, position, name, original_cents, committed_cents, expended_cents, retainage_cents, paid_cents)
        select contract_line, pg_temp.id('contract', n), id, 1, 'Line', 80000000, 82000000, ${INVOICES_EACH} * 1000000::bigint, ${INVOICES_EACH} * 50000::bigint, ${INVOICES_EACH} * 950000::bigint from line;
      create temporary table asked on commit drop as
        select pg_temp.id('contract request', n) as id, project, 'contract' as kind, 80000000::bigint as cents, current_date - 2000 as day from line
        union all select pg_temp.id('draw', n), project, 'transfer', 1000000, current_date - (n % 2000)::int from line where nth = 0
        union all select pg_temp.id('change request', n * 10 + i), project, 'change_order', 1000000, current_date - 1000 - i from line, generate_series(1, 2) i
        union all select pg_temp.id('invoice request', n * 1000 + i), project, 'invoice', 1000000, current_date - ((n + i * 24) % 2000)::int from line, generate_series(1, ${INVOICES_EACH}) i;
      insert into capital_requests (id, programme_id, project_id, kind, number, title, amount_cents, reason, no_document_reason, requested_by_id, requested_at, state, decided_at)
        select a.id, pg_temp.id('programme', 0), project, kind, row_number() over (order by day, a.id), 'Asked', cents, 'Measured', 'Measured', asker.id, day, 'approved', day from asked a, asker;
      insert into transfers (request_id, from_line_id, to_line_id, kind, amount_cents) select pg_temp.id('draw', n), pg_temp.id('contingency', 0), id, 'draw', 1000000 from line where nth = 0;
      insert into change_orders (request_id, contract_id, number, reason_code, probability_ratio)
        select pg_temp.id('change request', n * 10 + i), pg_temp.id('contract', n), i, 'unforeseen', 0.5 from line, generate_series(1, 2) i;
      insert into change_order_lines (request_id, contract_line_id, amount_cents) select pg_temp.id('change request', n * 10 + i), contract_line, 1000000 from line, generate_series(1, 2) i;
      insert into ledger_entries (id, programme_id, kind, budget_line_id, from_line_id, contract_line_id, request_id, baseline_id, amount_cents, effective_on, no_document_reason, recorded_at)
        select uuidv7(), pg_temp.id('programme', 0), e.*, 'Measured', e.day from (
          select 'baseline', id, pg_temp.id('unallocated', 0), null::uuid, null::uuid, pg_temp.id('baseline', 0), 100000000::bigint, current_date - 2100 as day from line
          union all select 'baseline', pg_temp.id('contingency', 0), pg_temp.id('unallocated', 0), null, null, pg_temp.id('baseline', 0), 1000 * 100000000::bigint, current_date - 2100
          union all select 'revenue', pg_temp.id('unallocated', 0), null, null, null, null, ${PROJECTS * LINES_EACH + 2_000} * 100000000::bigint, current_date - 2101
          union all select 'transfer', id, pg_temp.id('contingency', 0), null, pg_temp.id('draw', n), null, 1000000, current_date - (n % 2000)::int from line where nth = 0
          union all select 'estimate', id, null, null, null, null, 1000000, current_date - 2000 + (i * 600) from line, generate_series(1, 3) i
          union all select 'commitment', id, null, contract_line, pg_temp.id('contract request', n), null, 80000000, current_date - 2000 from line
          union all select 'change_order', id, null, contract_line, pg_temp.id('change request', n * 10 + i), null, 1000000, current_date - 1000 - i from line, generate_series(1, 2) i
          union all select x.kind, id, null, contract_line, pg_temp.id('invoice request', n * 1000 + i), null, x.cents, current_date - ((n + i * 24) % 2000)::int
            from line, generate_series(1, ${INVOICES_EACH}) i, (values ('invoice', 1000000), ('retainage', 50000), ('payment', 950000)) x(kind, cents)
        ) e;`);
  });
  await sql`vacuum analyze`;
}

async function time(run: () => Promise<unknown>): Promise<number[]> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const began = performance.now();
    await run();
    times.push(performance.now() - began);
  }
  return times;
}

/** Measures it, and writes it down as a part of RESULTS.md. */
export async function benchCapital({ database: { sql, url }, scratch, say }: Given): Promise<string> {
  await fill(sql);
  const [{ id, entries }] = await sql<[{ id: string; entries: number }]>`
    select id, (select count(*)::int from ledger_entries where programme_id = p.id) as entries from programmes p where code = ${CODE}`;
  const product = await startServer('product', url, scratch);
  try {
    const [cfo] = await sql<{ id: string }[]>`select person_id as id from role_grants where role = 'finance' and ended_at is null limit 1`;
    const cookie = await signIn(sql, cfo!.id, SECRET);
    const get = async (path: string) => {
      const answer = await fetch(product.url + path, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as { figures: { toCommit: string } };
    };
    const fetchFile = async (path: string) => {
      const answer = await fetch(product.url + path, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
      return answer.arrayBuffer();
    };
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const [programme, contingency] = [`/api/programmes/${id}`, `/api/programmes/${id}/contingency`];
    const changes = `/api/programmes/${id}/changes?since=${daysAgo(30)}&only=notable&limit=8`;
    const asked: [string, () => Promise<unknown>][] = [
      [
        'the whole page, as the portal asks for it',
        async () => (await get('/api/programmes'), Promise.all([programme, contingency, changes].map(get))),
      ],
      ['the programme', () => get(programme)],
      ['its contingency', () => get(contingency)],
      ['what changed in 30 days', () => get(changes)],
      ['the programme as of 30 days ago', () => get(`${programme}?asOf=${daysAgo(30)}`)],
      ['the programme as of three years ago', () => get(`${programme}?asOf=${daysAgo(1_095)}`)],
      ['the board packet, a PDF', () => fetchFile(`${programme}/packet.pdf`)],
      ['projects, the first fifty', () => get(`/api/projects?programmeId=${id}`)],
    ];
    const lines: string[] = [];
    for (const [name, run] of asked) {
      const times = await time(run);
      const median = at(times, 0.5);
      lines.push(`| ${name} | ${ms(median)}${name.startsWith('the whole page') && median > TARGET_MS ? ' ✗' : ''} | ${ms(at(times, 0.95))} |`);
      say(lines.at(-1)!);
    }
    const isFresh = await isNewEntryIn(sql, () => get(programme));
    say(`a new entry is in the next answer: ${isFresh ? 'yes' : 'NO'}`);
    const number = (n: number) => n.toLocaleString('en');
    return [
      '## The capital plan\n',
      `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. ${number(PROJECTS)} projects with ${number(entries)} entries in the ledger; one caller, ${RUNS} runs each. To reach: a median of ${TARGET_MS} ms for the page. A new entry is in the next answer: ${isFresh ? 'yes' : 'no ✗'}.\n`,
      '| what is asked | median ms | 95 % ms |',
      '| --- | --: | --: |',
      ...lines,
    ].join('\n');
  } finally {
    await product.stop();
  }
}

/** Enters a dollar, and looks. */
async function isNewEntryIn(sql: postgres.Sql, read: () => Promise<{ figures: { toCommit: string } }>): Promise<boolean> {
  const before = await read();
  await sql`insert into ledger_entries (id, programme_id, kind, budget_line_id, amount_cents, effective_on, no_document_reason, recorded_at)
    select uuidv7(), l.programme_id, 'estimate', l.id, 100, current_date, 'Measured', now() from budget_lines l join programmes p on p.id = l.programme_id where p.code = ${CODE} and l.project_id is not null limit 1`;
  const after = await read();
  return Math.round((Number(after.figures.toCommit) - Number(before.figures.toCommit)) * 100) === 100;
}
