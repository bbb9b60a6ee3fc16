import type { Sql } from '@steward/db';
import { attachments, capitalDocuments, deficiencies, people, projectScopes, scopeNeeds, structures, transfers } from '@steward/db/schema';
import { components } from '@steward/db/schema';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { dayOf, firstPromised, scopeAddedOn, scopeLater, scopeStateAt, scopeWasThere } from './past-queries.ts';

export type Decision = { personId: string; name: string; onBehalfOf: string | null; decision: string; words: string | null; decidedAt: string };
/** Of a request `r`: who decided on each of its steps. */
export const DECISIONS = sql`coalesce((select jsonb_agg(jsonb_build_object('personId', d.person_id, 'name', w.name, 'onBehalfOf', b.name, 'decision', d.decision,
    'words', d.words, 'decidedAt', d.decided_at) order by a.position)
  from capital_approvals a join capital_decisions d on d.approval_id = a.id join ${people} w on w.id = d.person_id left join ${people} b on b.id = d.on_behalf_of_id
  where a.request_id = r.id), '[]'::jsonb)`;

export type ContractRow = {
  id: string;
  number: string;
  title: string;
  kind: string;
  vendor: string;
  isFictitious: boolean;
  executedOn: string | null;
  closedOn: string | null;
  retainageRatio: number;
  reason: string;
  requestedBy: string;
  decisions: Decision[];
  original: string;
  committed: string;
  expended: string;
  retainage: string;
  paid: string;
  procurement: null | {
    method: string;
    openedOn: string | null;
    closedOn: string | null;
    evaluation: string | null;
    awardReason: string | null;
    justification: string | null;
    bids: { vendor: string; amount: string; isResponsive: boolean; points: number | null; isChosen: boolean }[];
  };
};
const SUMS_NOW = sql`select coalesce(sum(original_cents), 0) as original, coalesce(sum(committed_cents), 0) as committed, coalesce(sum(expended_cents), 0) as expended,
  coalesce(sum(retainage_cents), 0) as retainage, coalesce(sum(paid_cents), 0) as paid from contract_lines where contract_id = c.id`;
/** The same of a day that is over: what had been entered for it by then. */
const sumsAt = (asOf: string) => sql`select coalesce((select sum(original_cents) from contract_lines where contract_id = c.id), 0) as original,
    coalesce(sum(e.amount_cents) filter (where e.kind in ('commitment', 'change_order', 'release')), 0) as committed, coalesce(sum(e.amount_cents) filter (where e.kind = 'invoice'), 0) as expended,
    coalesce(sum(e.amount_cents) filter (where e.kind = 'retainage'), 0) as retainage, coalesce(sum(e.amount_cents) filter (where e.kind = 'payment'), 0) as paid
  from ledger_entries e where e.contract_line_id in (select id from contract_lines where contract_id = c.id) and e.effective_on <= ${asOf}`;
/** The contracts of a project: how each came about, and where it stands. Amounts are cents, as text. */
export const listContracts = async (on: Sql, projectId: string, asOf: string | undefined): Promise<ContractRow[]> => [
  ...(await on.execute<ContractRow>(sql`
    select c.id, c.number, c.title, c.kind, v.name as vendor, v.is_fictitious as "isFictitious", c.executed_on as "executedOn", c.closed_on as "closedOn",
      c.retainage_ratio as "retainageRatio", r.reason, asker.name as "requestedBy", ${DECISIONS} as decisions,
      l.original::text, l.committed::text, l.expended::text, l.retainage::text, l.paid::text,
      case when q.id is null then null else jsonb_build_object('method', q.method, 'openedOn', q.opened_on, 'closedOn', q.closed_on, 'evaluation', q.evaluation,
        'awardReason', q.award_reason, 'justification', q.justification, 'bids', coalesce((select jsonb_agg(jsonb_build_object('vendor', bv.name, 'amount', b.amount_cents::text,
          'isResponsive', b.is_responsive, 'points', b.points, 'isChosen', b.vendor_id = c.vendor_id) order by b.amount_cents) from bids b join vendors bv on bv.id = b.vendor_id where b.procurement_id = q.id), '[]'::jsonb)) end as procurement
    from contracts c join vendors v on v.id = c.vendor_id join capital_requests r on r.id = c.request_id join ${people} asker on asker.id = r.requested_by_id
      left join procurements q on q.id = c.procurement_id
      join lateral (${asOf === undefined ? SUMS_NOW : sumsAt(asOf)}) l on true
    where c.project_id = ${projectId} ${asOf === undefined ? sql`` : sql`and c.executed_on <= ${asOf}`} order by c.executed_on nulls last, c.number`)),
];

export type AskedRow = {
  id: string;
  number: number;
  kind: string;
  title: string;
  reason: string;
  state: string;
  cents: string;
  requestedBy: string;
  requestedAt: string;
  decidedAt: string | null;
  decisions: Decision[];
  contractNumber: string | null;
  reasonCode: string | null;
  probability: number | null;
  addedDays: number | null;
  disputeReason: string | null;
  moved: string | null;
  fromName: string | null;
  toName: string | null;
};
const decidedAt = (asOf: string | undefined, what: SQL, before: SQL) =>
  asOf === undefined ? what : sql`case when ${dayOf(sql`r.decided_at`)} <= ${asOf} then ${what} else ${before} end`;
/** What was asked for of a project: transfers, changes and invoices, the latest first. */
export const listAsked = async (on: Sql, projectId: string, asOf: string | undefined): Promise<AskedRow[]> => [
  ...(await on.execute<AskedRow>(sql`
    select r.id, r.number, r.kind, r.title, r.reason, ${decidedAt(asOf, sql`r.state`, sql`'waiting'`)} as state, r.amount_cents::text as cents, asker.name as "requestedBy",
      r.requested_at as "requestedAt", ${decidedAt(asOf, sql`r.decided_at`, sql`null`)} as "decidedAt", ${decidedAt(asOf, DECISIONS, sql`'[]'::jsonb`)} as decisions, c.number as "contractNumber", o.reason_code as "reasonCode", o.probability_ratio as probability, o.added_days as "addedDays",
      i.dispute_reason as "disputeReason", t.kind as moved, fl.name as "fromName", tl.name as "toName"
    from capital_requests r join ${people} asker on asker.id = r.requested_by_id
      left join change_orders o on o.request_id = r.id left join invoices i on i.request_id = r.id
      left join contracts c on c.id = coalesce(o.contract_id, i.contract_id)
      left join ${transfers} t on t.request_id = r.id left join budget_lines fl on fl.id = t.from_line_id left join budget_lines tl on tl.id = t.to_line_id
    where r.kind <> 'contract' and (r.project_id = ${projectId} or fl.project_id = ${projectId} or tl.project_id = ${projectId})
      ${asOf === undefined ? sql`` : sql`and ${dayOf(sql`r.requested_at`)} <= ${asOf}`}
    order by coalesce(r.decided_at, r.requested_at) desc, r.number desc`)),
];

export type ScopeRow = {
  id: string;
  position: number;
  promise: string;
  promised: string | null;
  state: string;
  reason: string | null;
  actual: string | null;
  completedOn: string | null;
  version: number;
  projectId: string;
  isPromiseUnreviewed: boolean;
  isReasonUnreviewed: boolean;
  addedLaterOn: string | null;
};
/** What a project promised, line by line, with what has become of it. Amounts are cents, as text. */
export const listScopes = async (on: Sql, projectId: string, asOf: string | undefined): Promise<ScopeRow[]> => [
  ...(await on.execute<ScopeRow>(sql`
    select x.id, x.position, x.promise, x.promised_cents::text as promised, x.state_then as state, case when x.state_then = x.state then x.reason end as reason,
      case when x.state_then = 'complete' then x.actual_cents::text end as actual, case when x.state_then = 'complete' then x.completed_on::text end as "completedOn",
      x.version, x.project_id as "projectId", x.is_promise_unreviewed as "isPromiseUnreviewed", x.is_reason_unreviewed as "isReasonUnreviewed",
      case when x.added_on > ${firstPromised(sql`x.project_id`)} then x.added_on::text end as "addedLaterOn"
    from (select s.*, ${scopeStateAt(asOf)} as state_then, ${scopeAddedOn} as added_on from ${projectScopes} s ${scopeLater(asOf)}
      where s.project_id = ${projectId} and ${scopeWasThere(asOf)}) x order by x.position`)),
];

/** What each of them puts right. */
export const listNeeds = (on: Sql, projectId: string) =>
  on
    .select({
      id: scopeNeeds.id,
      scopeId: scopeNeeds.scopeId,
      actualCents: scopeNeeds.actualCents,
      deficiencyId: scopeNeeds.deficiencyId,
      componentId: scopeNeeds.componentId,
      words: sql<string>`coalesce(${deficiencies.scope}, ${components.name})`,
      systemCode: sql<string>`coalesce(${deficiencies.systemCode}, ${components.systemCode})`,
      status: deficiencies.status,
      costCents: deficiencies.costCents,
      structure: { id: structures.id, name: structures.name },
    })
    .from(scopeNeeds)
    .innerJoin(projectScopes, eq(projectScopes.id, scopeNeeds.scopeId))
    .leftJoin(deficiencies, eq(deficiencies.id, scopeNeeds.deficiencyId))
    .leftJoin(components, eq(components.id, scopeNeeds.componentId))
    .innerJoin(structures, sql`${structures.id} = coalesce(${deficiencies.structureId}, ${components.structureId})`)
    .where(eq(projectScopes.projectId, projectId))
    .orderBy(asc(projectScopes.position), asc(scopeNeeds.id));

export const listDocuments = (on: Sql, projectId: string, asOf: string | undefined) =>
  on
    .select({
      id: capitalDocuments.id,
      kind: capitalDocuments.kind,
      title: capitalDocuments.title,
      reference: capitalDocuments.reference,
      attachmentId: capitalDocuments.attachmentId,
      hasThumbnail: sql<boolean>`${attachments.thumbnailKey} is not null`,
      addedAt: capitalDocuments.addedAt,
    })
    .from(capitalDocuments)
    .leftJoin(attachments, eq(attachments.id, capitalDocuments.attachmentId))
    .where(
      and(eq(capitalDocuments.projectId, projectId), asOf === undefined ? undefined : sql`${dayOf(sql`${capitalDocuments.addedAt}`)} <= ${asOf}`),
    )
    .orderBy(sql`${capitalDocuments.addedAt} desc`, asc(capitalDocuments.id));
