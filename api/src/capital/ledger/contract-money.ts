import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { Problem } from '#kernel/problem.ts';
import { inOneGo, refusing } from '../in-one-go.ts';
import { bookkeeper, mustRead, placeOfProject, type Rests, runningAt } from '../may.ts';
import {
  belowExpended,
  changed,
  contractNotFound,
  dayToCome,
  elsewhere,
  monthClosed,
  notThereThen,
  overPayable,
  paysOwn,
  wrong,
} from '../problems.ts';
import { insertEvent } from '../queries.ts';
import { mustRun } from '../requests/asked-money.ts';
import { findContract, findRequest, listContractLines, lockContractLines, setContract } from '../requests/queries.ts';
import { keepsBooks, readsCapital } from '../rules/access.ts';
import { judgeLess } from '../rules/commitments.ts';
import { judgePayment } from '../rules/invoices.ts';
import { judgeDay, monthOf } from '../rules/periods.ts';
import type { PaymentRequest, ReleaseRequest } from './contract.ts';
import { insertEntries, type LeastSince, leastSince, lookAtContract, type Looked } from './queries.ts';

type Given = { contractLineId: string; amountCents: bigint };
type Asked = { line: Looked['lines'][number]; amountCents: bigint };
type Entering = {
  kind: 'release' | 'payment';
  actor: Actor;
  contractId: string;
  id: string;
  on: string;
  note: string | null;
  lines: readonly Given[];
  rests: Rests;
  financeKey?: string | undefined;
  now: Date;
  /** Who does it, or for whom; refuses who may not. */
  by: (looked: Looked) => DoneBy;
  /** Refuses what may not be, with the figures. */
  judge: (asked: readonly Asked[], looked: Looked) => void;
};

const lineIdsOf = (asked: readonly Asked[]) => asked.map(({ line }) => line.id);

function judgePast(asked: readonly Asked[], least: readonly LeastSince[], kind: Entering['kind']): void {
  const of = new Map(least.map((one) => [one.lineId, one]));
  for (const { line, amountCents } of asked) {
    const then = of.get(line.id)!;
    const isThere = kind === 'release' ? -amountCents <= then.leftCents : amountCents <= then.unpaidCents && -amountCents <= then.paidCents;
    if (!isThere) throw notThereThen(line.name);
  }
}

/** The contract as it is now, judged; nothing where this was entered before. */
async function judged(db: Sql, { kind, actor, contractId, id, on, lines, rests, now, by, judge }: Entering) {
  const looking = {
    id,
    contractId,
    actorId: actor.id,
    month: monthOf(on),
    documentId: rests.documentId ?? null,
    lineIds: lines.map((line) => line.contractLineId),
  };
  const looked = await lookAtContract(db, looking);
  if (!looked || !readsCapital(actor, looked.place)) throw contractNotFound();
  const done = by(looked);
  if (looked.isEntered) return undefined;
  mustRun(looked);
  const verdict = judgeDay(on, districtDay(now), looked.isMonthClosed ? [monthOf(on)] : []);
  if (!verdict.ok) throw verdict.why === 'closed' ? monthClosed('/on', verdict.month) : dayToCome('/on');
  if (!looked.isDocumentHere) throw elsewhere('/documentId', 'document');
  const amounts = new Map(lines.map(({ contractLineId, amountCents }) => [contractLineId, amountCents]));
  if (amounts.size !== lines.length || looked.lines.length !== lines.length)
    throw elsewhere('/lines', 'line of this contract, or you named it twice');
  const asked = looked.lines.map((line) => ({ line, amountCents: amounts.get(line.id)! }));
  judge(asked, looked);
  // What is entered for a day that is over has to be there on that day and on every one since.
  if (on < districtDay(now)) judgePast(asked, await leastSince(db, lineIdsOf(asked), on), kind);
  return { looked, asked, done };
}

/** Enters what is judged good, by one statement: what came in between the database refuses, and then it is judged anew, so that the refusal says the figures. */
async function enter(db: Sql, entering: Entering): Promise<void> {
  mustRead(entering.actor);
  const { kind, id, on, note, rests, financeKey, now } = entering;
  const good = await judged(db, entering);
  if (!good) return;
  const { documentId = null, noDocumentReason = null } = rests;
  const { actorId, onBehalfOfId } = good.done;
  const shared = {
    programmeId: good.looked.programmeId,
    kind,
    effectiveOn: on,
    note,
    documentId,
    noDocumentReason,
    actorId,
    onBehalfOfId,
    recordedAt: now,
  };
  const entries = good.asked.map(({ line, amountCents }, i) => ({
    ...(i === 0 ? { id } : {}),
    ...shared,
    budgetLineId: line.budgetLineId,
    contractLineId: line.id,
    amountCents,
    // One number may pay several lines.
    financeKey: financeKey === undefined ? null : good.asked.length === 1 ? financeKey : `${financeKey} ${i + 1}`,
  }));
  try {
    await refusing(() => insertEntries(db, entries));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Within a transaction of others nothing can be looked at any more: then what the database said stands.
    await judged(db, entering).catch((again: unknown) => {
      throw again instanceof Problem ? again : error;
    });
    throw error;
  }
}

const given = (lines: readonly { contractLineId: string; amount: string }[], sign = 1n): Given[] =>
  lines.map(({ contractLineId, amount }) => ({ contractLineId, amountCents: sign * centsOf(amount) }));

/** Gives back what a contract promises and will not be billed: it is uncommitted again. Who runs the project does, or finance. */
export const releaseBalance = (
  db: Sql,
  actor: Actor,
  contractId: string,
  input: z.infer<typeof ReleaseRequest>,
  now: Date,
  id: string = uuidv7(),
): Promise<void> =>
  enter(db, {
    kind: 'release',
    actor,
    contractId,
    id,
    on: input.on,
    note: input.reason,
    lines: given(input.lines, -1n),
    rests: input,
    now,
    by: ({ place }) => (keepsBooks(actor) ? bookkeeper(actor) : runningAt(actor, place)),
    judge: (asked) => {
      const verdict = judgeLess(asked);
      if (!verdict.ok) throw belowExpended(verdict.lessCents, verdict.leftCents, verdict.lineName);
    },
  });

/** Enters a payment of what was approved and is not held: finance does, never who asked for the invoice. */
export const enterPayment = (
  db: Sql,
  actor: Actor,
  contractId: string,
  input: z.infer<typeof PaymentRequest>,
  now: Date,
  id: string = uuidv7(),
): Promise<void> =>
  enter(db, {
    kind: 'payment',
    actor,
    contractId,
    id,
    on: input.on,
    note: input.note ?? null,
    lines: given(input.lines),
    rests: input,
    financeKey: input.financeKey,
    now,
    by: () => bookkeeper(actor),
    judge: (asked, { hasAsked }) => {
      if (hasAsked) throw paysOwn();
      const verdict = judgePayment(asked);
      if (!verdict.ok) throw overPayable(verdict.askedCents, verdict.unpaidCents, verdict.lineName);
    },
  });

/** Closes a contract on which nothing is promised, held or owed any more. */
export async function closeContract(db: Sql, actor: Actor, contractId: string, expected: number, now: Date): Promise<void> {
  await inOneGo(db, async (tx) => {
    mustRead(actor);
    const contract = await findContract(tx, contractId);
    const place = await placeOfProject(tx, contract?.projectId ?? null);
    if (!contract || !readsCapital(actor, place)) throw contractNotFound();
    const by = runningAt(actor, place);
    const { programmeId } = (await findRequest(tx, contract.requestId))!;
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
