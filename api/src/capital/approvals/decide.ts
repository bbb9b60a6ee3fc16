import type { Sql } from '@steward/db';
import { type Actor, doneBy, type DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { notify } from '../../notices/index.ts';
import { inOneGo } from '../in-one-go.ts';
import { insertEntries } from '../ledger/queries.ts';
import { mustBeOpen } from '../may.ts';
import { approvalNotFound, approvalOver, approvalOwn, changed, disputed, sayWhy } from '../problems.ts';
import { insertEvent } from '../queries.ts';
import { judgeAsked } from '../requests/asked-money.ts';
import { findContractOf, findInvoice, freeNumber, lockRequest, type RequestRow, setContract, setRequest } from '../requests/queries.ts';
import { judgeDecision } from '../rules/deciders.ts';
import { calledOf, openStep, pathOf } from './open-step.ts';
import { type ApprovalRow, type DecisionRow, findApproval, insertDecision, listDecisions, listSteps, setApproval, withdrawSteps } from './queries.ts';
import { subjectsOf, whoDecidesOn } from './who-decides.ts';

export type Decision = { decision: 'approve' | 'decline'; words: string };

/** For whom the person decides; refused where they may not. */
async function judged(tx: Sql, approval: ApprovalRow, request: RequestRow, personId: string, { decision, words }: Decision, now: Date) {
  const subject = (await subjectsOf(tx, [request])).get(request.id)!;
  const isDisputed = request.state === 'disputed';
  const given = { personId, decision, words, isOpen: approval.state === 'open', isDisputed };
  const verdict = judgeDecision(subject, await whoDecidesOn(tx, approval, request, now), given);
  if (verdict.ok) return verdict.forId;
  switch (verdict.why) {
    case 'own':
      throw approvalOwn();
    case 'not_yours':
      // Who decided on it already is told so, also where two presses came at once.
      throw approval.state !== 'open' && hasDecided(await listDecisions(tx, [request.id]), personId) ? approvalOver() : approvalNotFound();
    case 'over':
      throw approvalOver();
    case 'disputed':
      throw disputed((await findInvoice(tx, request.id))?.disputeReason ?? null);
    case 'words':
      throw sayWhy();
  }
}

const hasDecided = (decisions: readonly DecisionRow[], id: string) =>
  decisions.some(({ person, onBehalfOf }) => person.id === id || onBehalfOf?.id === id);

type Decided = { request: RequestRow; approval: ApprovalRow; by: DoneBy; words: string; now: Date };

async function told(tx: Sql, { request, approval, by, words, now }: Decided, kind: 'approved' | 'declined' | 'step_approved', name: string) {
  const { id: requestId, programmeId, projectId, title, amountCents, requestedById } = request;
  const data = {
    requestId,
    approvalId: approval.id,
    step: approval.position,
    title,
    amount: dollarsOf(amountCents),
    ...(words ? { note: words } : {}),
  };
  await insertEvent(tx, { programmeId, projectId, kind, by, data, now });
  if (kind === 'step_approved') return;
  const facts = { by: name, ...calledOf(request), ...(words ? { words } : {}) };
  await notify(tx, { kind, personIds: [requestedById], facts, about: { path: pathOf(approval.id) } }, now);
}

/** The last step approved: what was asked for is judged by the lines as they are now, and entered. All of it, or nothing and the approval with it. */
async function enter(tx: Sql, { request, by, now }: Decided): Promise<void> {
  const today = districtDay(now);
  const money = await judgeAsked(tx, request);
  await mustBeOpen(tx, request.programmeId, today, now, '/decision');
  await setRequest(tx, request.id, { state: 'approved', decidedAt: now });
  const contract = request.kind === 'contract' ? await findContractOf(tx, request.id) : undefined;
  if (contract) await setContract(tx, contract.id, { executedOn: today });
  const { programmeId, id: requestId, documentId, noDocumentReason } = request;
  const shared = { programmeId, requestId, documentId, noDocumentReason, effectiveOn: today, recordedAt: now };
  await insertEntries(
    tx,
    money.map((entry) => ({ ...entry, ...shared, actorId: by.actorId, onBehalfOfId: by.onBehalfOfId })),
  );
}

/** How it is decided: in the portal, on the version that was seen; or by the link in a mail. */
export type Via = { via: 'portal'; version: number } | { via: 'link' };

/** Decides on a step: with the last one the money is entered; declined, the request ends with the reason. */
export async function decideOn(tx: Sql, actor: Actor, id: string, input: Decision, how: Via, now: Date): Promise<void> {
  const seen = await findApproval(tx, id);
  const request = seen && (await lockRequest(tx, seen.requestId));
  if (!request) throw approvalNotFound();
  const approval = (await findApproval(tx, id))!;
  const forId = await judged(tx, approval, request, actor.id, input, now);
  if (how.via === 'portal' && how.version !== approval.version) throw changed('approval', approval.version);
  const { decision, words } = input;
  const by = doneBy(actor, forId);
  const decided = { approvalId: id, personId: actor.id, onBehalfOfId: forId, decision, words: words || null, via: how.via, decidedAt: now };
  await insertDecision(tx, decided);
  await setApproval(tx, id, { state: decision === 'approve' ? 'approved' : 'declined', nextReminderAt: null });
  const what = { request, approval, by, words, now };
  if (decision === 'decline') {
    await withdrawSteps(tx, request.id);
    await freeNumber(tx, request.id);
    await setRequest(tx, request.id, { state: 'declined', decidedAt: now });
    return told(tx, what, 'declined', actor.name);
  }
  const next = (await listSteps(tx, [request.id])).find(({ state }) => state === 'later');
  if (!next) await enter(tx, what);
  await told(tx, what, next ? 'step_approved' : 'approved', actor.name);
  if (next) await openStep(tx, request, next.id, now);
}

/** Decides in the portal, all in one transaction. */
export const decideCapitalApproval = (db: Sql, actor: Actor, id: string, version: number, input: Decision, now: Date): Promise<void> =>
  inOneGo(db, (tx) => decideOn(tx, actor, id, input, { via: 'portal', version }, now));
