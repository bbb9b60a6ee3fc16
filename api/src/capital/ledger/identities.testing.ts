import type { Sql } from '@steward/db';
import { budgetLines } from '@steward/db/schema';
import { eq, sql } from 'drizzle-orm';
import { brokenIdentities } from '../rules/identities.ts';

type Named = { what: string };
const each = async (db: Sql, query: ReturnType<typeof sql>) => (await db.execute<Named>(query)).map(({ what }) => what);

/** Totals that are not the sums of their entries, to the cent. */
const differing = (db: Sql, programmeId: string) =>
  each(
    db,
    sql`with moved as (
      select b.id,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'revenue' and e.budget_line_id = b.id), 0) as revenue,
        coalesce(sum(case when e.kind <> 'baseline' then 0 when e.budget_line_id = b.id then e.amount_cents else -e.amount_cents end), 0) as baseline,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'transfer' and e.budget_line_id = b.id), 0) as moved_in,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'transfer' and e.from_line_id = b.id), 0) as moved_out,
        coalesce(sum(e.amount_cents) filter (where e.kind in ('commitment', 'change_order', 'release')), 0) as committed,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'invoice'), 0) as expended,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'retainage'), 0) as retainage,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'payment'), 0) as paid,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'estimate'), 0) as to_commit
      from budget_lines b left join ledger_entries e on e.budget_line_id = b.id or e.from_line_id = b.id where b.programme_id = ${programmeId} group by b.id
    ) select 'totals of ' || b.name as what from budget_lines b join moved m using (id)
      where (b.revenue_cents, b.baseline_cents, b.transferred_in_cents, b.transferred_out_cents, b.committed_cents, b.expended_cents, b.retainage_cents, b.paid_cents, b.to_commit_cents)
        <> (m.revenue, m.baseline, m.moved_in, m.moved_out, m.committed, m.expended, m.retainage, m.paid, m.to_commit)
    union all
    select 'totals of the contract line ' || l.name from contract_lines l join budget_lines b on b.id = l.budget_line_id and b.programme_id = ${programmeId}
      left join ledger_entries e on e.contract_line_id = l.id
      group by l.id having (l.committed_cents, l.expended_cents, l.retainage_cents, l.paid_cents) <> (
        coalesce(sum(e.amount_cents) filter (where e.kind in ('commitment', 'change_order', 'release')), 0), coalesce(sum(e.amount_cents) filter (where e.kind = 'invoice'), 0),
        coalesce(sum(e.amount_cents) filter (where e.kind = 'retainage'), 0), coalesce(sum(e.amount_cents) filter (where e.kind = 'payment'), 0))
    union all
    select 'contracts of ' || b.name from budget_lines b left join contract_lines l on l.budget_line_id = b.id where b.programme_id = ${programmeId}
      group by b.id having (b.committed_cents, b.expended_cents, b.retainage_cents, b.paid_cents)
        <> (coalesce(sum(l.committed_cents), 0), coalesce(sum(l.expended_cents), 0), coalesce(sum(l.retainage_cents), 0), coalesce(sum(l.paid_cents), 0))`,
  );

/** Sums over lines that do not come out. */
const notAddingUp = (db: Sql, programmeId: string) =>
  each(
    db,
    sql`select 'transfers do not add up to 0' as what from budget_lines where programme_id = ${programmeId} having sum(transferred_in_cents - transferred_out_cents) <> 0
    union all select 'baselines do not add up to 0' from budget_lines where programme_id = ${programmeId} having sum(baseline_cents) <> 0
    union all select 'revenue of ' || s.name || ' is not the sum of its budgets' from funding_sources s join budget_lines b on b.source_id = s.id
      where s.programme_id = ${programmeId} group by s.id having sum(b.budget_cents) <> sum(b.revenue_cents)
    union all select 'revenue is not budgets and what is unallocated' from budget_lines where programme_id = ${programmeId}
      having sum(revenue_cents) <> sum(budget_cents) filter (where kind <> 'unallocated') + sum(budget_cents) filter (where kind = 'unallocated')`,
  );

/** Entries that nobody approved, that were approved by who asked, or that are not what was approved; and what was approved and not entered. */
const notApproved = (db: Sql, programmeId: string) =>
  each(
    db,
    sql`select 'an entry without its approval: ' || e.kind as what from ledger_entries e left join capital_requests r on r.id = e.request_id
      where e.programme_id = ${programmeId} and e.kind in ('transfer', 'commitment', 'change_order', 'invoice') and r.state is distinct from 'approved'
    union all select 'approved by who asked' from capital_decisions d join capital_approvals a on a.id = d.approval_id join capital_requests r on r.id = a.request_id
      where r.programme_id = ${programmeId} and r.requested_by_id in (d.person_id, d.on_behalf_of_id)
    union all select 'not entered as approved: ' || r.kind from capital_requests r
      left join ledger_entries e on e.request_id = r.id and e.kind = case r.kind when 'contract' then 'commitment' else r.kind end
      where r.programme_id = ${programmeId} and r.state = 'approved' and not exists (select 1 from contracts c where c.request_id = r.id and c.under_contract_id is not null)
      group by r.id having coalesce(sum(e.amount_cents), 0) <> r.amount_cents
    union all select 'an entry in a closed month' from ledger_entries e join closed_periods p on p.programme_id = e.programme_id and p.month = date_trunc('month', e.effective_on)::date
      where e.programme_id = ${programmeId} and e.recorded_at > p.closed_at`,
  );

/** Every identity of a programme that does not hold, derived anew from its entries. */
export async function brokenIn(db: Sql, programmeId: string): Promise<string[]> {
  const lines = await db.select().from(budgetLines).where(eq(budgetLines.programmeId, programmeId));
  const broken = lines.flatMap((line) => brokenIdentities(line).map((what) => `${line.name}: ${what}`));
  return [...broken, ...(await differing(db, programmeId)), ...(await notAddingUp(db, programmeId)), ...(await notApproved(db, programmeId))];
}
