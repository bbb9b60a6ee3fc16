import type { Sql } from '@steward/db';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';

/*
 * A programme as its ledger would have it, written row by row: each entry goes through the ledger's trigger, each request through its approval.
 */
const AT = '2026-01-05T16:00:00Z';
let made = 0;
const next = () => (made += 1);
const account = () => `41-${String(100 + (made % 900)).padStart(3, '0')}-00-4600-0721-000-${String(next()).padStart(4, '0')}`;

type People = { askerId: string; approverId: string };
export type TestProgramme = { id: string; code: string; sourceId: string; unallocatedId: string; contingencyId: string; baselineId: string } & People;

async function aLine(db: Sql, of: { programmeId: string; sourceId: string; projectId: string | null; kind: string; name: string }): Promise<string> {
  const id = uuidv7();
  await db.execute(sql`insert into budget_lines (id, programme_id, source_id, project_id, kind, name, account)
    values (${id}, ${of.programmeId}, ${of.sourceId}, ${of.projectId}, ${of.kind}, ${of.name}, ${account()})`);
  return id;
}

async function entry(
  db: Sql,
  of: Record<string, unknown> & { programmeId: string; kind: string; budgetLineId: string; amountCents: bigint; on: string },
) {
  await db.execute(sql`insert into ledger_entries (id, programme_id, kind, budget_line_id, from_line_id, contract_line_id, request_id, baseline_id, amount_cents, effective_on, no_document_reason, recorded_at)
    values (${uuidv7()}, ${of.programmeId}, ${of.kind}, ${of.budgetLineId}, ${of['fromLineId'] ?? null}, ${of['contractLineId'] ?? null}, ${of['requestId'] ?? null}, ${of['baselineId'] ?? null}, ${String(of.amountCents)}::bigint, ${of.on}, 'A test', ${`${of.on}T18:00:00Z`})`);
}

type Asked = { kind: string; title: string; reason: string; amountCents: bigint; projectId: string | null; documentId?: string | null };
async function ask(db: Sql, programme: TestProgramme, { kind, title, reason, amountCents, projectId, documentId = null }: Asked): Promise<string> {
  const id = uuidv7();
  await db.execute(sql`insert into capital_requests (id, programme_id, project_id, kind, number, title, amount_cents, reason, document_id, no_document_reason, requested_by_id, requested_at, state)
    values (${id}, ${programme.id}, ${projectId}, ${kind}, ${next()}, ${title}, ${String(amountCents)}::bigint, ${reason}, ${documentId}, ${documentId === null ? 'A test' : null}, ${programme.askerId}, ${AT}, 'waiting')`);
  return id;
}
async function approve(db: Sql, programme: TestProgramme, requestId: string, on = '2026-01-05') {
  const approvalId = uuidv7();
  const at = `${on}T17:00:00Z`;
  await db.execute(
    sql`insert into capital_approvals (id, request_id, position, roles, state, opened_at) values (${approvalId}, ${requestId}, 1, '{finance}', 'approved', ${at})`,
  );
  await db.execute(
    sql`insert into capital_decisions (id, approval_id, person_id, decision, decided_at) values (${uuidv7()}, ${approvalId}, ${programme.approverId}, 'approve', ${at})`,
  );
  await db.execute(sql`update capital_requests set state = 'approved', decided_at = ${at} where id = ${requestId}`);
}

type ProgrammeGiven = {
  code?: string;
  isPublic?: boolean;
  isDemonstration?: boolean;
  revenueCents?: bigint;
  contingencyCents?: bigint;
  issuedOn?: string;
} & People;

/** A bond programme whose money arrived, with a contingency line that was promised. */
export async function aProgramme(db: Sql, given: ProgrammeGiven): Promise<TestProgramme> {
  const { isPublic = true, isDemonstration = true, revenueCents = 100_000_000n, contingencyCents = 10_000_000n, issuedOn = '2025-06-01' } = given;
  const code = given.code ?? `bond-${next()}`;
  const [id, sourceId, baselineId] = [uuidv7(), uuidv7(), uuidv7()];
  await db.execute(sql`insert into programmes (id, code, name, kind, is_demonstration, source, starts_on, ends_on, is_public)
    values (${id}, ${code}, ${`Programme ${code}`}, 'bond', ${isDemonstration}, 'A test', '2025-01-01', '2028-12-31', ${isPublic})`);
  await db.execute(sql`insert into funding_sources (id, programme_id, code, name, kind, fund_code, series, issued_on, planned_cents)
    values (${sourceId}, ${id}, 'bond', 'Bond', 'bond', '41', '2025', ${issuedOn}, ${String(revenueCents)}::bigint)`);
  await db.execute(sql`insert into baselines (id, programme_id, number, name, adopted_on, no_document_reason, created_at)
    values (${baselineId}, ${id}, 1, 'As shown to voters', '2025-01-01', 'A test', ${AT})`);
  const unallocatedId = await aLine(db, { programmeId: id, sourceId, projectId: null, kind: 'unallocated', name: 'Unallocated' });
  const contingencyId = await aLine(db, { programmeId: id, sourceId, projectId: null, kind: 'contingency', name: 'Contingency' });
  const programme = { id, code, sourceId, unallocatedId, contingencyId, baselineId, askerId: given.askerId, approverId: given.approverId };
  await entry(db, { programmeId: id, kind: 'revenue', budgetLineId: unallocatedId, amountCents: revenueCents, on: issuedOn });
  if (contingencyCents > 0n) await promise(db, programme, contingencyId, contingencyCents);
  return programme;
}

async function promise(db: Sql, programme: TestProgramme, lineId: string, cents: bigint) {
  await db.execute(
    sql`insert into baseline_lines (baseline_id, budget_line_id, amount_cents) values (${programme.baselineId}, ${lineId}, ${String(cents)}::bigint)`,
  );
  const { id: programmeId, unallocatedId: fromLineId, baselineId } = programme;
  await entry(db, { programmeId, kind: 'baseline', budgetLineId: lineId, fromLineId, baselineId, amountCents: cents, on: '2025-06-02' });
}

export type TestProject = { id: string; lineId: string; scopeId: string; siteId: string | null };
type ProjectGiven = {
  siteId: string | null;
  siteName?: string;
  name?: string;
  promisedCents?: bigint;
  isSecurity?: boolean;
  summary?: string | null;
  isReviewed?: boolean;
  phase?: string;
  progressRatio?: number;
};

/** A project that was promised this much, with one scope line. */
export async function aProject(db: Sql, programme: TestProgramme, given: ProjectGiven): Promise<TestProject> {
  const { siteId, siteName = 'Alder School', name = 'New roof', promisedCents = 20_000_000n, isSecurity = false, summary = null } = given;
  const [id, scopeId] = [uuidv7(), uuidv7()];
  const reviewer = given.isReviewed ? programme.approverId : null;
  await db.execute(sql`insert into projects (id, programme_id, code, name, site_id, site_name, phase, summary, summary_reviewed_by_id, summary_reviewed_at, is_security, progress_ratio)
    values (${id}, ${programme.id}, ${`P${next()}`}, ${name}, ${siteId}, ${siteName}, ${given.phase ?? 'construction'}, ${summary}, ${reviewer}, ${reviewer === null ? null : AT}, ${isSecurity}, ${given.progressRatio ?? 0.5})`);
  await db.execute(sql`insert into project_phases (project_id, phase, baseline_start_on, baseline_end_on, planned_start_on, planned_end_on, actual_start_on)
    values (${id}, 'construction', '2026-01-01', '2027-06-30', '2026-01-01', '2027-08-31', '2026-01-10')`);
  await db.execute(sql`insert into project_scopes (id, project_id, position, site_id, promise, promised_cents, state)
    values (${scopeId}, ${id}, 1, ${siteId}, ${`${name} as shown to voters`}, ${String(promisedCents)}::bigint, 'under_way')`);
  const lineId = await aLine(db, {
    programmeId: programme.id,
    sourceId: programme.sourceId,
    projectId: id,
    kind: 'construction',
    name: 'Construction',
  });
  await promise(db, programme, lineId, promisedCents);
  return { id, lineId, scopeId, siteId };
}

/** A contract of a project for this much, carried out by a made-up vendor. */
export async function aContract(
  db: Sql,
  programme: TestProgramme,
  project: TestProject,
  amountCents: bigint,
  vendorName = 'Summit Builders (fictitious)',
) {
  const [id, lineId, vendorId] = [uuidv7(), uuidv7(), uuidv7()];
  const requestId = await ask(db, programme, { kind: 'contract', title: 'Roof works', reason: 'The lowest bid', amountCents, projectId: project.id });
  await db.execute(sql`insert into vendors (id, name, is_fictitious) values (${vendorId}, ${vendorName}, true)`);
  await db.execute(sql`insert into contracts (id, request_id, project_id, site_id, vendor_id, kind, number, title, retainage_ratio, executed_on)
    values (${id}, ${requestId}, ${project.id}, ${project.siteId}, ${vendorId}, 'contract', ${`C-${next()}`}, 'Roof works', 0.05, '2026-01-10')`);
  await db.execute(
    sql`insert into contract_lines (id, contract_id, budget_line_id, position, name, original_cents) values (${lineId}, ${id}, ${project.lineId}, 1, 'Works', ${String(amountCents)}::bigint)`,
  );
  await approve(db, programme, requestId);
  const { id: programmeId } = programme;
  await entry(db, {
    programmeId,
    kind: 'commitment',
    budgetLineId: project.lineId,
    contractLineId: lineId,
    requestId,
    amountCents,
    on: '2026-01-10',
  });
  return { id, lineId, vendorId };
}
type TestContract = Awaited<ReturnType<typeof aContract>>;

/** An invoice that was approved, with what is held of it, and paid. */
export async function anInvoice(db: Sql, programme: TestProgramme, project: TestProject, contract: TestContract, amountCents: bigint, on: string) {
  const requestId = await ask(db, programme, { kind: 'invoice', title: 'Invoice', reason: 'Work done', amountCents, projectId: project.id });
  const number = `INV-${next()}`;
  const held = amountCents / 20n;
  await db.execute(
    sql`insert into invoices (request_id, contract_id, vendor_id, number, billed_on) values (${requestId}, ${contract.id}, ${contract.vendorId}, ${number}, ${on})`,
  );
  await db.execute(
    sql`insert into invoice_lines (request_id, contract_line_id, amount_cents, retainage_cents) values (${requestId}, ${contract.lineId}, ${String(amountCents)}::bigint, ${String(held)}::bigint)`,
  );
  await approve(db, programme, requestId, on);
  const of = { programmeId: programme.id, budgetLineId: project.lineId, contractLineId: contract.lineId, requestId, on };
  await entry(db, { ...of, kind: 'invoice', amountCents });
  await entry(db, { ...of, kind: 'retainage', amountCents: held });
  await entry(db, { ...of, kind: 'payment', amountCents: amountCents - held });
  return { requestId, number };
}

/** A change order that waits for its approval. */
export async function aWaitingChange(db: Sql, programme: TestProgramme, project: TestProject, contract: TestContract, amountCents: bigint) {
  const requestId = await ask(db, programme, {
    kind: 'change_order',
    title: 'Wet insulation',
    reason: 'Found under the old roof',
    amountCents,
    projectId: project.id,
  });
  await db.execute(
    sql`insert into change_orders (request_id, contract_id, number, reason_code, probability_ratio) values (${requestId}, ${contract.id}, ${next()}, 'unforeseen', 0.5)`,
  );
  await db.execute(
    sql`insert into change_order_lines (request_id, contract_line_id, amount_cents) values (${requestId}, ${contract.lineId}, ${String(amountCents)}::bigint)`,
  );
  return requestId;
}

type Move = {
  fromLineId: string;
  toLineId: string;
  kind: 'allocation' | 'draw' | 'transfer';
  amountCents: bigint;
  reason: string;
  projectId: string | null;
  isPublic?: boolean;
  on?: string;
};
/** Money moved between two lines, approved; `isPublic`: what it rests on was reviewed and is shown to everybody. */
export async function aTransfer(db: Sql, programme: TestProgramme, move: Move) {
  const { fromLineId, toLineId, kind, amountCents, reason, projectId, isPublic = false, on = '2026-03-12' } = move;
  const documentId = uuidv7();
  await db.execute(sql`insert into capital_documents (id, programme_id, project_id, kind, title, reference, is_public, added_at)
    values (${documentId}, ${programme.id}, ${projectId}, 'board_item', 'Board item', 'Board item 7.3', ${isPublic}, ${AT})`);
  const requestId = await ask(db, programme, { kind: 'transfer', title: 'Transfer', reason, amountCents, projectId, documentId });
  await db.execute(
    sql`insert into transfers (request_id, from_line_id, to_line_id, kind, amount_cents) values (${requestId}, ${fromLineId}, ${toLineId}, ${kind}, ${String(amountCents)}::bigint)`,
  );
  await approve(db, programme, requestId, on);
  await entry(db, { programmeId: programme.id, kind: 'transfer', budgetLineId: toLineId, fromLineId, requestId, amountCents, on });
  return requestId;
}

/** What is still to be contracted, as it is estimated. */
export const anEstimate = (db: Sql, programme: TestProgramme, lineId: string, amountCents: bigint) =>
  entry(db, { programmeId: programme.id, kind: 'estimate', budgetLineId: lineId, amountCents, on: '2026-03-01' });
