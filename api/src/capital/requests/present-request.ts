import type { Sql } from '@steward/db';
import { dollarsOf } from '#kernel/money.ts';
import { listLinesById } from '../queries.ts';
import { figuresOf } from '../rules/identities.ts';
import { looksSplit } from '../rules/purchasing.ts';
import {
  type BriefRow,
  findChangeOrder,
  findContract,
  findContractOf,
  findDocumentBrief,
  findInvoice,
  findTransfer,
  findVendor,
  listChangeOrderLines,
  listContractLines,
  listInvoiceLines,
  listPurchases,
  listThresholds,
  type RequestRow,
} from './queries.ts';

/** A request in a line. */
export const presentBrief = ({ request, programme, project, requestedBy }: BriefRow) => ({
  id: request.id,
  kind: request.kind as 'transfer',
  number: request.number,
  title: request.title,
  amount: dollarsOf(request.amountCents),
  reason: request.reason,
  state: request.state as 'waiting',
  programme,
  project,
  requestedBy,
  requestedAt: request.requestedAt,
  decidedAt: request.decidedAt,
});

type LineShown = { id: string; name: string; amount: string; available: string | null; held: string | null; released: string | null };
const shown = (id: string, name: string, amountCents: bigint, availableCents: bigint | null): LineShown => ({
  id,
  name,
  amount: dollarsOf(amountCents),
  available: availableCents === null ? null : dollarsOf(availableCents),
  held: null,
  released: null,
});
const NOTHING_MORE = { transferKind: null, contract: null, changeOrder: null, invoice: null, looksSplit: null };

async function transferDetails(on: Sql, requestId: string) {
  const { fromLineId, toLineId, amountCents, kind } = (await findTransfer(on, requestId))!;
  const found = new Map((await listLinesById(on, [fromLineId, toLineId])).map((line) => [line.id, line]));
  const [from, to] = [found.get(fromLineId)!, found.get(toLineId)!];
  const lines = [shown(from.id, from.name, -amountCents, figuresOf(from).uncommittedCents), shown(to.id, to.name, amountCents, null)];
  return { ...NOTHING_MORE, lines, transferKind: kind as 'draw' };
}

async function contractBrief(on: Sql, contract: NonNullable<Awaited<ReturnType<typeof findContract>>>) {
  const { id, number, title, kind, vendorId, retainageRatio } = contract;
  return { id, number, title, kind, vendor: { id: vendorId, name: (await findVendor(on, vendorId))!.name }, retainageRatio };
}

async function splitWarning(on: Sql, request: RequestRow, vendorId: string, siteId: string | null) {
  if (siteId === null) return null;
  const all = await listPurchases(on, vendorId, siteId);
  const mine = all.find(({ id }) => id === request.id);
  const split = mine && looksSplit(await listThresholds(on), mine, all);
  if (!split) return null;
  const others = all
    .filter(({ id }) => split.others.includes(id))
    .map(({ id, title, amountCents }) => ({ id, title, amount: dollarsOf(amountCents) }));
  return { threshold: dollarsOf(split.fromCents), total: dollarsOf(split.totalCents), others };
}

async function contractDetails(on: Sql, request: RequestRow) {
  const contract = (await findContractOf(on, request.id))!;
  const lines = await listContractLines(on, contract.id);
  const budgets = new Map(
    (
      await listLinesById(
        on,
        lines.map(({ budgetLineId }) => budgetLineId),
      )
    ).map((line) => [line.id, line]),
  );
  return {
    ...NOTHING_MORE,
    lines: lines.map((line) => shown(line.id, line.name, line.originalCents, figuresOf(budgets.get(line.budgetLineId)!).uncommittedCents)),
    contract: await contractBrief(on, contract),
    looksSplit: await splitWarning(on, request, contract.vendorId, contract.siteId),
  };
}

async function changeDetails(on: Sql, requestId: string) {
  const { contractId, number, reasonCode, probabilityRatio, addedDays } = (await findChangeOrder(on, requestId))!;
  const lines = new Map((await listContractLines(on, contractId)).map((line) => [line.id, line]));
  const budgets = new Map(
    (
      await listLinesById(
        on,
        [...lines.values()].map(({ budgetLineId }) => budgetLineId),
      )
    ).map((line) => [line.id, line]),
  );
  const changes = (await listChangeOrderLines(on, requestId)).map(({ contractLineId, amountCents }) => {
    const line = lines.get(contractLineId)!;
    return shown(line.id, line.name, amountCents, figuresOf(budgets.get(line.budgetLineId)!).uncommittedCents);
  });
  const contract = await contractBrief(on, (await findContract(on, contractId))!);
  return { ...NOTHING_MORE, lines: changes, contract, changeOrder: { number, reasonCode: reasonCode as 'code', probabilityRatio, addedDays } };
}

async function invoiceDetails(on: Sql, requestId: string) {
  const { contractId, number, billedOn, disputeReason } = (await findInvoice(on, requestId))!;
  const lines = new Map((await listContractLines(on, contractId)).map((line) => [line.id, line]));
  const billed = (await listInvoiceLines(on, requestId)).map(({ contractLineId, amountCents, retainageCents, releasedCents }) => {
    const line = lines.get(contractLineId)!;
    return {
      ...shown(line.id, line.name, amountCents, line.committedCents - line.expendedCents),
      held: dollarsOf(retainageCents),
      released: dollarsOf(releasedCents),
    };
  });
  const contract = await contractBrief(on, (await findContract(on, contractId))!);
  return { ...NOTHING_MORE, lines: billed, contract, invoice: { number, billedOn, disputeReason } };
}

/** What a request asks for, line by line, with what there is for it now. */
export async function detailsOf(on: Sql, request: RequestRow) {
  const paper = request.documentId === null ? undefined : await findDocumentBrief(on, request.documentId);
  const document = paper ? { id: paper.id, title: paper.title, reference: paper.reference, hasFile: paper.attachmentId !== null } : null;
  const details =
    request.kind === 'transfer'
      ? await transferDetails(on, request.id)
      : request.kind === 'contract'
        ? await contractDetails(on, request)
        : request.kind === 'change_order'
          ? await changeDetails(on, request.id)
          : await invoiceDetails(on, request.id);
  return { document, noDocumentReason: request.noDocumentReason, ...details };
}
