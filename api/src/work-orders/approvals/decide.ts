import type { Sql } from '@steward/db';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { writeChange } from '../locked-order.ts';
import { findOrderById, insertEvent, lockOrderById, type OrderRow } from '../queries.ts';
import { type Deciders, judgeDecision } from '../rules/approvals.ts';
import { asAsked } from '#kernel/when.ts';
import { openStep } from './ask-for-approval.ts';
import { approvalChanged, approvalDecided, approvalNotFound, approvalOwn, sayWhy } from './problems.ts';
import { type ApprovalRow, findApproval, findOpenStep, insertDecision, listSteps, setApproval, withdrawSteps } from './queries.ts';
import { subjectOf, whoDecidesOn } from './who-decides.ts';

export type Decision = { decision: 'approve' | 'decline'; words: string };
export type StepNow = { approval: ApprovalRow; row: OrderRow; deciders: Deciders; isOpen: boolean };

/** The step with its order, as `read` finds it, and who may decide now. */
const stepBy =
  (read: typeof findOrderById) =>
  async (tx: Sql, id: string, now: Date): Promise<StepNow | undefined> => {
    const seen = await findApproval(tx, id);
    const row = seen && (await read(tx, seen.workOrderId));
    if (!row) return undefined;
    const approval = (await findApproval(tx, id))!;
    const open = await findOpenStep(tx, row.order.id);
    return { approval, row, deciders: await whoDecidesOn(tx, approval, row, now), isOpen: open?.id === id };
  };
/** To look at: nothing is held. */
export const stepSeen = stepBy(findOrderById);
/** To decide on, the order's row held: all that changes a step holds it, so two who decide at once come one after the other. */
export const stepLocked = stepBy(lockOrderById);

const REFUSALS = { own: approvalOwn, not_yours: approvalNotFound, over: approvalDecided, words: sayWhy };

type Given = Decision & { via: 'portal' | 'link'; version: number | null };

/** Decides on a step that is held: once, by who may, never on one's own. With the last step the order goes on, or ends where it is declined. */
export async function decideOn(tx: Sql, { approval, row, deciders, isOpen }: StepNow, personId: string, given: Given, now: Date): Promise<void> {
  const { decision, words, via, version } = given;
  const verdict = judgeDecision(subjectOf(row), deciders, { personId, decision, words, isOpen });
  if (!verdict.ok) throw REFUSALS[verdict.why]();
  if (version !== null && version !== approval.version) throw approvalChanged(approval.version);
  const by: DoneBy = { actorId: personId, onBehalfOfId: verdict.forId, apiTokenId: null };
  await insertDecision(tx, { approvalId: approval.id, personId, onBehalfOfId: verdict.forId, decision, words: words || null, via, decidedAt: now });
  await setApproval(tx, approval.id, { state: decision === 'approve' ? 'approved' : 'declined', nextReminderAt: null });
  const steps = (await listSteps(tx, row.order.id)).filter(({ state }) => state !== 'withdrawn');
  const data = {
    approvalId: approval.id,
    step: steps.findIndex(({ id }) => id === approval.id) + 1,
    of: steps.length,
    cause: approval.cause,
    ...(words ? { note: words } : {}),
  };
  if (decision === 'decline') {
    await withdrawSteps(tx, row.order.id);
    return decline(tx, row, approval, by, data, now);
  }
  const next = steps.find(({ state }) => state === 'later');
  if (!next) return approve(tx, row, approval, by, data, now);
  await insertEvent(tx, { workOrderId: row.order.id, kind: 'step_approved', ...by, data, occurredAt: now });
  await openStep(tx, row, next.id, now);
}

type Data = Record<string, unknown>;
const HELD = { holdReason: null, holdNote: null, holdUntilOn: null, heldFrom: null } as const;

/** The order is taken up; what was held for its cost goes on from where it was. */
async function approve(tx: Sql, row: OrderRow, { cause }: ApprovalRow, by: DoneBy, data: Data, now: Date): Promise<void> {
  if (cause === 'asked') {
    const set = { status: 'submitted', statusChangedAt: now };
    return void (await writeChange(
      tx,
      row,
      { kind: 'approved', by, set, data: { ...data, from: 'awaiting_approval', to: 'submitted' } },
      asAsked(now),
    ));
  }
  const to = row.order.heldFrom!;
  const told = { kind: 'approved', ...by, isInternal: true, data, occurredAt: now };
  const set = { ...HELD, status: to, statusChangedAt: now };
  await writeChange(tx, row, { kind: 'resumed', by, before: [told], set, data: { from: 'on_hold', to } }, asAsked(now));
}

/** What was asked ends with the reason. What was under way stays on hold with it: the desk decides how to go on. */
async function decline(tx: Sql, row: OrderRow, { cause }: ApprovalRow, by: DoneBy, data: Data, now: Date): Promise<void> {
  const note = String(data['note']);
  if (cause === 'asked') {
    const set = { status: 'cancelled', statusChangedAt: now, cancelReason: note, closedAt: now };
    return void (await writeChange(
      tx,
      row,
      { kind: 'declined', by, set, data: { ...data, from: 'awaiting_approval', to: 'cancelled' } },
      asAsked(now),
    ));
  }
  await writeChange(tx, row, { kind: 'cost_declined', by, set: { holdNote: note }, data, isInternal: true }, asAsked(now));
}

/** Decides in the portal, on the version that was seen. */
export const decideApproval = (db: Sql, actor: Actor, id: string, version: number, input: Decision, now: Date) =>
  db.transaction(async (tx) => {
    const locked = await stepLocked(tx, id, now);
    if (!locked) throw approvalNotFound();
    await decideOn(tx, locked, actor.id, { ...input, via: 'portal', version }, now);
  });
