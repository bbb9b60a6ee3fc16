import type postgres from 'postgres';
import { signIn } from './scenarios.ts';
import { SECRET, startServer } from './servers.ts';

// The figures of Operations, as the page asks for them: one call of the API, by whoever looks at them.

const WARM_UP = 3;
const RUNS = 30;
const TARGET_MS = 300;
const PERIODS = ['last_90_days', 'month', 'last_quarter', 'school_year', 'last_school_year'] as const;

type Given = { database: { url: string; sql: postgres.Sql }; scratch: string; say: (line: string) => void };

const atShare = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 0 });

/** One who looks at them for each reach that there is: a service, a service in an area, the whole district. */
const readersOf = (sql: postgres.Sql) => sql<{ role: string; service: string | null; area: string | null; personId: string }[]>`
  select distinct on (g.role, g.service_code, g.area_id is null) g.role, g.service_code as service, a.name as area, g.person_id as "personId"
  from role_grants g left join areas a on a.id = g.area_id join people p on p.id = g.person_id and p.is_active
  where g.ended_at is null and g.site_id is null and (g.role in ('service_manager', 'auditor', 'administrator') or g.role = 'dispatcher' and g.area_id is not null)
  order by g.role, g.service_code, g.area_id is null`;

/** Measures each reader and period one request at a time, and writes it down as a part of RESULTS.md. */
export async function benchOperations({ database, scratch, say }: Given): Promise<string> {
  const { sql, url } = database;
  const [{ n: orders }] = await sql<[{ n: number }]>`select count(*)::int as n from work_orders`;
  const product = await startServer('product', url, scratch);
  const lines: string[] = [];
  try {
    for (const { role, service, area, personId } of await readersOf(sql)) {
      const cookie = await signIn(sql, personId, SECRET);
      const reach = [role, service ?? 'every service', area].filter(Boolean).join(', ');
      const medians: string[] = [];
      for (const period of PERIODS) {
        const times: number[] = [];
        for (let run = -WARM_UP; run < RUNS; run++) {
          const began = performance.now();
          const answer = await fetch(`${product.url}/api/reports/operations?period=${period}`, { headers: { cookie } });
          if (!answer.ok) throw new Error(`Operations answered ${answer.status}: ${await answer.text()}`);
          await answer.text();
          if (run >= 0) times.push(performance.now() - began);
        }
        const sorted = times.toSorted((a, b) => a - b);
        const median = atShare(sorted, 0.5);
        medians.push(`${number(median)} (${number(atShare(sorted, 0.95))})${period === 'last_90_days' && median > TARGET_MS ? ' ✗' : ''}`);
      }
      lines.push(`| ${reach} | ${medians.join(' | ')} |`);
      say(lines.at(-1)!);
    }
  } finally {
    await product.stop();
  }
  return [
    '## Operations\n',
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${number(orders)} orders. All figures of the page in one call of the API, one request at a time, ${RUNS} each: the median in ms, and in brackets the 95th percentile. To reach: ${TARGET_MS} ms at the median for the 90 days that the page opens with; ✗ marks what is short.\n`,
    `| who looks | last 90 days | month | last quarter | school year | last school year |`,
    `| --- | --: | --: | --: | --: | --: |`,
    ...lines,
  ].join('\n');
}
