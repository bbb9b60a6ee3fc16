import type { Sql } from '@steward/db';
import type { NewEntry } from '../ledger/queries.ts';
import {
  belowExpended,
  contractClosed,
  contractNotFound,
  creditOverBilled,
  elsewhere,
  methodNotAllowed,
  noProcurement,
  notExecuted,
  notForBuying,
  nothingAsked,
  notThere,
  notWon,
  otherSource,
  overBudget,
  overContract,
  overOrder,
  paidAlready,
  releaseOverHeld,
  retainageOver,
  sameLine,
} from '../problems.ts';
import { type LineRow, lockLines } from '../queries.ts';
import { type CommitmentVerdict, judgeCommitment, judgeLess, takenFromEstimates } from '../rules/commitments.ts';
import { type InvoiceVerdict, judgeInvoice } from '../rules/invoices.ts';
import { isWon, judgeMethod } from '../rules/purchasing.ts';
import { judgeTransfer } from '../rules/transfers.ts';
import {
  findChangeOrder,
  findContract,
  findContractOf,
  findInvoice,
  findProcurement,
  findTransfer,
  listChangeOrderLines,
  listContractLines,
  listInvoiceLines,
  listOffers,
  listThresholds,
  lockContractLines,
  type RequestRow,
  sumOrdersUnder,
} from './queries.ts';

// What a request comes to in the ledger, judged by the lines as they are at this moment, all of them held: asked when it is asked for, and again when the last step approves.

type Money = Pick<NewEntry, 'kind' | 'budgetLineId' | 'fromLineId' | 'contractLineId' | 'amountCents' | 'note'>;

/** Refuses what a request asks for where it may not be, with the figures; gives the entries that it comes to. */
export function judgeAsked(tx: Sql, request: RequestRow): Promise<Money[]> {
  return JUDGES[request.kind as keyof typeof JUDGES](tx, request);
}
const JUDGES = { transfer: judgeMove, contract: judgeContract, change_order: judgeChange, invoice: judgeBill };

async function judgeMove(tx: Sql, { id }: RequestRow): Promise<Money[]> {
  const { fromLineId, toLineId, amountCents } = (await findTransfer(tx, id))!;
  const lines = new Map((await lockLines(tx, [fromLineId, toLineId])).map((line) => [line.id, line]));
  const verdict = judgeTransfer(lines.get(fromLineId)!, lines.get(toLineId)!, amountCents);
  if (verdict.ok) return [{ kind: 'transfer', fromLineId, budgetLineId: toLineId, amountCents }];
  switch (verdict.why) {
    case 'same_line':
      throw sameLine();
    case 'other_source':
      throw otherSource();
    case 'other_programme':
      throw elsewhere('/toLineId', 'budget line');
    case 'not_positive':
      throw nothingAsked();
    case 'not_there':
      throw notThere(verdict.askedCents, verdict.uncommittedCents);
  }
}

function refuseCommitment(verdict: CommitmentVerdict, what: string): void {
  if (verdict.ok) return;
  if (verdict.why === 'not_for_buying') throw notForBuying(verdict.lineName);
  throw overBudget(what, verdict.askedCents, verdict.uncommittedCents, verdict.lineName);
}

/** An order under a contract commits nothing: it stays within what the contract promises. */
async function judgeOrder(tx: Sql, { id, amountCents }: RequestRow, underContractId: string): Promise<Money[]> {
  const under = await findContract(tx, underContractId);
  if (!under) throw contractNotFound();
  mustRun(under);
  const lines = await lockContractLines(
    tx,
    (await listContractLines(tx, under.id)).map((line) => line.id),
  );
  const committed = lines.reduce((sum, line) => sum + line.committedCents, 0n);
  const left = committed - (await sumOrdersUnder(tx, under.id, id));
  if (amountCents > left) throw overOrder(amountCents, left);
  return [];
}

async function judgeContract(tx: Sql, request: RequestRow): Promise<Money[]> {
  const contract = (await findContractOf(tx, request.id))!;
  if (contract.underContractId !== null) return judgeOrder(tx, request, contract.underContractId);
  const procurement = contract.procurementId === null ? undefined : await findProcurement(tx, contract.procurementId);
  const method = judgeMethod(await listThresholds(tx), request.amountCents, procurement?.method ?? null);
  if (!method.ok && method.why === 'no_file') throw noProcurement(request.amountCents, method.fromCents);
  if (!method.ok) throw methodNotAllowed(request.amountCents, method.fromCents, method.methods);
  if (procurement && !isWon(procurement.method, await listOffers(tx, procurement.id), contract.vendorId)) throw notWon();
  const lines = (await listContractLines(tx, contract.id)).toSorted(byId);
  const held = await heldLines(tx, lines);
  const asked = lines.map((line) => ({ line: held.get(line.budgetLineId)!, amountCents: line.originalCents }));
  refuseCommitment(judgeCommitment(asked), contract.kind === 'contract' ? 'contract' : 'order');
  const committed = lines
    .filter(({ originalCents }) => originalCents > 0n)
    .map((line): Money => ({ kind: 'commitment', budgetLineId: line.budgetLineId, contractLineId: line.id, amountCents: line.originalCents }));
  const note = `Contracted: ${contract.number}`;
  const taken = takenFromEstimates(asked).map(({ lineId, cents }): Money => ({ kind: 'estimate', budgetLineId: lineId, amountCents: -cents, note }));
  return [...committed, ...taken];
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const heldLines = async (tx: Sql, lines: readonly { budgetLineId: string }[]): Promise<Map<string, LineRow>> =>
  new Map((await lockLines(tx, [...new Set(lines.map(({ budgetLineId }) => budgetLineId))])).map((line) => [line.id, line]));

/** Refuses a contract that is not approved, or is closed. */
export function mustRun({ executedOn, closedOn }: { executedOn: string | null; closedOn: string | null }): void {
  if (executedOn === null) throw notExecuted();
  if (closedOn !== null) throw contractClosed();
}

async function judgeChange(tx: Sql, { id }: RequestRow): Promise<Money[]> {
  const { contractId } = (await findChangeOrder(tx, id))!;
  mustRun((await findContract(tx, contractId))!);
  const changes = new Map((await listChangeOrderLines(tx, id)).map(({ contractLineId, amountCents }) => [contractLineId, amountCents]));
  const lines = await lockContractLines(tx, [...changes.keys()]);
  const held = await heldLines(tx, lines);
  const asked = lines.map((line) => ({ line, amountCents: changes.get(line.id)! }));
  refuseCommitment(judgeCommitment(asked.map(({ line, amountCents }) => ({ line: held.get(line.budgetLineId)!, amountCents }))), 'change order');
  const less = judgeLess(asked);
  if (!less.ok) throw belowExpended(less.lessCents, less.leftCents, less.lineName);
  return asked.map(({ line, amountCents }) => ({ kind: 'change_order', budgetLineId: line.budgetLineId, contractLineId: line.id, amountCents }));
}

function refuseInvoice(verdict: InvoiceVerdict): void {
  if (verdict.ok) return;
  switch (verdict.why) {
    case 'over_contract':
      throw overContract(verdict.askedCents, verdict.leftCents, verdict.lineName);
    case 'below_nothing':
      throw creditOverBilled(verdict.askedCents, verdict.billedCents, verdict.lineName);
    case 'release_over_held':
      throw releaseOverHeld(verdict.askedCents, verdict.heldCents, verdict.lineName);
    case 'retainage_over':
      throw retainageOver(verdict.askedCents, verdict.mostCents, verdict.lineName);
    case 'paid_already':
      throw paidAlready(verdict.paidCents, verdict.payableCents, verdict.lineName);
    case 'nothing':
      throw nothingAsked();
  }
}

async function judgeBill(tx: Sql, { id }: RequestRow): Promise<Money[]> {
  const { contractId } = (await findInvoice(tx, id))!;
  mustRun((await findContract(tx, contractId))!);
  const billed = new Map((await listInvoiceLines(tx, id)).map((line) => [line.contractLineId, line]));
  const lines = await lockContractLines(tx, [...billed.keys()]);
  await heldLines(tx, lines);
  refuseInvoice(judgeInvoice(lines.map((line) => ({ line, ...billed.get(line.id)! }))));
  return lines.flatMap((line) => {
    const { amountCents, retainageCents, releasedCents } = billed.get(line.id)!;
    const of = { budgetLineId: line.budgetLineId, contractLineId: line.id };
    const invoice: Money = { ...of, kind: 'invoice', amountCents };
    // What is held is at most 5 % of what is billed at every moment: with a credit it goes back first.
    const release: Money = { ...of, kind: 'retainage', amountCents: -releasedCents };
    const hold: Money = { ...of, kind: 'retainage', amountCents: retainageCents };
    return (amountCents < 0n ? [release, invoice] : [invoice, hold, release]).filter((entry) => entry.amountCents !== 0n);
  });
}
