import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  type ExtraConfigColumn,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { capitalDocuments, fundingSources, programmes, projects } from './capital.ts';
import { people } from './people.ts';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });
/** A running total that the ledger's trigger keeps; nothing else writes it. */
const total = () =>
  cents()
    .notNull()
    .default(sql`0`);
/** Either a paper, or why there is none. */
const rests = (documentId: ExtraConfigColumn, noDocumentReason: ExtraConfigColumn) => sql`num_nonnulls(${documentId}, ${noDocumentReason}) = 1`;

/**
 * Money of one source for one purpose: the parent row of everything that is promised, moved, contracted and spent. Its totals are kept by the ledger's
 * trigger, so that its row lock makes writers come one after the other and its checks hold whatever two transactions do at once.
 */
export const budgetLines = pgTable(
  'budget_lines',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    sourceId: uuid()
      .notNull()
      .references(() => fundingSources.id),
    /** Null: of the programme as a whole. */
    projectId: uuid().references(() => projects.id),
    /** unallocated: one per source, where its revenue arrives. contingency: of the programme, or of a project. */
    kind: text().notNull(),
    name: text().notNull(),
    /** As given: fund-location-SRE-program-object-job class-grant. */
    account: text().notNull(),
    /** Revenue that arrived: of an unallocated line alone. */
    revenueCents: total(),
    /** As first promised. What an unallocated line gave away for it is negative, so that a source's lines add up to its revenue. */
    baselineCents: total(),
    transferredInCents: total(),
    transferredOutCents: total(),
    budgetCents: cents()
      .notNull()
      .generatedAlwaysAs(sql`revenue_cents + baseline_cents + transferred_in_cents - transferred_out_cents`),
    committedCents: total(),
    /** Approved invoices, gross of retainage. */
    expendedCents: total(),
    retainageCents: total(),
    paidCents: total(),
    /** What is still to be contracted, as it is estimated now. */
    toCommitCents: total(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.programmeId, t.projectId),
    index().on(t.sourceId),
    index().on(t.projectId),
    unique('budget_lines_account').on(t.programmeId, t.sourceId, t.account),
    check('budget_lines_kind', sql`${t.kind} in ('unallocated','contingency','charter','design','construction','equipment','owner_costs','other')`),
    check(
      'budget_lines_unallocated',
      sql`case when ${t.kind} = 'unallocated' then ${t.projectId} is null and ${t.baselineCents} <= 0 else ${t.revenueCents} = 0 and ${t.baselineCents} >= 0 end`,
    ),
    check('budget_lines_account_form', sql`${t.account} ~ '^[0-9]{2}-[0-9]{3}-[0-9]{2}-[0-9]{4}-[0-9]{4}-[0-9]{3}-[0-9]{4}$'`),
    check('budget_lines_moved', sql`${t.revenueCents} >= 0 and ${t.transferredInCents} >= 0 and ${t.transferredOutCents} >= 0`),
    check('budget_lines_budget', sql`revenue_cents + baseline_cents + transferred_in_cents - transferred_out_cents >= 0`),
    check('budget_lines_committed', sql`${t.committedCents} <= revenue_cents + baseline_cents + transferred_in_cents - transferred_out_cents`),
    check('budget_lines_expended', sql`${t.expendedCents} >= 0 and ${t.expendedCents} <= ${t.committedCents}`),
    check('budget_lines_retainage', sql`${t.retainageCents} >= 0 and ${t.retainageCents} * 20 <= ${t.expendedCents}`),
    check('budget_lines_paid', sql`${t.paidCents} >= 0 and ${t.paidCents} <= ${t.expendedCents} - ${t.retainageCents}`),
    check('budget_lines_to_commit', sql`${t.toCommitCents} >= 0`),
  ],
);

/** Who is paid. */
export const vendors = pgTable(
  'vendors',
  {
    id: uuid().primaryKey(),
    /** Its number in the finance system; null: not known there yet. */
    number: text().unique('vendors_number'),
    name: text().notNull(),
    /** Made up, as everybody in troubles of the demonstration is. */
    isFictitious: boolean().notNull().default(false),
    isActive: boolean().notNull().default(true),
    version: integer().notNull().default(1),
  },
  () => [],
);

/** How a contract came about: offers, evaluation and why this one. */
export const procurements = pgTable(
  'procurements',
  {
    id: uuid().primaryKey(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id),
    title: text().notNull(),
    method: text().notNull(),
    openedOn: date(),
    closedOn: date(),
    evaluation: text(),
    awardReason: text(),
    /** Why no others were asked: of sole source and emergency. */
    justification: text(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.projectId),
    check(
      'procurements_method',
      sql`${t.method} in ('quote','invitation_for_bids','rfp','rfq','sole_source','cooperative','emergency','cmgc','design_build')`,
    ),
    check('procurements_justified', sql`${t.method} not in ('sole_source','emergency') or ${t.justification} is not null`),
  ],
);

export const bids = pgTable(
  'bids',
  {
    procurementId: uuid()
      .notNull()
      .references(() => procurements.id),
    vendorId: uuid()
      .notNull()
      .references(() => vendors.id),
    amountCents: cents().notNull(),
    isResponsive: boolean().notNull().default(true),
    points: doublePrecision(),
    note: text(),
  },
  (t) => [primaryKey({ columns: [t.procurementId, t.vendorId] }), index().on(t.vendorId), check('bids_amount', sql`${t.amountCents} >= 0`)],
);

/** From which amount on which ways of buying are allowed. */
export const purchaseThresholds = pgTable(
  'purchase_thresholds',
  {
    fromCents: cents().primaryKey(),
    methods: text().array().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [check('purchase_thresholds_from', sql`${t.fromCents} >= 0`)],
);

/** Who approves what: each step that an amount, or a contract's changes as a share of it, reaches. */
export const approvalLadders = pgTable(
  'approval_ladders',
  {
    kind: text().notNull(),
    position: integer().notNull(),
    fromCents: cents().notNull(),
    /** Of change orders: or from this share of the contract on, all its changes together. */
    fromRatio: doublePrecision(),
    roles: text().array().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.position] }),
    check('approval_ladders_kind', sql`${t.kind} in ('transfer','contract','change_order','invoice')`),
    check('approval_ladders_from', sql`${t.fromCents} >= 0 and (${t.fromRatio} is null or ${t.fromRatio} >= 0)`),
  ],
);

/** Something with money that somebody asked for and others approve: a transfer, contract, change order or invoice. */
export const capitalRequests = pgTable(
  'capital_requests',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    projectId: uuid().references(() => projects.id),
    kind: text().notNull(),
    /** One after the other within its programme: what people call it. */
    number: integer().notNull(),
    title: text().notNull(),
    amountCents: cents().notNull(),
    reason: text().notNull(),
    documentId: uuid().references(() => capitalDocuments.id),
    noDocumentReason: text(),
    requestedById: uuid()
      .notNull()
      .references(() => people.id),
    requestedAt: instant().notNull(),
    state: text().notNull(),
    decidedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('capital_requests_number').on(t.programmeId, t.number),
    index().on(t.projectId, t.requestedAt),
    index().on(t.documentId),
    index().on(t.requestedById),
    index('capital_requests_decided').on(t.programmeId, t.decidedAt, t.id),
    index('capital_requests_waiting')
      .on(t.programmeId, t.requestedAt)
      .where(sql`${t.state} = 'waiting'`),
    check('capital_requests_kind', sql`${t.kind} in ('transfer','contract','change_order','invoice')`),
    check('capital_requests_state', sql`${t.state} in ('waiting','disputed','approved','declined','withdrawn')`),
    check('capital_requests_decided', sql`(${t.state} in ('waiting','disputed')) = (${t.decidedAt} is null)`),
    check('capital_requests_rests', rests(t.documentId, t.noDocumentReason)),
  ],
);

/** One step of who approves a request, and who did. */
export const capitalApprovals = pgTable(
  'capital_approvals',
  {
    id: uuid().primaryKey(),
    requestId: uuid()
      .notNull()
      .references(() => capitalRequests.id),
    position: integer().notNull(),
    roles: text().array().notNull(),
    state: text().notNull(),
    openedAt: instant(),
    reminders: integer().notNull().default(0),
    nextReminderAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    unique('capital_approvals_position').on(t.requestId, t.position),
    index('capital_approvals_open')
      .on(t.openedAt, t.id)
      .where(sql`${t.state} = 'open'`),
    index('capital_approvals_next_reminder')
      .on(t.nextReminderAt)
      .where(sql`${t.state} = 'open' and ${t.nextReminderAt} is not null`),
    check('capital_approvals_state', sql`${t.state} in ('later','open','approved','declined','withdrawn')`),
  ],
);

/** Append-only: who decided on a step, and for whom they stood in. */
export const capitalDecisions = pgTable(
  'capital_decisions',
  {
    id: uuid().primaryKey(),
    approvalId: uuid()
      .notNull()
      .unique('capital_decisions_once')
      .references(() => capitalApprovals.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    decision: text().notNull(),
    words: text(),
    /** portal, or the link in a mail. */
    via: text().notNull().default('portal'),
    decidedAt: instant().notNull(),
  },
  (t) => [
    index().on(t.personId, t.decidedAt),
    index().on(t.onBehalfOfId),
    check('capital_decisions_decision', sql`${t.decision} in ('approve','decline')`),
    check('capital_decisions_via', sql`${t.via} in ('portal','link')`),
    check('capital_decisions_declined', sql`${t.decision} <> 'decline' or ${t.words} is not null`),
  ],
);

/** Money moved from one line to another: both sides are one row. */
export const transfers = pgTable(
  'transfers',
  {
    requestId: uuid()
      .primaryKey()
      .references(() => capitalRequests.id),
    fromLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    toLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    /** allocation: out of what is unallocated. draw: out of contingency. transfer: all else. */
    kind: text().notNull(),
    amountCents: cents().notNull(),
  },
  (t) => [
    index().on(t.fromLineId),
    index().on(t.toLineId),
    check('transfers_kind', sql`${t.kind} in ('allocation','draw','transfer')`),
    check('transfers_amount', sql`${t.amountCents} > 0`),
    check('transfers_two_sides', sql`${t.fromLineId} <> ${t.toLineId}`),
  ],
);

/** What a vendor is bound to do: a contract, or a purchase order. */
export const contracts = pgTable(
  'contracts',
  {
    id: uuid().primaryKey(),
    /** By which it was asked for. */
    requestId: uuid()
      .notNull()
      .unique('contracts_request')
      .references(() => capitalRequests.id),
    projectId: uuid().references(() => projects.id),
    siteId: uuid().references(() => sites.id),
    vendorId: uuid()
      .notNull()
      .references(() => vendors.id),
    procurementId: uuid().references(() => procurements.id),
    /** A purchase order under a contract commits nothing of its own. */
    underContractId: uuid(),
    kind: text().notNull(),
    number: text().notNull(),
    /** Declined or withdrawn: its number may be asked for again. */
    isVoid: boolean().notNull().default(false),
    title: text().notNull(),
    /** Of public works over $150,000 up to 5 % of what is billed is held (C.R.S. 24-91-103). */
    retainageRatio: doublePrecision().notNull().default(0),
    executedOn: date(),
    closedOn: date(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.projectId),
    index().on(t.siteId),
    index().on(t.vendorId, t.executedOn),
    index().on(t.procurementId),
    index().on(t.underContractId),
    uniqueIndex('contracts_number')
      .on(sql`upper(${t.number})`)
      .where(sql`not ${t.isVoid}`),
    check('contracts_kind', sql`${t.kind} in ('contract','purchase_order')`),
    check('contracts_under', sql`${t.underContractId} is null or ${t.kind} = 'purchase_order'`),
    check('contracts_retainage', sql`${t.retainageRatio} between 0 and 0.05`),
  ],
);

/** What a contract takes from one budget line; its totals are kept by the ledger's trigger. */
export const contractLines = pgTable(
  'contract_lines',
  {
    id: uuid().primaryKey(),
    contractId: uuid()
      .notNull()
      .references(() => contracts.id),
    budgetLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    position: integer().notNull(),
    name: text().notNull(),
    /** As it was asked for; what is committed now is in the totals. */
    originalCents: cents().notNull(),
    committedCents: total(),
    expendedCents: total(),
    retainageCents: total(),
    paidCents: total(),
  },
  (t) => [
    unique('contract_lines_position').on(t.contractId, t.position),
    index().on(t.budgetLineId),
    check('contract_lines_original', sql`${t.originalCents} >= 0`),
    check('contract_lines_expended', sql`${t.expendedCents} >= 0 and ${t.expendedCents} <= ${t.committedCents}`),
    check('contract_lines_retainage', sql`${t.retainageCents} >= 0 and ${t.retainageCents} * 20 <= ${t.expendedCents}`),
    check('contract_lines_paid', sql`${t.paidCents} >= 0 and ${t.paidCents} <= ${t.expendedCents} - ${t.retainageCents}`),
  ],
);

/** A change of a contract. */
export const changeOrders = pgTable(
  'change_orders',
  {
    requestId: uuid()
      .primaryKey()
      .references(() => capitalRequests.id),
    contractId: uuid()
      .notNull()
      .references(() => contracts.id),
    number: integer().notNull(),
    reasonCode: text().notNull(),
    /** While it waits: how likely it comes. */
    probabilityRatio: doublePrecision().notNull(),
    /** Days by which the contract ends later. */
    addedDays: integer().notNull().default(0),
  },
  (t) => [
    unique('change_orders_number').on(t.contractId, t.number),
    check('change_orders_reason', sql`${t.reasonCode} in ('unforeseen','owner_scope','design_error','code','schedule','credit')`),
    check('change_orders_probability', sql`${t.probabilityRatio} between 0 and 1`),
  ],
);

export const changeOrderLines = pgTable(
  'change_order_lines',
  {
    requestId: uuid()
      .notNull()
      .references(() => changeOrders.requestId),
    contractLineId: uuid()
      .notNull()
      .references(() => contractLines.id),
    /** Less, where it is negative. */
    amountCents: cents().notNull(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.contractLineId] }), index().on(t.contractLineId)],
);

/** What a vendor asks for. */
export const invoices = pgTable(
  'invoices',
  {
    requestId: uuid()
      .primaryKey()
      .references(() => capitalRequests.id),
    contractId: uuid()
      .notNull()
      .references(() => contracts.id),
    vendorId: uuid()
      .notNull()
      .references(() => vendors.id),
    /** The vendor's own. */
    number: text().notNull(),
    billedOn: date().notNull(),
    /** Declined or withdrawn: the vendor’s number may be asked for again. */
    isVoid: boolean().notNull().default(false),
    /** What is held of it, and released with it. */
    disputeReason: text(),
  },
  (t) => [
    uniqueIndex('invoices_number')
      .on(t.vendorId, sql`upper(${t.number})`)
      .where(sql`not ${t.isVoid}`),
    index().on(t.vendorId),
    index().on(t.contractId),
  ],
);

export const invoiceLines = pgTable(
  'invoice_lines',
  {
    requestId: uuid()
      .notNull()
      .references(() => invoices.requestId),
    contractLineId: uuid()
      .notNull()
      .references(() => contractLines.id),
    /** Gross of retainage. */
    amountCents: cents().notNull(),
    retainageCents: cents().notNull(),
    /** Of what was held before: paid with this one. */
    releasedCents: cents()
      .notNull()
      .default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.contractLineId] }),
    index().on(t.contractLineId),
    check('invoice_lines_held', sql`${t.retainageCents} >= 0 and ${t.releasedCents} >= 0`),
  ],
);

/** What was shown to voters or the board: never changed, a later one is added. */
export const baselines = pgTable(
  'baselines',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    number: integer().notNull(),
    name: text().notNull(),
    adoptedOn: date().notNull(),
    documentId: uuid().references(() => capitalDocuments.id),
    noDocumentReason: text(),
    createdById: uuid().references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique('baselines_number').on(t.programmeId, t.number),
    index().on(t.documentId),
    index().on(t.createdById),
    check('baselines_rests', rests(t.documentId, t.noDocumentReason)),
  ],
);

/** What each line was promised; of the first baseline it is where the line's budget begins. */
export const baselineLines = pgTable(
  'baseline_lines',
  {
    baselineId: uuid()
      .notNull()
      .references(() => baselines.id),
    budgetLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    amountCents: cents().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.baselineId, t.budgetLineId] }),
    index().on(t.budgetLineId),
    check('baseline_lines_amount', sql`${t.amountCents} >= 0`),
  ],
);

/** Months that the books are closed for: nothing is entered in them any more. */
export const closedPeriods = pgTable(
  'closed_periods',
  {
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    /** Its first day. */
    month: date().notNull(),
    closedById: uuid()
      .notNull()
      .references(() => people.id),
    closedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.programmeId, t.month] }),
    index().on(t.closedById),
    check('closed_periods_month', sql`extract(day from ${t.month}) = 1`),
  ],
);

/**
 * The ledger, append-only: every dollar's way. A mistake is another entry, with its sign. Its trigger moves the totals of the lines it names, refuses what a
 * closed month, a missing approval or another line's money forbids, and the lines' checks refuse the rest.
 */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    kind: text().notNull(),
    budgetLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    /** Of a baseline or transfer: where it comes from. */
    fromLineId: uuid().references(() => budgetLines.id),
    contractLineId: uuid().references(() => contractLines.id),
    /** What was asked for and approved, of which this is the money. */
    requestId: uuid().references(() => capitalRequests.id),
    baselineId: uuid().references(() => baselines.id),
    amountCents: cents().notNull(),
    /** The day that it counts for; its month is the period. */
    effectiveOn: date().notNull(),
    /** In words, where its kind and request do not say it. */
    note: text(),
    documentId: uuid().references(() => capitalDocuments.id),
    noDocumentReason: text(),
    /** Null: a file, or the demonstration. */
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    /** Of its number in the finance system, where it came from there. */
    financeKey: text(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    recordedAt: instant().notNull(),
  },
  (t) => [
    index().on(t.programmeId, t.recordedAt, t.id),
    index('ledger_entries_effective').on(t.programmeId, t.effectiveOn, t.id),
    index().on(t.budgetLineId, t.effectiveOn, t.id),
    index('ledger_entries_from')
      .on(t.fromLineId)
      .where(sql`${t.fromLineId} is not null`),
    index('ledger_entries_contract_line')
      .on(t.contractLineId)
      .where(sql`${t.contractLineId} is not null`),
    index('ledger_entries_request')
      .on(t.requestId)
      .where(sql`${t.requestId} is not null`),
    index('ledger_entries_baseline')
      .on(t.baselineId)
      .where(sql`${t.baselineId} is not null`),
    index('ledger_entries_document')
      .on(t.documentId)
      .where(sql`${t.documentId} is not null`),
    index('ledger_entries_actor')
      .on(t.actorId)
      .where(sql`${t.actorId} is not null`),
    index('ledger_entries_on_behalf_of')
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
    unique('ledger_entries_finance_key').on(t.programmeId, t.financeKey),
    check(
      'ledger_entries_kind',
      sql`${t.kind} in ('revenue','baseline','transfer','commitment','change_order','release','invoice','retainage','payment','estimate')`,
    ),
    check(
      'ledger_entries_two_sides',
      sql`(${t.kind} in ('baseline','transfer')) = (${t.fromLineId} is not null) and ${t.fromLineId} is distinct from ${t.budgetLineId}`,
    ),
    check(
      'ledger_entries_contract',
      sql`(${t.kind} in ('commitment','change_order','release','invoice','retainage','payment')) = (${t.contractLineId} is not null)`,
    ),
    check('ledger_entries_asked', sql`${t.kind} not in ('transfer','commitment','change_order','invoice') or ${t.requestId} is not null`),
    check('ledger_entries_promised', sql`(${t.kind} = 'baseline') = (${t.baselineId} is not null)`),
    check('ledger_entries_forward', sql`${t.kind} not in ('baseline','transfer') or ${t.amountCents} > 0`),
    check('ledger_entries_amount', sql`${t.amountCents} <> 0`),
    // What a contract promises grows by what was approved alone.
    check('ledger_entries_release', sql`${t.kind} <> 'release' or ${t.amountCents} < 0`),
    check('ledger_entries_rests', rests(t.documentId, t.noDocumentReason)),
  ],
);
