import type { Sql } from '@steward/db';
import { budgetLines, fundingSources, ledgerEntries, projects, sites } from '@steward/db/schema';
import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { type Totals, TOTALS } from './figures.ts';
import { readsWholePlan } from '../rules/access.ts';
import { visibleOrWhole } from '../visible-queries.ts';
import { openAt } from './past-queries.ts';

/** A programme, or one project; as of a day that is over, or (undefined) as it is now. */
export type Scope = { programmeId: string; projectId?: string | undefined; asOf?: string | undefined };

const ownLines = ({ programmeId, projectId }: Scope) => (projectId ? sql`l.project_id = ${projectId}` : sql`l.programme_id = ${programmeId}`);
const sumWhere = (kinds: readonly string[], side: 1 | -1) =>
  sql`coalesce(sum(amount) filter (where side = ${sql.raw(String(side))} and kind in (${sql.join([...kinds], sql`, `)})), 0)`;

/** Lines with their totals: as the ledger's trigger keeps them; for a past day, less what was entered for later days. */
export function linesAt(scope: Scope): SQL {
  const columns = sql`l.id, l.source_id, l.project_id, l.kind, l.name, l.account`;
  if (!scope.asOf)
    return sql`select ${columns}, l.revenue_cents as revenue, l.baseline_cents as baseline, l.transferred_in_cents as "transferredIn",
        l.transferred_out_cents as "transferredOut", l.committed_cents as committed, l.expended_cents as expended, l.retainage_cents as retainage,
        l.paid_cents as paid, l.to_commit_cents as "toCommit"
      from ${budgetLines} l where ${ownLines(scope)}`;
  const later = (line: SQL, side: SQL) => sql`select ${line} as line_id, e.kind, e.amount_cents as amount, ${side} as side from ${ledgerEntries} e
      where e.effective_on > ${scope.asOf} and ${
        scope.projectId
          ? sql`${line} in (select id from ${budgetLines} where project_id = ${scope.projectId})`
          : sql`e.programme_id = ${scope.programmeId}`
      }`;
  return sql`select ${columns}, l.revenue_cents - coalesce(x.revenue, 0) as revenue, l.baseline_cents - coalesce(x.baseline, 0) as baseline,
      l.transferred_in_cents - coalesce(x.moved_in, 0) as "transferredIn", l.transferred_out_cents - coalesce(x.moved_out, 0) as "transferredOut",
      l.committed_cents - coalesce(x.committed, 0) as committed, l.expended_cents - coalesce(x.expended, 0) as expended,
      l.retainage_cents - coalesce(x.retainage, 0) as retainage, l.paid_cents - coalesce(x.paid, 0) as paid, l.to_commit_cents - coalesce(x.to_commit, 0) as "toCommit"
    from ${budgetLines} l left join (
      select line_id, ${sumWhere(['revenue'], 1)} as revenue, ${sumWhere(['baseline'], 1)} - ${sumWhere(['baseline'], -1)} as baseline,
        ${sumWhere(['transfer'], 1)} as moved_in, ${sumWhere(['transfer'], -1)} as moved_out,
        ${sumWhere(['commitment', 'change_order', 'release'], 1)} as committed, ${sumWhere(['invoice'], 1)} as expended,
        ${sumWhere(['retainage'], 1)} as retainage, ${sumWhere(['payment'], 1)} as paid, ${sumWhere(['estimate'], 1)} as to_commit
      from (${later(sql`e.budget_line_id`, sql`1`)} union all ${later(sql`e.from_line_id`, sql`-1`)} and e.from_line_id is not null) y group by line_id
    ) x on x.line_id = l.id where ${ownLines(scope)}`;
}

/** Requests `r` for change orders `c`, line `o` by line, with the line `cl` of the contract. */
export const CHANGE_LINES = sql`capital_requests r join change_orders c on c.request_id = r.id join change_order_lines o on o.request_id = r.id
    join contract_lines cl on cl.id = o.contract_line_id`;
/** What such a line comes to by how likely it comes, to the cent: whoever counts it counts the same. */
export const LIKELY = sql`round(o.amount_cents * c.probability_ratio::numeric)`;

/** Of each line: change orders that wait, or waited that day, each times how likely it comes. */
export const pendingAt = ({ programmeId, projectId, asOf }: Scope): SQL => sql`
  select cl.budget_line_id as line_id, sum(${LIKELY})::bigint as pending from ${CHANGE_LINES}
  where r.programme_id = ${programmeId} and r.kind = 'change_order' ${projectId ? sql`and r.project_id = ${projectId}` : sql``} and ${
    asOf ? openAt(asOf) : sql`r.state = 'waiting'`
  } group by 1`;

/** Sums of lines `l` with what waits `w`. */
export const SUMS = sql`${sql.join(
  [
    ...TOTALS.map((key) => sql`coalesce(sum(l.${sql.identifier(key)}), 0)::text as ${sql.identifier(key)}`),
    sql`coalesce(sum(w.pending), 0)::text as pending`,
  ],
  sql`, `,
)}`;
/** Such a row's sums as cents. */
export const totalsOf = (row: Record<string, unknown>): Totals =>
  Object.fromEntries([...TOTALS, 'pending'].map((key) => [key, BigInt((row[key] ?? 0) as string | number)])) as Totals;

export type Group = { sourceId: string; kind: string; isOfProject: boolean; lines: number; totals: Totals };
/** All lines that this person sees, by source and purpose. */
export async function listGroups(on: Sql, actor: Actor, scope: Scope): Promise<Group[]> {
  const rows = await on.execute<{ source_id: string; kind: string; of_project: boolean; lines: number }>(sql`
    select l.source_id, l.kind, l.project_id is not null as of_project, count(*)::int as lines, ${SUMS}
    from (${linesAt(scope)}) l left join (${pendingAt(scope)}) w on w.line_id = l.id
      ${readsWholePlan(actor) ? sql`` : sql`left join ${projects} on ${projects.id} = l.project_id left join ${sites} on ${sites.id} = ${projects.siteId}`}
    where ${visibleOrWhole(actor)} group by 1, 2, 3`);
  return [...rows].map((row) => ({ sourceId: row.source_id, kind: row.kind, isOfProject: row.of_project, lines: row.lines, totals: totalsOf(row) }));
}

export type LineRow = { id: string; sourceId: string; kind: string; name: string; account: string; totals: Totals };
/** Each line of a project. */
export async function listLines(on: Sql, scope: Scope & { projectId: string }): Promise<LineRow[]> {
  const rows = await on.execute<{ id: string; source_id: string; kind: string; name: string; account: string }>(sql`
    select l.id, l.source_id, l.kind, l.name, l.account, ${SUMS}
    from (${linesAt(scope)}) l left join (${pendingAt(scope)}) w on w.line_id = l.id
    group by 1, 2, 3, 4, 5 order by array_position(array['design','construction','equipment','owner_costs','contingency','other'], l.kind), l.account`);
  return [...rows].map(({ id, source_id, kind, name, account, ...row }) => ({ id, sourceId: source_id, kind, name, account, totals: totalsOf(row) }));
}

export const listSources = (on: Sql, programmeId: string) =>
  on.select().from(fundingSources).where(eq(fundingSources.programmeId, programmeId)).orderBy(asc(fundingSources.fundCode), asc(fundingSources.code));
