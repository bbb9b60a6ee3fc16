import type { Sql } from '@steward/db';
import { ledgerEntries } from '@steward/db/schema';
import { runWritten, written } from '@steward/db/statement';
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

// Entries are written and looked before by statements that are written out once: whoever enters many waits for few answers.

export type NewEntry = Omit<typeof ledgerEntries.$inferInsert, 'id' | 'data'> & { id?: string };

const later = (name: string) => sql.placeholder(name);
const insertAll = written(sql`
  insert into ledger_entries (id, programme_id, kind, budget_line_id, from_line_id, contract_line_id, request_id, baseline_id, amount_cents, effective_on, note, document_id, no_document_reason, actor_id, on_behalf_of_id, finance_key, recorded_at)
  select "id", "programmeId", "kind", "budgetLineId", "fromLineId", "contractLineId", "requestId", "baselineId", "amountCents", "effectiveOn", "note", "documentId", "noDocumentReason", "actorId", "onBehalfOfId", "financeKey", "recordedAt"
  from rows from (jsonb_to_recordset(${later('rows')}::text::jsonb) as ("id" uuid, "programmeId" uuid, "kind" text, "budgetLineId" uuid, "fromLineId" uuid, "contractLineId" uuid, "requestId" uuid, "baselineId" uuid,
    "amountCents" bigint, "effectiveOn" date, "note" text, "documentId" uuid, "noDocumentReason" text, "actorId" uuid, "onBehalfOfId" uuid, "financeKey" text, "recordedAt" timestamptz)) with ordinality
  order by ordinality`);

/** Enters money, one entry after the other, all or none: each moves the totals of its lines, and is refused where it would break what they keep to. */
export async function insertEntries(on: Sql, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({ ...entry, id: entry.id ?? uuidv7(), amountCents: entry.amountCents.toString() }));
  await runWritten(on, insertAll, { rows: JSON.stringify(rows) });
}

/** Was this entered before, by a request whose answer was lost? */
export const isEntered = async (on: Sql, id: string): Promise<boolean> =>
  (await on.select({ id: ledgerEntries.id }).from(ledgerEntries).where(eq(ledgerEntries.id, id))).length > 0;

/** A contract as it is, with all that an entry of it asks for. */
const contractLook = written(sql`
  select r.programme_id, c.executed_on::text, c.closed_on::text, p.site_id, s.area_id,
    exists (select 1 from ledger_entries e where e.id = ${later('id')}::uuid),
    exists (select 1 from invoices i join capital_requests q on q.id = i.request_id where i.contract_id = c.id and q.requested_by_id = ${later('actorId')}::uuid and q.state = 'approved'),
    exists (select 1 from closed_periods k where k.programme_id = r.programme_id and k.month = ${later('month')}::date),
    ${later('documentId')}::uuid is null or exists (select 1 from capital_documents d where d.id = ${later('documentId')}::uuid and d.programme_id = r.programme_id),
    (select coalesce(json_agg(json_build_object('id', l.id, 'budgetLineId', l.budget_line_id, 'name', l.name, 'committed', l.committed_cents::text, 'expended', l.expended_cents::text,
      'retainage', l.retainage_cents::text, 'paid', l.paid_cents::text) order by l.budget_line_id, l.id), '[]') from contract_lines l where l.contract_id = c.id and l.id = any(${later('lineIds')}::uuid[]))
  from contracts c join capital_requests r on r.id = c.request_id left join projects p on p.id = c.project_id left join sites s on s.id = p.site_id
  where c.id = ${later('contractId')}::uuid`);

type LineLooked = { id: string; budgetLineId: string; name: string; committed: string; expended: string; retainage: string; paid: string };
type Looking = { id: string; contractId: string; actorId: string; month: string; documentId: string | null; lineIds: readonly string[] };

/** Undefined where there is no such contract. */
export async function lookAtContract(on: Sql, looking: Looking) {
  const [row] = await runWritten(on, contractLook, looking);
  if (!row) return undefined;
  const [programmeId, executedOn, closedOn, siteId, areaId, entered, hasAsked, isClosed, isOfProgramme, lines] = row as [
    string,
    string | null,
    string | null,
    string | null,
    string | null,
    boolean,
    boolean,
    boolean,
    boolean,
    LineLooked[],
  ];
  return {
    programmeId,
    executedOn,
    closedOn,
    place: { siteId, areaId },
    isEntered: entered,
    hasAsked,
    isMonthClosed: isClosed,
    isDocumentHere: isOfProgramme,
    lines: lines.map(({ committed, expended, retainage, paid, ...line }) => ({
      ...line,
      committedCents: BigInt(committed),
      expendedCents: BigInt(expended),
      retainageCents: BigInt(retainage),
      paidCents: BigInt(paid),
    })),
  };
}
export type Looked = NonNullable<Awaited<ReturnType<typeof lookAtContract>>>;

/** A budget line as far as an estimate asks for it. */
const lineLook = written(sql`
  select b.programme_id, b.project_id, p.site_id, s.area_id, exists (select 1 from ledger_entries e where e.id = ${later('id')}::uuid),
    exists (select 1 from closed_periods k where k.programme_id = b.programme_id and k.month = ${later('month')}::date),
    ${later('documentId')}::uuid is null or exists (select 1 from capital_documents d where d.id = ${later('documentId')}::uuid and d.programme_id = b.programme_id), b.version,
    exists (select 1 from ledger_entries e where e.budget_line_id = b.id and e.kind = 'estimate' and e.effective_on > ${later('on')}::date)
  from budget_lines b left join projects p on p.id = b.project_id left join sites s on s.id = p.site_id where b.id = ${later('lineId')}::uuid`);

/** Undefined where there is no such line. */
export async function lookAtLine(on: Sql, looking: { id: string; lineId: string; month: string; on: string; documentId: string | null }) {
  const [row] = await runWritten(on, lineLook, looking);
  if (!row) return undefined;
  const [programmeId, , siteId, areaId, entered, isMonthClosed, isDocumentHere, version, isLaterThere] = row as [
    string,
    unknown,
    string | null,
    string | null,
    boolean,
    boolean,
    boolean,
    number,
    boolean,
  ];
  return { programmeId, place: { siteId, areaId }, isEntered: entered, isMonthClosed, isDocumentHere, version, isLaterThere };
}

/** The line is held while the difference is taken: of two at once, the second starts from the first. */
const insertEstimate = written(sql`
  with held as (select id, programme_id, to_commit_cents from budget_lines where id = ${later('lineId')}::uuid for no key update)
  insert into ledger_entries (id, programme_id, kind, budget_line_id, amount_cents, effective_on, note, document_id, no_document_reason, actor_id, on_behalf_of_id, recorded_at)
  select ${later('id')}::uuid, programme_id, 'estimate', id, ${later('cents')}::bigint - to_commit_cents, ${later('on')}::date, ${later('note')}, ${later('documentId')}::uuid, ${later('noDocumentReason')}, ${later('actorId')}::uuid, ${later('onBehalfOfId')}::uuid, ${later('now')}::timestamptz
  from held where to_commit_cents <> ${later('cents')}::bigint`);

type Estimate = {
  id: string;
  lineId: string;
  cents: bigint;
  on: string;
  note: string;
  documentId: string | null;
  noDocumentReason: string | null;
  actorId: string | null;
  onBehalfOfId: string | null;
  now: Date;
};
/** Enters by how much what is still to be contracted differs from before; nothing where it does not. */
export const enterEstimate = (on: Sql, { cents, now, ...estimate }: Estimate) =>
  runWritten(on, insertEstimate, { ...estimate, cents: cents.toString(), now: now.toISOString() });

/** What a contract line had at the least on this day and on every day since. */
export type LeastSince = { lineId: string; leftCents: bigint; unpaidCents: bigint; paidCents: bigint };
/** Of each of these lines: what was least unbilled, unpaid and paid from this day on. */
export async function leastSince(on: Sql, lineIds: readonly string[], day: string): Promise<LeastSince[]> {
  const rows = await on.execute<{ id: string; unbilled: string; unpaid: string; paid: string }>(sql`
    with days as (
      select l.id, coalesce(e.effective_on, ${day}::date) as day,
        coalesce(sum(e.amount_cents) filter (where e.kind in ('commitment', 'change_order', 'release')), 0) as committed,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'invoice'), 0) as expended, coalesce(sum(e.amount_cents) filter (where e.kind = 'retainage'), 0) as held,
        coalesce(sum(e.amount_cents) filter (where e.kind = 'payment'), 0) as paid
      from unnest(${sql.param(`{${lineIds.join(',')}}`)}::uuid[]) l(id) left join ledger_entries e on e.contract_line_id = l.id group by 1, 2
      union all select id, ${day}::date, 0, 0, 0, 0 from unnest(${sql.param(`{${lineIds.join(',')}}`)}::uuid[]) l(id)
    ), so_far as (
      select id, day, sum(committed) over upto - sum(expended) over upto as unbilled, sum(expended) over upto - sum(held) over upto - sum(paid) over upto as unpaid, sum(paid) over upto as paid
      from days window upto as (partition by id order by day)
    )
    select id, min(unbilled)::text as unbilled, min(unpaid)::text as unpaid, min(paid)::text as paid from so_far where day >= ${day}::date group by id`);
  return [...rows].map(({ id, unbilled, unpaid, paid }) => ({
    lineId: id,
    leftCents: BigInt(unbilled),
    unpaidCents: BigInt(unpaid),
    paidCents: BigInt(paid),
  }));
}
