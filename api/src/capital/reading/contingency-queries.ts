import type { Sql } from '@steward/db';
import { people } from '@steward/db/schema';
import { sql } from 'drizzle-orm';
import { DECISIONS, type Decision } from './contract-queries.ts';
import type { Scope } from './line-queries.ts';

const pool = ({ programmeId }: Scope) =>
  sql`(select id from budget_lines where programme_id = ${programmeId} and kind = 'contingency' and project_id is null)`;
const until = ({ asOf }: Scope) => (asOf ? sql`and e.effective_on <= ${asOf}` : sql``);

export type Burnt = { month: string; given: string; drawn: string; returned: string };
/** What was given to programme contingency, drawn from it and returned to it, month by month; cents as text. */
export const listBurn = async (on: Sql, scope: Scope): Promise<Burnt[]> => [
  ...(await on.execute<Burnt>(sql`
    select to_char(date_trunc('month', effective_on), 'YYYY-MM-DD') as month,
      coalesce(sum(amount_cents) filter (where kind = 'baseline'), 0)::text as given,
      coalesce(sum(amount_cents) filter (where kind = 'transfer' and side = -1), 0)::text as drawn,
      coalesce(sum(amount_cents) filter (where kind = 'transfer' and side = 1), 0)::text as returned
    from (
      select e.effective_on, e.kind, e.amount_cents, 1 as side from ledger_entries e where e.budget_line_id in ${pool(scope)} and e.kind in ('baseline', 'transfer') ${until(scope)}
      union all
      select e.effective_on, e.kind, e.amount_cents, -1 from ledger_entries e where e.from_line_id in ${pool(scope)} and e.kind = 'transfer' ${until(scope)}
    ) x group by 1 order by 1`)),
];

export type Draw = {
  id: string;
  number: number;
  on: string;
  direction: 'drawn' | 'returned';
  cents: string;
  title: string;
  reason: string;
  requestedBy: string;
  decisions: Decision[];
  projectId: string | null;
  projectCode: string | null;
  projectName: string | null;
  siteName: string | null;
  document: string | null;
};
/** Each time money left programme contingency or came back to it: for what, by whom and why; the latest first. */
export const listDraws = async (on: Sql, scope: Scope, limit: number): Promise<Draw[]> => [
  ...(await on.execute<Draw>(sql`
    select e.id, r.number, e.effective_on as "on", e.direction, e.amount_cents::text as cents,
      r.title, r.reason, asker.name as "requestedBy", ${DECISIONS} as decisions, p.id as "projectId", p.code as "projectCode", p.name as "projectName", p.site_name as "siteName",
      d.title || ' (' || coalesce(d.reference, '') || ')' as document
    from (
      select e.*, 'drawn' as direction from ledger_entries e where e.kind = 'transfer' and e.from_line_id in ${pool(scope)} and e.budget_line_id not in ${pool(scope)} ${until(scope)}
      union all
      select e.*, 'returned' from ledger_entries e where e.kind = 'transfer' and e.budget_line_id in ${pool(scope)} and e.from_line_id not in ${pool(scope)} ${until(scope)}
      order by effective_on desc, id desc limit ${limit}
    ) e join capital_requests r on r.id = e.request_id join ${people} asker on asker.id = r.requested_by_id
      join budget_lines tl on tl.id = e.budget_line_id join budget_lines fl on fl.id = e.from_line_id
      left join projects p on p.id = coalesce(tl.project_id, fl.project_id) left join capital_documents d on d.id = e.document_id
    order by e.effective_on desc, e.id desc`)),
];

/** What contingency of the programme and of its projects gave to work, less nothing that came back: what its burn is reckoned from. */
export const sumUsed = async (on: Sql, { programmeId, asOf }: Scope): Promise<bigint> => {
  const [row] = await on.execute<{ cents: string }>(sql`
    select coalesce(sum(e.amount_cents), 0)::text as cents from ledger_entries e
      join budget_lines giver on giver.id = e.from_line_id join budget_lines taker on taker.id = e.budget_line_id
    where e.programme_id = ${programmeId} and e.kind = 'transfer' and giver.kind = 'contingency' and taker.kind not in ('contingency', 'unallocated')
      ${until({ programmeId, asOf })}`);
  return BigInt(row!.cents);
};
