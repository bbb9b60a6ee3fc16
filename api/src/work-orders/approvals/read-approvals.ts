import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { presentAnswers, standingsOf } from '../present.ts';
import { workOrderNotFound } from '../problems.ts';
import { findOrder, listOrdersById, type OrderRow } from '../queries.ts';
import { mayReadInternal } from '../rules/access.ts';
import type { Deciders } from '../rules/approvals.ts';
import { approvalNotFound } from './problems.ts';
import {
  type ApprovalRow,
  type DecisionRow,
  findApproval,
  listDecidedBy,
  listDecisions,
  listNames,
  listOpenAround,
  listOpenAt,
  listSteps,
} from './queries.ts';
import { whoDecides } from './who-decides.ts';

type Around = { deciders: Deciders; decision: DecisionRow | undefined; names: ReadonlyMap<string, string>; steps: readonly ApprovalRow[] };

const waits = ({ order }: OrderRow) => order.status === 'awaiting_approval' || (order.status === 'on_hold' && order.holdReason === 'approval');

export const amountOf = ({ amountCents }: ApprovalRow) => (amountCents === null ? null : dollarsOf(BigInt(amountCents)));

function presentStep(approval: ApprovalRow, row: OrderRow, { deciders, decision, names, steps }: Around, actor: Actor) {
  const named = (id: string) => ({ id, name: names.get(id) ?? '' });
  const asked = steps.filter(({ state }) => state !== 'withdrawn' || approval.state === 'withdrawn');
  const isWaiting = ['open', 'later'].includes(approval.state);
  const state = isWaiting && !waits(row) ? 'withdrawn' : approval.state;
  const mine = state === 'open' ? deciders.deciders.find(({ personId }) => personId === actor.id) : undefined;
  return {
    id: approval.id,
    state: state as 'open',
    step: asked.findIndex(({ id }) => id === approval.id) + 1,
    of: asked.length,
    cause: approval.cause as 'asked',
    amount: amountOf(approval),
    openedAt: approval.openedAt,
    deciders:
      state === 'open' || state === 'later'
        ? deciders.deciders.map(({ personId, forId, isAway }) => ({
            person: named(personId),
            onBehalfOf: forId === null ? null : named(forId),
            isAway,
          }))
        : [],
    widenedTo: deciders.widenedTo,
    decision: decision
      ? {
          decision: decision.decision.decision as 'approve',
          words: decision.decision.words,
          person: decision.person,
          onBehalfOf: decision.onBehalfOf,
          via: decision.decision.via as 'portal',
          decidedAt: decision.decision.decidedAt,
        }
      : null,
    may: { decide: mine !== undefined, onBehalfOf: mine?.forId ? named(mine.forId) : null },
    version: approval.version,
  };
}

/** What an approver is told of the order, whether or not the whole of it is theirs to see. */
export const presentAsked = (row: OrderRow) => ({
  number: row.order.number,
  title: row.order.title,
  description: row.order.description,
  requestType: { nameEn: row.type.nameEn, nameEs: row.type.nameEs },
  answers: presentAnswers(row.order.answers, row.form).map(({ labelEn, labelEs, valueEn, valueEs }) => ({ labelEn, labelEs, valueEn, valueEs })),
  site: { id: row.site.id, name: row.site.name },
  requester: row.requester,
  submittedAt: row.order.submittedAt,
});

type Known = { approval: ApprovalRow; row: OrderRow; deciders: Deciders };

/** The steps with their orders and who may decide on each. */
async function gather(on: Sql, approvals: readonly ApprovalRow[], now: Date): Promise<Known[]> {
  const ids = [...new Set(approvals.map(({ workOrderId }) => workOrderId))];
  const rows = new Map((await listOrdersById(on, ids)).map((row) => [row.order.id, row]));
  const known = approvals.map((approval) => ({ approval, row: rows.get(approval.workOrderId)! }));
  const deciders = await whoDecides(on, known, now);
  return known.map((one) => ({ ...one, deciders: deciders.get(one.approval.id)! }));
}

/** What each step is, without its order. */
async function presentSteps(on: Sql, known: readonly Known[], actor: Actor) {
  const decisions = await listDecisions(
    on,
    known.map(({ approval }) => approval.id),
  );
  const named = known.flatMap(({ deciders }) => deciders.deciders.flatMap(({ personId, forId }) => [personId, ...(forId ? [forId] : [])]));
  const names = await listNames(on, [...new Set(named)]);
  const steps = new Map<string, ApprovalRow[]>();
  for (const { row } of known) if (!steps.has(row.order.id)) steps.set(row.order.id, await listSteps(on, row.order.id));
  return known.map(({ approval, row, deciders }) => {
    const decision = decisions.find((one) => one.decision.approvalId === approval.id);
    return presentStep(approval, row, { deciders, names, decision, steps: steps.get(row.order.id)! }, actor);
  });
}

/** The steps with what was asked for. */
async function present(on: Sql, known: readonly Known[], actor: Actor) {
  const steps = await presentSteps(on, known, actor);
  return steps.map((step, i) => {
    const { row } = known[i]!;
    return { ...step, order: { ...presentAsked(row), isConfidential: row.order.compartment !== null, canOpen: standingsOf(row, actor).size > 0 } };
  });
}

/** More than anybody works through at once: what waits longest comes first. */
const SHOWN = 100;
/** Looked through for what is mine: above a school most of it is another's. */
const LOOKED_THROUGH = 500;

/** What waits for me to decide, longest first; or what was decided by me or for me, newest first. */
export async function readApprovals(on: Sql, actor: Actor, state: 'waiting' | 'decided', now: Date) {
  if (state === 'decided') return { items: await present(on, await gather(on, await listDecidedBy(on, actor.id, SHOWN), now), actor) };
  return { items: await present(on, (await waitingFor(on, actor, now)).slice(0, SHOWN), actor) };
}

const isFor =
  ({ id }: Actor) =>
  ({ deciders }: Known) =>
    deciders.deciders.some(({ personId }) => personId === id);
/** What was asked for a cost is for crews, and for who decides on it. */
const isShownTo = (actor: Actor) => (known: Known) =>
  known.approval.cause === 'asked' || mayReadInternal(standingsOf(known.row, actor)) || isFor(actor)(known);

async function waitingFor(on: Sql, actor: Actor, now: Date) {
  const known = await gather(on, await listOpenAround(on, actor, LOOKED_THROUGH), now);
  return known.filter(isFor(actor));
}

/** How many wait for me, counted up to as many as are shown. */
export const countApprovals = async (on: Sql, actor: Actor, now: Date) => ({ waiting: Math.min(SHOWN, (await waitingFor(on, actor, now)).length) });

/** One approval, for who may decide on it and who did. */
export async function readApproval(on: Sql, actor: Actor, id: string, now: Date) {
  const approval = await findApproval(on, id);
  if (!approval) throw approvalNotFound();
  const [known] = await gather(on, [approval], now);
  const [item] = await present(on, [known!], actor);
  const { decision } = item!;
  const isMine = decision?.person.id === actor.id || decision?.onBehalfOf?.id === actor.id;
  if (!isMine && !isFor(actor)(known!)) throw approvalNotFound();
  return item!;
}

/** What an order waited for and waits for, for who may know of it; what was asked for its cost is for crews. */
export async function readOrderApprovals(on: Sql, actor: Actor, idOrNumber: string, now: Date) {
  const row = await findOrder(on, actor, idOrNumber);
  if (!row) throw workOrderNotFound();
  const known = await gather(on, await listSteps(on, row.order.id), now);
  return { items: await presentSteps(on, known.filter(isShownTo(actor)), actor) };
}

/** What waits for an approval at a school: first what this person may decide, then what waits for others, for who may know of it. */
export async function readApprovalsAt(on: Sql, actor: Actor, siteId: string, now: Date) {
  const known = (await gather(on, await listOpenAt(on, actor, siteId, SHOWN), now)).filter(isShownTo(actor));
  const items = await present(on, known, actor);
  return { mine: items.filter(({ may }) => may.decide), others: items.filter(({ may }) => !may.decide) };
}
