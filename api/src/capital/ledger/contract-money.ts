import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { inOneGo } from '../in-one-go.ts';
import { bookkeeper, mustBeOpen, mustRead, placeOfProject, restsOn, type Rests, runningAt } from '../may.ts';
import { belowExpended, changed, contractNotFound, elsewhere, overPayable, paysOwn, wrong } from '../problems.ts';
import { insertEvent } from '../queries.ts';
import { mustRun } from '../requests/asked-money.ts';
import {
  type ContractLineRow,
  type ContractRow,
  findContract,
  findRequest,
  hasAskedForInvoice,
  lockContractLines,
  listContractLines,
  setContract,
} from '../requests/queries.ts';
import { keepsBooks, readsCapital } from '../rules/access.ts';
import { judgeLess } from '../rules/commitments.ts';
import { judgePayment } from '../rules/invoices.ts';
import type { PaymentRequest, ReleaseRequest } from './contract.ts';
import { insertEntries, isEntered } from './queries.ts';

type Seen = { contract: ContractRow; programmeId: string };

/** The contract, for who may see it. */
async function contractSeen(tx: Sql, actor: Actor, id: string): Promise<Seen & { place: Awaited<ReturnType<typeof placeOfProject>> }> {
  mustRead(actor);
  const contract = await findContract(tx, id);
  const place = await placeOfProject(tx, contract?.projectId ?? null);
  if (!contract || !readsCapital(actor, place)) throw contractNotFound();
  return { contract, place, programmeId: (await findRequest(tx, contract.requestId))!.programmeId };
}

type Given = { contractLineId: string; amountCents: bigint };
/** The lines of the contract that somebody names, each once, held. */
async function heldLines(tx: Sql, { id }: ContractRow, given: readonly Given[]): Promise<{ line: ContractLineRow; amountCents: bigint }[]> {
  const amounts = new Map(given.map(({ contractLineId, amountCents }) => [contractLineId, amountCents]));
  const lines = await lockContractLines(tx, [...amounts.keys()]);
  if (lines.length !== given.length || lines.some(({ contractId }) => contractId !== id))
    throw elsewhere('/lines', 'line of this contract, or you named it twice');
  return lines.map((line) => ({ line, amountCents: amounts.get(line.id)! }));
}
const given = (lines: readonly { contractLineId: string; amount: string }[]): Given[] =>
  lines.map(({ contractLineId, amount }) => ({ contractLineId, amountCents: centsOf(amount) }));

type Entering = Seen & {
  kind: 'release' | 'payment';
  id: string;
  on: string;
  note: string | null;
  rests: Rests;
  financeKey?: string | undefined;
  by: DoneBy;
  now: Date;
};
async function enter(
  tx: Sql,
  asked: readonly { line: ContractLineRow; amountCents: bigint }[],
  { programmeId, kind, id, on, note, rests, financeKey, by, now }: Entering,
) {
  const rested = await restsOn(tx, programmeId, rests);
  const shared = { programmeId, kind, effectiveOn: on, note, ...rested, actorId: by.actorId, onBehalfOfId: by.onBehalfOfId, recordedAt: now };
  await insertEntries(
    tx,
    asked.map(({ line, amountCents }, i) => ({
      ...(i === 0 ? { id } : {}),
      ...shared,
      budgetLineId: line.budgetLineId,
      contractLineId: line.id,
      amountCents,
      // One number may pay several lines.
      financeKey: financeKey === undefined ? null : asked.length === 1 ? financeKey : `${financeKey} ${i + 1}`,
    })),
  );
}

/** Gives back what a contract promises and will not be billed: it is uncommitted again. Who runs the project does, or finance. */
export async function releaseBalance(
  db: Sql,
  actor: Actor,
  contractId: string,
  input: z.infer<typeof ReleaseRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await inOneGo(db, async (tx) => {
    const { contract, place, programmeId } = await contractSeen(tx, actor, contractId);
    const by = keepsBooks(actor) ? bookkeeper(actor) : runningAt(actor, place);
    if (await isEntered(tx, id)) return;
    mustRun(contract);
    await mustBeOpen(tx, programmeId, input.on, now);
    const asked = (await heldLines(tx, contract, given(input.lines))).map(({ line, amountCents }) => ({ line, amountCents: -amountCents }));
    const verdict = judgeLess(asked);
    if (!verdict.ok) throw belowExpended(verdict.lessCents, verdict.leftCents, verdict.lineName);
    await enter(tx, asked, { contract, programmeId, kind: 'release', id, on: input.on, note: input.reason, rests: input, by, now });
  });
}

/** Enters a payment of what was approved and is not held: finance does, never who asked for the invoice. */
export async function enterPayment(
  db: Sql,
  actor: Actor,
  contractId: string,
  input: z.infer<typeof PaymentRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  await inOneGo(db, async (tx) => {
    const { contract, programmeId } = await contractSeen(tx, actor, contractId);
    const by = bookkeeper(actor);
    if (await isEntered(tx, id)) return;
    if (await hasAskedForInvoice(tx, contractId, actor.id)) throw paysOwn();
    await mustBeOpen(tx, programmeId, input.on, now);
    const asked = await heldLines(tx, contract, given(input.lines));
    const verdict = judgePayment(asked);
    if (!verdict.ok) throw overPayable(verdict.askedCents, verdict.unpaidCents, verdict.lineName);
    const { on, note = null, financeKey } = input;
    await enter(tx, asked, { contract, programmeId, kind: 'payment', id, on, note, financeKey, rests: input, by, now });
  });
}

/** Closes a contract on which nothing is promised, held or owed any more. */
export async function closeContract(db: Sql, actor: Actor, contractId: string, expected: number, now: Date): Promise<void> {
  await inOneGo(db, async (tx) => {
    const { contract, place, programmeId } = await contractSeen(tx, actor, contractId);
    const by = runningAt(actor, place);
    mustRun(contract);
    if (contract.version !== expected) throw changed('contract', contract.version);
    const lines = await lockContractLines(
      tx,
      (await listContractLines(tx, contractId)).map((line) => line.id),
    );
    const isDone = lines.every((line) => line.committedCents === line.paidCents && line.retainageCents === 0n);
    if (!isDone) throw wrong('/id', 'Release what will not be billed, and pay what is owed and held: then close it.');
    await setContract(tx, contractId, { closedOn: districtDay(now) });
    await insertEvent(tx, {
      programmeId,
      projectId: contract.projectId,
      kind: 'contract_closed',
      by,
      data: { contractId, number: contract.number },
      now,
    });
  });
}
