import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import { inOneGo } from '../in-one-go.ts';
import { mustRead, placeOfProject, programmeSeen, projectToRun, runningAt } from '../may.ts';
import { contractNotFound, creditAdds, dayToCome, elsewhere, wrong } from '../problems.ts';
import { districtDay } from '#kernel/day.ts';
import { findLine, type LineRow, listLinesById, lockProgramme } from '../queries.ts';
import { readsCapital, WHOLE } from '../rules/access.ts';
import { backWithCredit, heldOf, retainageRatioOf } from '../rules/retainage.ts';
import { transferKind } from '../rules/transfers.ts';
import { ask } from './ask.ts';
import { mustRun } from './asked-money.ts';
import type { ChangeOrderRequest, ContractRequest, InvoiceRequest, TransferRequest } from './contract.ts';
import {
  type ContractRow,
  findContract,
  findProcurement,
  findRequest,
  findVendor,
  insertChangeOrder,
  insertContract,
  insertContractLines,
  insertInvoice,
  insertTransfer,
  listContractLines,
  nextChangeNumber,
  sumChanges,
} from './queries.ts';

const sumOf = (amounts: readonly bigint[]) => amounts.reduce((sum, one) => sum + one, 0n);

async function lineIn(tx: Sql, programmeId: string, id: string, pointer: string): Promise<LineRow> {
  const line = await findLine(tx, id);
  if (line?.programmeId !== programmeId) throw elsewhere(pointer, 'budget line');
  return line;
}

/** Who may move money between two lines: who runs the projects they are of; from what is of the programme as a whole, who runs the one that gets it. */
async function movesBetween(tx: Sql, actor: Actor, from: LineRow, to: LineRow): Promise<DoneBy> {
  const projectIds = [from.projectId, to.projectId].filter((id) => id !== null);
  if (projectIds.length === 0) return runningAt(actor, WHOLE);
  const done = [];
  for (const id of projectIds) done.push(runningAt(actor, await placeOfProject(tx, id)));
  return done[0]!;
}

/** Asks to move money from one line to another: out of what is unallocated, out of contingency, or from one purpose to another. */
export async function requestTransfer(
  db: Sql,
  actor: Actor,
  programmeId: string,
  input: z.infer<typeof TransferRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await inOneGo(db, async (tx) => {
    await programmeSeen(tx, actor, programmeId);
    if (await findRequest(tx, id)) return;
    const [from, to] = [await lineIn(tx, programmeId, input.fromLineId, '/fromLineId'), await lineIn(tx, programmeId, input.toLineId, '/toLineId')];
    const by = await movesBetween(tx, actor, from, to);
    const { title, reason } = input;
    const amountCents = centsOf(input.amount);
    const projectId = to.projectId ?? from.projectId;
    const kind = transferKind(from);
    await ask(tx, { id, programmeId, projectId, kind: 'transfer', title, reason, amountCents, rests: input, by, now }, () =>
      insertTransfer(tx, { requestId: id, fromLineId: from.id, toLineId: to.id, kind, amountCents }),
    );
  });
  return id;
}

type ContractAsked = z.infer<typeof ContractRequest>;

/** The lines that a contract takes from, of the programme, and of the project or of none. */
async function linesToBuyFrom(tx: Sql, programmeId: string, { lines, projectId }: ContractAsked) {
  const found = new Map(
    (
      await listLinesById(
        tx,
        lines.map(({ budgetLineId }) => budgetLineId),
      )
    ).map((line) => [line.id, line]),
  );
  for (const [i, { budgetLineId }] of lines.entries()) {
    const line = found.get(budgetLineId);
    if (line?.programmeId !== programmeId || (line.projectId !== null && line.projectId !== projectId))
      throw elsewhere(`/lines/${i}/budgetLineId`, 'budget line of this project');
  }
}

/** Whom it is bought from and by which file, which have to be there. */
async function judgeParties(tx: Sql, programmeId: string, { vendorId, procurementId, projectId, underContractId }: ContractAsked) {
  const vendor = await findVendor(tx, vendorId);
  if (!vendor?.isActive) throw wrong('/vendorId', 'There is no such vendor, or we buy nothing from it any more.');
  const procurement = procurementId === undefined ? undefined : await findProcurement(tx, procurementId);
  if (procurementId !== undefined && procurement?.projectId !== projectId) throw elsewhere('/procurementId', 'procurement file of this project');
  const under = underContractId === undefined ? undefined : await findContract(tx, underContractId);
  const asked = under && (await findRequest(tx, under.requestId));
  if (underContractId !== undefined && (asked?.programmeId !== programmeId || under?.vendorId !== vendorId))
    throw elsewhere('/underContractId', 'contract with this vendor');
}

/** Asks for a contract or a purchase order: once approved, its lines are committed. Gives the request. */
export async function requestContract(
  db: Sql,
  actor: Actor,
  programmeId: string,
  input: z.infer<typeof ContractRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await inOneGo(db, async (tx) => {
    await programmeSeen(tx, actor, programmeId);
    const { projectId = null, title, reason, kind, isPublicWorks } = input;
    const project = projectId === null ? undefined : await projectToRun(tx, actor, projectId);
    const by = project?.by ?? runningAt(actor, WHOLE);
    if (await findRequest(tx, id)) return;
    if (project && project.row.project.programmeId !== programmeId) throw elsewhere('/projectId', 'project');
    await linesToBuyFrom(tx, programmeId, input);
    await judgeParties(tx, programmeId, input);
    const lines = input.lines.map(({ budgetLineId, name, amount }) => ({ id: uuidv7(), budgetLineId, name, amountCents: centsOf(amount) }));
    const amountCents = input.amount === undefined ? sumOf(lines.map((line) => line.amountCents)) : centsOf(input.amount);
    const { vendorId, procurementId = null, underContractId = null, number } = input;
    const retainageRatio = input.retainageRatio ?? retainageRatioOf({ kind, isPublicWorks, amountCents });
    const contractId = uuidv7();
    await ask(tx, { id, programmeId, projectId, kind: 'contract', title, reason, amountCents, rests: input, by, now }, async () => {
      const siteId = project?.row.project.siteId ?? null;
      const of = { vendorId, procurementId, underContractId, kind, number, title, retainageRatio };
      await insertContract(tx, { id: contractId, requestId: id, projectId, siteId, ...of });
      await insertContractLines(tx, contractId, lines);
    });
  });
  return id;
}

/** The contract with what it was asked for in, for who runs its project. */
async function contractToRun(tx: Sql, actor: Actor, contractId: string) {
  mustRead(actor);
  const contract = await findContract(tx, contractId);
  const place = await placeOfProject(tx, contract?.projectId ?? null);
  if (!contract || !readsCapital(actor, place)) throw contractNotFound();
  const by = runningAt(actor, place);
  mustRun(contract);
  return { contract, by, programmeId: (await findRequest(tx, contract.requestId))!.programmeId };
}

/** The lines of the contract that somebody names, each once. */
async function linesOf(tx: Sql, contract: ContractRow, named: readonly { contractLineId: string }[]) {
  const lines = new Map((await listContractLines(tx, contract.id)).map((line) => [line.id, line]));
  for (const [i, { contractLineId }] of named.entries())
    if (!lines.has(contractLineId) || named.findIndex((one) => one.contractLineId === contractLineId) !== i)
      throw elsewhere(`/lines/${i}/contractLineId`, 'line of this contract, or you named it twice');
  return lines;
}

/** Asks to change a contract: it climbs its ladder by its amount and by all changes of the contract together. */
export async function requestChangeOrder(
  db: Sql,
  actor: Actor,
  contractId: string,
  input: z.infer<typeof ChangeOrderRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await inOneGo(db, async (tx) => {
    const { contract, by, programmeId } = await contractToRun(tx, actor, contractId);
    if (await findRequest(tx, id)) return;
    const all = await linesOf(tx, contract, input.lines);
    const lines = input.lines.map(({ contractLineId, amount }) => ({ contractLineId, amountCents: centsOf(amount) }));
    const amountCents = sumOf(lines.map((line) => line.amountCents));
    const { title, reason, reasonCode, probabilityRatio, addedDays } = input;
    if (reasonCode === 'credit' && amountCents >= 0n) throw creditAdds();
    // Held before it is counted: of two at once the second counts the first.
    await lockProgramme(tx, programmeId);
    const size = amountCents < 0n ? -amountCents : amountCents;
    const climbs = {
      originalCents: sumOf([...all.values()].map((line) => line.originalCents)),
      changesCents: (await sumChanges(tx, contractId)) + size,
    };
    const { projectId } = contract;
    const asked = { id, programmeId, projectId, kind: 'change_order', title, reason, amountCents, contract: climbs, rests: input, by, now } as const;
    await ask(tx, asked, async () => {
      const number = await nextChangeNumber(tx, contractId);
      await insertChangeOrder(tx, { requestId: id, contractId, number, reasonCode, probabilityRatio, addedDays }, lines);
    });
  });
  return id;
}

/** Asks that an invoice be paid: what the law lets us hold is held of it by itself; what was held before may be released with it. */
export async function requestInvoice(
  db: Sql,
  actor: Actor,
  contractId: string,
  input: z.infer<typeof InvoiceRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await inOneGo(db, async (tx) => {
    const { contract, by, programmeId } = await contractToRun(tx, actor, contractId);
    if (await findRequest(tx, id)) return;
    if (input.billedOn > districtDay(now)) throw dayToCome('/billedOn');
    const all = await linesOf(tx, contract, input.lines);
    const lines = input.lines.map(({ contractLineId, amount, released }) => {
      const amountCents = centsOf(amount);
      const back = amountCents < 0n ? backWithCredit(all.get(contractLineId)!, amountCents) : 0n;
      return {
        contractLineId,
        amountCents,
        retainageCents: heldOf(amountCents, contract.retainageRatio),
        releasedCents: released === undefined ? back : centsOf(released),
      };
    });
    const amountCents = sumOf(lines.map((line) => line.amountCents));
    const climbsCents = amountCents + sumOf(lines.map((line) => line.releasedCents));
    const { title, reason, number, billedOn } = input;
    const { vendorId, projectId } = contract;
    await ask(tx, { id, programmeId, projectId, kind: 'invoice', title, reason, amountCents, climbsCents, rests: input, by, now }, () =>
      insertInvoice(tx, { requestId: id, contractId, vendorId, number, billedOn }, lines),
    );
  });
  return id;
}
