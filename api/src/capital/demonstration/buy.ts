import type { bids, procurements } from '@steward/db/schema';
import { randomFor, uuidFor } from '@steward/db/seed';
import type { Books } from './books.ts';
import type { Line } from './make-lines.ts';
import type { Months } from './months.ts';

export type Bought = { procurements: (typeof procurements.$inferInsert)[]; bids: (typeof bids.$inferInsert)[] };
export type Contract = {
  id: string;
  lineId: string;
  line: Line;
  vendor: string;
  cents: bigint;
  billed: bigint;
  held: bigint;
  retainage: number;
  number: string;
};
type Of = {
  key: string;
  title: string;
  line: Line;
  cents: bigint;
  vendor: string;
  number: string;
  kind?: 'contract' | 'purchase_order';
  retainage?: number;
  project?: { id: string; siteId: string | null };
  others?: readonly string[];
};

export const vendorId = (name: string) => uuidFor(`vendor ${name}`);
const DAYS_TO_PAY = 24;
const DAY_MS = 86_400_000;
const BID_ROUNDING = 100_000n;

/** Buys things: contracts with how they came about, invoices with what is held of them and what is paid. */
export function buyer(books: Books, bought: Bought, months: Months) {
  const { programmeId, booked } = books;

  /** Offers from all who were asked; the lowest is taken. */
  function procure({ key, title, cents, vendor, others = [], project }: Of, on: string): string | undefined {
    if (!project || others.length === 0) return undefined;
    const id = uuidFor(`procurement ${programmeId} ${key}`);
    const random = randomFor(`bids ${programmeId} ${key}`);
    const isDesign = title.startsWith('Design');
    bought.procurements.push({
      id,
      projectId: project.id,
      title,
      method: isDesign ? 'rfq' : 'invitation_for_bids',
      openedOn: shifted(on, -60),
      closedOn: shifted(on, -25),
      evaluation: isDesign
        ? 'Three people read each proposal and gave points for experience, team and approach.'
        : 'Offers were opened in public and read aloud.',
      awardReason: isDesign ? 'Most points of those who answered.' : 'Lowest responsive offer.',
    });
    const offers = others.map((other) => ({
      other,
      amountCents: ((cents * BigInt(104 + random.int(0, 14))) / 100n / BID_ROUNDING) * BID_ROUNDING + BID_ROUNDING,
    }));
    bought.bids.push({ procurementId: id, vendorId: vendorId(vendor), amountCents: cents, points: isDesign ? 91 : null });
    for (const { other, amountCents } of offers)
      bought.bids.push({ procurementId: id, vendorId: vendorId(other), amountCents, points: isDesign ? random.int(62, 86) : null });
    return id;
  }

  function contract(on: string, of: Of): Contract {
    const { key, title, line, cents, vendor, number, kind = 'contract', retainage = 0, project } = of;
    const documentId = books.document(`contract ${key}`, on, {
      kind: 'contract',
      title: `Contract ${number}: ${title}`,
      reference: `Contract file ${number}`,
      projectId: project?.id,
    });
    const requestId = books.ask(`contract ${key}`, on, {
      kind: 'contract',
      title: `${title} (${number})`,
      reason: 'Part of the promised work.',
      cents,
      projectId: project?.id,
      documentId,
    });
    const [id, lineId] = [uuidFor(`contract ${programmeId} ${key}`), uuidFor(`contract line ${programmeId} ${key}`)];
    booked.contracts.push({
      id,
      requestId,
      projectId: project?.id ?? null,
      siteId: project?.siteId ?? null,
      vendorId: vendorId(vendor),
      procurementId: procure(of, on) ?? null,
      kind,
      number,
      title,
      retainageRatio: retainage,
      executedOn: on,
    });
    booked.contractLines.push({ id: lineId, contractId: id, budgetLineId: line.id, position: 1, name: title, originalCents: cents });
    books.enter(on, { kind: 'commitment', budgetLineId: line.id, contractLineId: lineId, requestId, amountCents: cents, documentId });
    return { id, lineId, line, vendor, cents, billed: 0n, held: 0n, retainage, number };
  }

  /** An invoice, what is held of it (all that was held is released with the last), and, some weeks later, its payment. */
  function invoice(on: string, of: Contract, n: number, cents: bigint, more: { project?: string; isLast?: boolean; dispute?: string } = {}): void {
    const { id: contractId, lineId: contractLineId, line, vendor, number } = of;
    const held = more.isLast ? 0n : (cents * BigInt(Math.round(of.retainage * 100))) / 100n;
    const released = more.isLast ? of.held : 0n;
    const requestId = books.ask(`invoice ${contractId} ${n}`, on, {
      kind: 'invoice',
      title: `Invoice ${n} of ${vendor} (${number})`,
      reason: more.isLast ? 'Work is done; what was held is released.' : 'Work done and materials delivered.',
      cents,
      projectId: more.project,
      ...(more.dispute ? { becomes: 'disputed' as const } : {}),
    });
    booked.invoices.push({
      requestId,
      contractId,
      vendorId: vendorId(vendor),
      number: `${number}-${n}`,
      billedOn: shifted(on, -12),
      disputeReason: more.dispute ?? null,
    });
    booked.invoiceLines.push({ requestId, contractLineId, amountCents: cents, retainageCents: held, releasedCents: released });
    if (more.dispute) return;
    of.billed += cents;
    of.held += held - released;
    const common = { budgetLineId: line.id, contractLineId, requestId };
    books.enter(on, { ...common, kind: 'invoice', amountCents: cents });
    books.enter(on, { ...common, kind: 'retainage', amountCents: held - released });
    const paid = shifted(on, DAYS_TO_PAY);
    if (months.isPast(paid)) books.enter(paid, { ...common, kind: 'payment', amountCents: cents - held + released });
  }

  function change(
    on: string,
    of: Contract,
    n: number,
    co: { title: string; reason: string; code: string; cents: bigint; project: string; probability?: number; days?: number },
  ): void {
    const isWaiting = co.probability !== undefined;
    const documentId = books.document(`change ${of.id} ${n}`, on, {
      kind: 'change_order',
      title: `Change order ${n} of ${of.number}`,
      reference: `Change order file ${of.number}-${n}`,
      projectId: co.project,
    });
    const requestId = books.ask(`change ${of.id} ${n}`, on, {
      kind: 'change_order',
      title: `${co.title} (change order ${n} of ${of.number})`,
      reason: co.reason,
      cents: co.cents,
      projectId: co.project,
      documentId,
      ratio: Number(co.cents) / Number(of.cents),
      ...(isWaiting ? { becomes: 'waiting' as const } : {}),
    });
    booked.changeOrders.push({
      requestId,
      contractId: of.id,
      number: n,
      reasonCode: co.code,
      probabilityRatio: co.probability ?? 1,
      addedDays: co.days ?? 0,
    });
    booked.changeOrderLines.push({ requestId, contractLineId: of.lineId, amountCents: co.cents });
    if (isWaiting) return;
    of.cents += co.cents;
    books.enter(on, { kind: 'change_order', budgetLineId: of.line.id, contractLineId: of.lineId, requestId, amountCents: co.cents, documentId });
  }

  return { contract, invoice, change };
}

/** The day so many days before or after. */
export const shifted = (on: string, days: number) => new Date(Date.parse(`${on}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
