import type { Sql } from '@steward/db';
import {
  approvalLadders,
  bids,
  capitalDocuments,
  capitalRequests,
  changeOrderLines,
  changeOrders,
  contractLines,
  contracts,
  invoiceLines,
  invoices,
  people,
  procurements,
  programmes,
  projects,
  purchaseThresholds,
  sites,
  transfers,
  vendors,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNotNull, max, ne, or, sql } from 'drizzle-orm';
import type { Actor, Role } from '#kernel/actor.ts';
import { readsWholePlan } from '../rules/access.ts';
import { visibleProjects } from '../visible-queries.ts';
import type { Rung } from '../rules/ladder.ts';
import type { Purchase } from '../rules/purchasing.ts';

export type RequestRow = typeof capitalRequests.$inferSelect;
export const findRequest = async (on: Sql, id: string): Promise<RequestRow | undefined> =>
  (await on.select().from(capitalRequests).where(eq(capitalRequests.id, id)))[0];
/** Held until the transaction ends: all that changes a request or a step of it holds it. */
export const lockRequest = async (on: Sql, id: string): Promise<RequestRow | undefined> =>
  (await on.select().from(capitalRequests).where(eq(capitalRequests.id, id)).for('no key update'))[0];
export const nextNumber = async (on: Sql, programmeId: string): Promise<number> =>
  1 +
  ((
    await on
      .select({ last: max(capitalRequests.number) })
      .from(capitalRequests)
      .where(eq(capitalRequests.programmeId, programmeId))
  )[0]?.last ?? 0);
export const insertRequest = (on: Sql, row: typeof capitalRequests.$inferInsert) => on.insert(capitalRequests).values(row);
export const setRequest = (on: Sql, id: string, set: { state: string; decidedAt?: Date | null }) =>
  on
    .update(capitalRequests)
    .set({ ...set, version: sql`${capitalRequests.version} + 1` })
    .where(eq(capitalRequests.id, id));

/** What was declined or withdrawn gives its number back: the vendor's invoice comes again with the number that it has. */
export async function freeNumber(on: Sql, requestId: string): Promise<void> {
  await on.update(contracts).set({ isVoid: true }).where(eq(contracts.requestId, requestId));
  await on.update(invoices).set({ isVoid: true }).where(eq(invoices.requestId, requestId));
}

export const insertTransfer = (on: Sql, row: typeof transfers.$inferInsert) => on.insert(transfers).values(row);
export const findTransfer = async (on: Sql, requestId: string) => (await on.select().from(transfers).where(eq(transfers.requestId, requestId)))[0];

export type ContractRow = typeof contracts.$inferSelect;
export const insertContract = (on: Sql, row: typeof contracts.$inferInsert) => on.insert(contracts).values(row);
export const setContract = (on: Sql, id: string, set: Partial<typeof contracts.$inferInsert>) =>
  on
    .update(contracts)
    .set({ ...set, version: sql`${contracts.version} + 1` })
    .where(eq(contracts.id, id));
export const findContract = async (on: Sql, id: string): Promise<ContractRow | undefined> =>
  (await on.select().from(contracts).where(eq(contracts.id, id)))[0];
export const findContractOf = async (on: Sql, requestId: string): Promise<ContractRow | undefined> =>
  (await on.select().from(contracts).where(eq(contracts.requestId, requestId)))[0];
/** Written out: totals are the ledger's alone. */
export async function insertContractLines(
  on: Sql,
  contractId: string,
  rows: readonly { id: string; budgetLineId: string; name: string; amountCents: bigint }[],
) {
  for (const [i, { id, budgetLineId, name, amountCents }] of rows.entries())
    await on.execute(
      sql`insert into contract_lines (id, contract_id, budget_line_id, position, name, original_cents) values (${id}, ${contractId}, ${budgetLineId}, ${i + 1}, ${name}, ${amountCents.toString()}::bigint)`,
    );
}
export type ContractLineRow = typeof contractLines.$inferSelect;
export const listContractLines = (on: Sql, contractId: string): Promise<ContractLineRow[]> =>
  on.select().from(contractLines).where(eq(contractLines.contractId, contractId)).orderBy(asc(contractLines.position));
/** Held in the order in which everybody holds them, before the budget lines that they take from. */
export const lockContractLines = (on: Sql, ids: readonly string[]): Promise<ContractLineRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select()
        .from(contractLines)
        .where(inArray(contractLines.id, [...ids]))
        .orderBy(asc(contractLines.budgetLineId), asc(contractLines.id))
        .for('no key update');

/** What orders under a contract come to, without this one. */
export const sumOrdersUnder = async (on: Sql, contractId: string, withoutRequestId: string): Promise<bigint> =>
  BigInt(
    (
      await on
        .select({ sum: sql<string>`coalesce(sum(${capitalRequests.amountCents}), 0)` })
        .from(contracts)
        .innerJoin(capitalRequests, eq(capitalRequests.id, contracts.requestId))
        .where(
          and(
            eq(contracts.underContractId, contractId),
            ne(capitalRequests.id, withoutRequestId),
            inArray(capitalRequests.state, ['waiting', 'approved']),
          ),
        )
    )[0]!.sum,
  );

export const nextChangeNumber = async (on: Sql, contractId: string): Promise<number> =>
  1 +
  ((
    await on
      .select({ last: max(changeOrders.number) })
      .from(changeOrders)
      .where(eq(changeOrders.contractId, contractId))
  )[0]?.last ?? 0);
export const insertChangeOrder = async (
  on: Sql,
  row: typeof changeOrders.$inferInsert,
  lines: readonly { contractLineId: string; amountCents: bigint }[],
) => {
  await on.insert(changeOrders).values(row);
  await on.insert(changeOrderLines).values(lines.map((line) => ({ requestId: row.requestId, ...line })));
};
export const findChangeOrder = async (on: Sql, requestId: string) =>
  (await on.select().from(changeOrders).where(eq(changeOrders.requestId, requestId)))[0];
export const listChangeOrderLines = (on: Sql, requestId: string) =>
  on.select().from(changeOrderLines).where(eq(changeOrderLines.requestId, requestId));
/** What all changes of a contract come to by their size, approved or waiting. */
export const sumChanges = async (on: Sql, contractId: string): Promise<bigint> =>
  BigInt(
    (
      await on
        .select({ sum: sql<string>`coalesce(sum(abs(${capitalRequests.amountCents})), 0)` })
        .from(changeOrders)
        .innerJoin(capitalRequests, eq(capitalRequests.id, changeOrders.requestId))
        .where(and(eq(changeOrders.contractId, contractId), inArray(capitalRequests.state, ['waiting', 'approved'])))
    )[0]!.sum,
  );

type NewInvoiceLine = Omit<typeof invoiceLines.$inferInsert, 'requestId'>;
export const insertInvoice = async (on: Sql, row: typeof invoices.$inferInsert, lines: readonly NewInvoiceLine[]) => {
  await on.insert(invoices).values(row);
  await on.insert(invoiceLines).values(lines.map((line) => ({ requestId: row.requestId, ...line })));
};
export const findInvoice = async (on: Sql, requestId: string) => (await on.select().from(invoices).where(eq(invoices.requestId, requestId)))[0];
export const listInvoiceLines = (on: Sql, requestId: string) => on.select().from(invoiceLines).where(eq(invoiceLines.requestId, requestId));
export const setDispute = (on: Sql, requestId: string, disputeReason: string | null) =>
  on.update(invoices).set({ disputeReason }).where(eq(invoices.requestId, requestId));
export const findVendor = async (on: Sql, id: string) => (await on.select().from(vendors).where(eq(vendors.id, id)))[0];
export const findProcurement = async (on: Sql, id: string) => (await on.select().from(procurements).where(eq(procurements.id, id)))[0];
export const listOffers = (on: Sql, procurementId: string) =>
  on.select({ vendorId: bids.vendorId, isResponsive: bids.isResponsive }).from(bids).where(eq(bids.procurementId, procurementId));
export const listLadder = async (on: Sql, kind: string): Promise<Rung[]> =>
  (await on.select().from(approvalLadders).where(eq(approvalLadders.kind, kind)).orderBy(asc(approvalLadders.position))).map((row) => ({
    ...row,
    roles: row.roles as Role[],
  }));
export const listThresholds = (on: Sql) => on.select().from(purchaseThresholds).orderBy(asc(purchaseThresholds.fromCents));

/** What was bought, or is asked for, from this vendor for this site: each with the day that it counts for. */
export const listPurchases = async (on: Sql, vendorId: string, siteId: string): Promise<(Purchase & { title: string })[]> =>
  (
    await on
      .select({
        id: capitalRequests.id,
        vendorId: contracts.vendorId,
        siteId: contracts.siteId,
        title: capitalRequests.title,
        amountCents: capitalRequests.amountCents,
        boughtOn: sql<string>`coalesce(${contracts.executedOn}, (${capitalRequests.requestedAt} at time zone 'America/Denver')::date)::text`,
      })
      .from(contracts)
      .innerJoin(capitalRequests, eq(capitalRequests.id, contracts.requestId))
      .where(
        and(
          eq(contracts.vendorId, vendorId),
          eq(contracts.siteId, siteId),
          sql`${contracts.underContractId} is null`,
          inArray(capitalRequests.state, ['waiting', 'approved']),
        ),
      )
  ).map((row) => row);

const briefColumns = {
  request: capitalRequests,
  programme: { id: programmes.id, name: programmes.name },
  project: { id: projects.id, name: projects.name },
  requestedBy: { id: people.id, name: people.name },
};
const selectBriefs = (on: Sql) =>
  on
    .select(briefColumns)
    .from(capitalRequests)
    .innerJoin(programmes, eq(programmes.id, capitalRequests.programmeId))
    .innerJoin(people, eq(people.id, capitalRequests.requestedById))
    .leftJoin(projects, eq(projects.id, capitalRequests.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .$dynamic();
export type BriefRow = Awaited<ReturnType<typeof selectBriefs>>[number];
export const findBrief = async (on: Sql, id: string): Promise<BriefRow | undefined> => (await selectBriefs(on).where(eq(capitalRequests.id, id)))[0];
export const listBriefsById = async (on: Sql, ids: readonly string[]): Promise<BriefRow[]> =>
  ids.length === 0 ? [] : selectBriefs(on).where(inArray(capitalRequests.id, [...ids]));

type Filter = { programmeId?: string | undefined; projectId?: string | undefined; kind?: string | undefined; state?: string | undefined };
/** Requests that this person may see, the newest first; one row more than `limit`. What one asked for oneself is always there. */
export const listBriefs = (on: Sql, actor: Actor, filter: Filter, { limit, after }: { limit: number; after: readonly string[] | undefined }) =>
  selectBriefs(on)
    .where(
      and(
        filter.programmeId === undefined ? undefined : eq(capitalRequests.programmeId, filter.programmeId),
        filter.projectId === undefined ? undefined : eq(capitalRequests.projectId, filter.projectId),
        filter.kind === undefined ? undefined : eq(capitalRequests.kind, filter.kind),
        filter.state === undefined ? undefined : eq(capitalRequests.state, filter.state),
        readsWholePlan(actor) ? undefined : or(eq(capitalRequests.requestedById, actor.id), and(isNotNull(projects.id), visibleProjects(actor))),
        after && sql`(${capitalRequests.requestedAt}, ${capitalRequests.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(capitalRequests.requestedAt), desc(capitalRequests.id))
    .limit(limit + 1);

export const findDocumentBrief = async (on: Sql, id: string) =>
  (
    await on
      .select({
        id: capitalDocuments.id,
        title: capitalDocuments.title,
        reference: capitalDocuments.reference,
        attachmentId: capitalDocuments.attachmentId,
      })
      .from(capitalDocuments)
      .where(eq(capitalDocuments.id, id))
  )[0];
