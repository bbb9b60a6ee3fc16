import type {
  capitalApprovals,
  capitalDecisions,
  capitalDocuments,
  capitalEvents,
  capitalRequests,
  changeOrderLines,
  changeOrders,
  contractLines,
  contracts,
  invoiceLines,
  invoices,
  ledgerEntries,
  transfers,
} from '@steward/db/schema';
import { uuidFor } from '@steward/db/seed';
import type { Months } from './months.ts';

/** What is written down of a programme's money, in the order in which it is to be inserted. */
export type Booked = {
  documents: (typeof capitalDocuments.$inferInsert)[];
  requests: Asked[];
  approvals: (typeof capitalApprovals.$inferInsert)[];
  decisions: (typeof capitalDecisions.$inferInsert)[];
  transfers: (typeof transfers.$inferInsert)[];
  contracts: (typeof contracts.$inferInsert)[];
  contractLines: (typeof contractLines.$inferInsert)[];
  changeOrders: (typeof changeOrders.$inferInsert)[];
  changeOrderLines: (typeof changeOrderLines.$inferInsert)[];
  invoices: (typeof invoices.$inferInsert)[];
  invoiceLines: (typeof invoiceLines.$inferInsert)[];
  entries: (typeof ledgerEntries.$inferInsert)[];
  events: (typeof capitalEvents.$inferInsert)[];
};
/** A request as it is asked; `becomes` is what it is made afterwards. */
type Asked = Omit<typeof capitalRequests.$inferInsert, 'number' | 'state' | 'decidedAt'> & {
  becomes: 'waiting' | 'disputed' | 'approved';
  decidedAt: Date | null;
};
type Entry = typeof ledgerEntries.$inferInsert;
type Kind = 'transfer' | 'contract' | 'change_order' | 'invoice';

export type Ladder = readonly { kind: string; position: number; fromCents: bigint; fromRatio: number | null; roles: string[] }[];
export type Staff = { asks: string; capitalManager: string; finance: string; administrator: string; planner: string };

const ORDER = ['revenue', 'baseline', 'estimate', 'transfer', 'commitment', 'change_order', 'invoice', 'retainage', 'payment', 'release'];
const NO_PAPER = 'Made up for the demonstration: there is no paper.';
const DAYS_TO_DECIDE = 5;

export type Books = ReturnType<typeof openBooks>;

/** The books of one programme: what is asked for is decided by others step by step, and what is entered rests on it. */
export function openBooks(programmeId: string, { ladder, staff, months }: { ladder: Ladder; staff: Staff; months: Months }) {
  const booked: Booked = {
    documents: [],
    requests: [],
    approvals: [],
    decisions: [],
    transfers: [],
    contracts: [],
    contractLines: [],
    changeOrders: [],
    changeOrderLines: [],
    invoices: [],
    invoiceLines: [],
    entries: [],
    events: [],
  };
  const decider = (roles: readonly string[]) =>
    roles.includes('capital_manager') ? staff.capitalManager : roles.includes('finance') ? staff.finance : staff.administrator;

  function document(
    key: string,
    on: string,
    of: { kind: string; title: string; reference: string; projectId?: string | undefined; isPublic?: boolean },
  ): string {
    const id = uuidFor(`document ${programmeId} ${key}`);
    booked.documents.push({
      id,
      programmeId,
      projectId: of.projectId ?? null,
      addedById: staff.asks,
      addedAt: months.at(on, 15),
      isPublic: false,
      ...of,
    });
    return id;
  }

  /** Asks for something on the day before it is decided, and has it decided, or left waiting. */
  function ask(
    key: string,
    on: string,
    of: {
      kind: Kind;
      title: string;
      reason: string;
      cents: bigint;
      projectId?: string | undefined;
      documentId?: string | undefined;
      ratio?: number;
      becomes?: Asked['becomes'];
    },
  ): string {
    const id = uuidFor(`request ${programmeId} ${key}`);
    const becomes = of.becomes ?? 'approved';
    const asked = new Date(months.at(on).getTime() - (becomes === 'approved' ? DAYS_TO_DECIDE * 86_400_000 : 0));
    const size = of.cents < 0n ? -of.cents : of.cents;
    const steps = ladder.filter(
      (step) => step.kind === of.kind && (size >= step.fromCents || (step.fromRatio !== null && (of.ratio ?? 0) >= step.fromRatio)),
    );
    booked.requests.push({
      id,
      programmeId,
      projectId: of.projectId ?? null,
      kind: of.kind,
      title: of.title,
      amountCents: of.cents,
      reason: of.reason,
      documentId: of.documentId ?? null,
      noDocumentReason: of.documentId ? null : NO_PAPER,
      requestedById: staff.asks,
      requestedAt: asked,
      becomes,
      decidedAt: becomes === 'approved' ? months.at(on, 17) : null,
    });
    steps.forEach(({ roles }, i) => {
      const approvalId = uuidFor(`approval ${id} ${i}`);
      const state = becomes === 'approved' ? 'approved' : i === 0 ? 'open' : 'later';
      booked.approvals.push({ id: approvalId, requestId: id, position: i + 1, roles, state, openedAt: state === 'later' ? null : asked });
      if (becomes === 'approved')
        booked.decisions.push({
          id: uuidFor(`decision ${approvalId}`),
          approvalId,
          personId: decider(roles),
          decision: 'approve',
          decidedAt: new Date(months.at(on, 16).getTime() + i * 900_000),
        });
    });
    return id;
  }

  /** Enters money; nothing, where there is none. */
  function enter(on: string, entry: Pick<Entry, 'kind' | 'budgetLineId' | 'amountCents'> & Partial<Entry>): void {
    if (entry.amountCents === 0n) return;
    booked.entries.push({
      id: uuidFor(`entry ${programmeId} ${booked.entries.length}`),
      programmeId,
      effectiveOn: on,
      recordedAt: months.at(on, 18),
      actorId: staff.finance,
      ...entry,
      noDocumentReason: entry.documentId ? null : NO_PAPER,
    });
  }

  function happened(on: string, kind: string, data: Record<string, unknown>, projectId?: string): void {
    const id = uuidFor(`event ${programmeId} ${booked.events.length}`);
    booked.events.push({ id, programmeId, projectId: projectId ?? null, kind, actorId: staff.asks, data, occurredAt: months.at(on, 19) });
  }

  return {
    programmeId,
    booked,
    document,
    ask,
    enter,
    happened,
    /** Requests numbered as they were asked, entries as they count. */
    close: () => ({
      ...booked,
      requests: booked.requests.toSorted((a, b) => +a.requestedAt - +b.requestedAt).map((request, i) => ({ ...request, number: i + 1 })),
      entries: booked.entries.toSorted((a, b) =>
        a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
      ),
    }),
  };
}
