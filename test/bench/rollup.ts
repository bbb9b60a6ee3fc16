import type postgres from 'postgres';
import { signIn } from './scenarios.ts';
import { SECRET, startServer } from './servers.ts';

// The condition of the whole district, its history and what changed it, with many components and deficiencies; against counting all of them anew by SQL.

const COMPONENTS = 50_000;
const DEFICIENCIES = 200_000;
const EVENTS = 250_000;
const TARGET_MS = 100;
const RUNS = 21;

type Given = { database: { url: string; sql: postgres.Sql }; scratch: string; say: (line: string) => void };

const sorted = (times: readonly number[]) => times.toSorted((a, b) => a - b);
const at = (times: readonly number[], share: number) => sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const ms = (took: number) => took.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Adds components, deficiencies and events to the district's structures until there are as many as are to be measured, and keeps what they do. */
async function fill(sql: postgres.Sql): Promise<void> {
  const rooms = sql`(select id, row_number() over (order by id) - 1 as n, count(*) over () as all_of_them from structures)`;
  const [there] = await sql<[{ components: number; deficiencies: number; events: number }]>`
    select (select count(*)::int from components) as components, (select count(*)::int from deficiencies) as deficiencies, (select count(*)::int from condition_events) as events`;
  await sql.begin(async (tx) => {
    await tx`insert into components (id, structure_id, system_code, name, quantity, unit, year_installed)
      select uuidv7(), s.id, 'D3050', 'Unit ' || i, 1 + i % 9, 'sq ft', 1990 + i % 36
      from generate_series(1, ${Math.max(0, COMPONENTS - there.components)}) i join ${rooms} s on s.n = i % s.all_of_them`;
    const made = await tx<{ structure_id: string; cents: string }[]>`
      with made as (insert into deficiencies (id, structure_id, system_code, priority, scope, cost_cents, cost_base_year, found_on, source, status)
        select uuidv7(), s.id, 'D3050', 1 + i % 4, 'Found ' || i, 10000 + i, extract(year from now())::int, current_date - i % 1500, 'assessment', 'open'
        from generate_series(1, ${Math.max(0, DEFICIENCIES - there.deficiencies)}) i join ${rooms} s on s.n = i % s.all_of_them returning structure_id, cost_cents)
      select structure_id, sum(cost_cents)::text as cents from made group by 1`;
    for (const { structure_id: id, cents } of made) await tx`update structures set dm_cents = dm_cents + ${cents}::bigint where id = ${id}`;
    await tx`insert into condition_events (id, structure_id, kind, cause, dm_delta_cents, crv_delta_cents, by_system, occurred_at)
      select uuidv7(), s.id, 'looked_at', (array['work', 'findings', 'ageing', 'escalation', 'method', 'correction'])[1 + i % 6], 0, 0,
          '{"B30": {"dm": "0", "crv": "0"}, "D30": {"dm": "0", "crv": "0"}}', now() - make_interval(days => i % 1800)
      from generate_series(1, ${Math.max(0, EVENTS - there.events)}) i join ${rooms} s on s.n = i % s.all_of_them`;
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

/** What is deferred and the value, from every open deficiency and every component. */
const countAnew = (sql: postgres.Sql) => sql`
  with basis as (select * from cost_bases order by number desc limit 1)
  select (select sum(cost_cents * (1 + b.escalation_ratio) ^ (extract(year from now()) - cost_base_year)) from deficiencies, basis b where status in ('open', 'funded', 'in_work')) as found,
    sum(c.quantity * coalesce(c.unit_cost_cents, u.unit_cost_cents) * b.location_factor * (1 + b.soft_cost_ratio)) as value,
    sum(c.quantity * coalesce(c.unit_cost_cents, u.unit_cost_cents)) filter (where c.year_installed + coalesce(c.life_years, u.life_years) <= extract(year from now())
      and not exists (select 1 from deficiencies d where d.component_id = c.id and d.status in ('open', 'funded', 'in_work'))) as due
  from components c cross join basis b join unit_costs u on u.cost_basis_id = b.id and u.system_code = c.system_code where c.removed_at is null`;

/** Measures it, and writes it down as a part of RESULTS.md. */
export async function benchRollup({ database: { sql, url }, scratch, say }: Given): Promise<string> {
  await fill(sql);
  const product = await startServer('product', url, scratch);
  try {
    const [planner] = await sql<{ id: string }[]>`select person_id as id from role_grants where role = 'planner' and ended_at is null limit 1`;
    const cookie = await signIn(sql, planner!.id, SECRET);
    const get = (path: string) => async () => {
      const answer = await fetch(product.url + path, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
    };
    const anew = await time(() => countAnew(sql));
    const kept = await time(() => sql`select sum(dm_cents) as dm, sum(crv_cents) as crv from structures where crv_cents > 0`);
    const asked: [string, string][] = [
      ['the district, each school and building', '/api/condition'],
      ['what changed it in five years', `/api/condition/bridge?from=${new Date(Date.now() - 5 * 365 * 86_400_000).toISOString().slice(0, 10)}`],
      ['its history, quarter by quarter', '/api/condition/history'],
      ['the history of one system', '/api/condition/history?system=D30'],
    ];
    const lines: string[] = [];
    for (const [name, path] of asked) {
      const times = await time(get(path));
      const median = at(times, 0.5);
      lines.push(
        `| ${name} | ${ms(median)}${median > TARGET_MS ? ' ✗' : ''} | ${ms(at(times, 0.95))} | ${(median / at(anew, 0.5)).toFixed(2)} | ${(median / at(kept, 0.5)).toFixed(1)} |`,
      );
      say(lines.at(-1)!);
    }
    const [{ structures }] = await sql<[{ structures: number }]>`select count(*)::int as structures from structures`;
    const number = (n: number) => n.toLocaleString('en');
    return [
      '## The condition of the district\n',
      `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC. ${number(structures)} structures with ${number(COMPONENTS)} components, ${number(DEFICIENCIES)} deficiencies and ${number(EVENTS)} events; one caller, ${RUNS} runs each. To reach: a median of ${TARGET_MS} ms. Counting all components and deficiencies anew by one statement takes ${ms(at(anew, 0.5))} ms, adding up what is kept ${ms(at(kept, 0.5))} ms.\n`,
      '| what is asked | median ms | 95 % ms | × counting anew | × adding up |',
      '| --- | --: | --: | --: | --: |',
      ...lines,
    ].join('\n');
  } finally {
    await product.stop();
  }
}
