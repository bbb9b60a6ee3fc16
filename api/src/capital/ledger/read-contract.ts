import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { mustRead, placeOfProject } from '../may.ts';
import { standingOf } from '../programmes/read-lines.ts';
import { contractNotFound } from '../problems.ts';
import { findProgramme, findProject } from '../queries.ts';
import { type ContractLineRow, findContract, findRequest, findVendor, listContractLines } from '../requests/queries.ts';
import { keepsBooks, readsCapital, runsProject } from '../rules/access.ts';

const presentLine = (line: ContractLineRow) => ({
  id: line.id,
  budgetLineId: line.budgetLineId,
  name: line.name,
  original: dollarsOf(line.originalCents),
  committed: dollarsOf(line.committedCents),
  expended: dollarsOf(line.expendedCents),
  encumbered: dollarsOf(line.committedCents - line.expendedCents),
  retainage: dollarsOf(line.retainageCents),
  payable: dollarsOf(line.expendedCents - line.retainageCents),
  paid: dollarsOf(line.paidCents),
  unpaid: dollarsOf(line.expendedCents - line.retainageCents - line.paidCents),
});

type Move = 'change' | 'bill' | 'release' | 'pay' | 'close';
type Who = { runs: boolean; books: boolean };
function movesOf({ runs, books }: Who, isRunning: boolean, lines: readonly ContractLineRow[]): Move[] {
  if (!isRunning) return [];
  const isDone = lines.every((line) => line.committedCents === line.paidCents && line.retainageCents === 0n);
  return [
    ...(runs ? (['change', 'bill'] as const) : []),
    ...(runs || books ? (['release'] as const) : []),
    ...(books ? (['pay'] as const) : []),
    ...(runs && isDone ? (['close'] as const) : []),
  ];
}

/** A contract with what it promises, and what was billed, held and paid of it. */
export async function readContract(on: Sql, actor: Actor, id: string, now: Date) {
  mustRead(actor);
  const contract = await findContract(on, id);
  const place = await placeOfProject(on, contract?.projectId ?? null);
  if (!contract || !readsCapital(actor, place)) throw contractNotFound();
  const { programmeId } = (await findRequest(on, contract.requestId))!;
  const project = contract.projectId === null ? undefined : await findProject(on, contract.projectId);
  const lines = await listContractLines(on, id);
  const { requestId, kind, number, title, procurementId, underContractId, retainageRatio, executedOn, closedOn, version } = contract;
  return {
    id,
    requestId,
    kind,
    number,
    title,
    vendor: { id: contract.vendorId, name: (await findVendor(on, contract.vendorId))!.name },
    project: project ? { id: project.project.id, name: project.project.name } : null,
    procurementId,
    underContractId,
    retainageRatio,
    executedOn,
    closedOn,
    lines: lines.map(presentLine),
    allowedMoves: movesOf({ runs: runsProject(actor, place), books: keepsBooks(actor) }, executedOn !== null && closedOn === null, lines),
    version,
    ...standingOf((await findProgramme(on, programmeId))!, now),
  };
}
