import type { Actor } from '#kernel/actor.ts';
import { calendarAsOf } from '#kernel/calendar.ts';
import { type Needed, neededBy } from '../../catalog/index.ts';
import { askedOf, decidersOf, judgeDecision, remindsAt } from '../rules/approvals.ts';
import type { Telling } from './telling.ts';
import type { SimApproval, Story, World } from './world.ts';

// Who had to say yes, and what they said: by the product's own policies and rules.

const DECLINES = [
  'Not this year: the budget of the school is used up.',
  'We have this already; ask the library for it.',
  'Please wait until the summer, when the building is empty.',
  'Este año no; lo vemos en agosto.',
];
const APPROVES = ['Out of the school’s budget.', 'Yes, please.', 'Adelante.', ''];

/** What a story needs by the policies, with what it has cost so far. */
export function neededFor({ policies }: World, { type, answers, costs }: Story): Needed {
  const chargedCents = Number(costs.reduce((sum, { amountCents }) => sum + amountCents, 0n));
  return neededBy(policies, { serviceCode: type.serviceCode, requestTypeId: type.id, answers, chargedCents });
}

/** Until it may go on to triage; false where it still waits, or was declined. */
export function awaitApproval(telling: Telling, world: World): boolean {
  const { story } = telling;
  if (story.status !== 'awaiting_approval') return true;
  const decided = decideSteps(telling, world, neededFor(world, story), 'asked');
  if (!decided) return false;
  const { by, at, data } = decided;
  const move = (kind: string, to: 'submitted' | 'cancelled', set: Partial<Story>) => {
    Object.assign(story, set, { status: to, statusChangedAt: telling.at });
    telling.write(kind, by, { ...data, from: 'awaiting_approval', to }, { changed: ['status', ...Object.keys(set)], approval: at });
  };
  const isApproved = story.approvals[at]!.state === 'approved';
  if (isApproved) move('approved', 'submitted', {});
  else move('declined', 'cancelled', { cancelReason: data.note ?? null, closedAt: telling.at });
  return isApproved;
}

/** Holds the work where its cost needs a yes that nobody has given; false while it waits. */
export function askAboutCost(telling: Telling, world: World, worker: Actor): boolean {
  const { story } = telling;
  const needed = neededFor(world, story);
  const steps = needed.steps.filter(({ policyId }) => !story.approvals.some((given) => given.policyId === policyId));
  if (steps.length === 0) return true;
  const from = story.status;
  telling.move(worker, 'on_hold', { reason: 'approval' }, { hold: { reason: 'approval', note: null, untilOn: null, from } });
  const decided = decideSteps(telling, world, { ...needed, steps }, 'cost');
  if (!decided) return false;
  telling.write('approved', decided.by, decided.data, { isInternal: true, approval: decided.at });
  telling.tick();
  Object.assign(story, { status: from, statusChangedAt: telling.at, hold: null });
  telling.write('resumed', decided.by, { from: 'on_hold', to: from }, { changed: ['status', 'hold'] });
  return true;
}

type Decided = { by: Actor; at: number; data: { step: number; of: number; cause: string; note?: string } };

/** One step after the other. The last decision, where all is decided; undefined while something waits. */
function decideSteps(telling: Telling, world: World, { steps, amountCents }: Needed, cause: SimApproval['cause']): Decided | undefined {
  const { story } = telling;
  const first = story.approvals.length;
  for (const { policyId, policyVersion, roles, personIds } of steps) {
    const waits = { state: 'later', openedAt: null, reminders: 0, nextReminderAt: null, decision: null } as const;
    story.approvals.push({ policyId, policyVersion, cause, step: { roles, personIds }, amountCents, ...waits });
  }
  const of = story.approvals.length;
  let decided: Decided | undefined;
  for (let at = first; at < of; at += 1) {
    if (decided) telling.write('step_approved', decided.by, decided.data, { approval: decided.at });
    decided = decideStep(telling, world, at, of);
    if (!decided) return undefined;
    if (story.approvals[at]!.state === 'declined') {
      for (const later of story.approvals.slice(at + 1)) later.state = 'withdrawn';
      return decided;
    }
  }
  return decided;
}

/** Longer than this nobody leaves it. */
const SLOW_HOURS = 140;

function decideStep(telling: Telling, world: World, at: number, of: number): Decided | undefined {
  const { story, random } = telling;
  const approval = story.approvals[at]!;
  const deciders = decidersOf(telling.subject(), approval.step, world.approvers);
  const asked = { step: at + 1, of, cause: approval.cause };
  const isInternal = approval.cause === 'cost';
  const names = askedOf(deciders, (id) => world.approvers.find(({ actor }) => actor.id === id)?.actor.name);
  telling.tick();
  Object.assign(approval, { state: 'open', openedAt: telling.at });
  telling.write('approval_requested', null, { ...asked, ...names }, { isInternal, approval: at });

  const before = telling.at;
  const isSlow = random.chance(0.2);
  const isDecided = telling.wait(isSlow ? random.next() * SLOW_HOURS : random.next() * 20);
  const until = isDecided ? telling.at : world.now;
  for (;;) {
    const { promises } = world;
    const calendar = calendarAsOf(promises.calendars.get(promises.ofService.get(story.type.serviceCode) ?? 'district')!, before.getTime());
    const reminder = remindsAt(calendar, before, approval.reminders);
    approval.nextReminderAt = isDecided ? null : reminder;
    if (reminder === null || reminder >= until) break;
    approval.reminders += 1;
    telling.at = reminder;
    telling.write('approval_reminder', null, { reminder: approval.reminders, cause: approval.cause, ...names }, { isInternal, approval: at });
  }
  if (!isDecided) return undefined;
  telling.at = until;

  const { personId } = random.pick(deciders.deciders);
  const by = world.approvers.find(({ actor }) => actor.id === personId)!.actor;
  const decision = !isInternal && random.chance(0.12) ? 'decline' : 'approve';
  const words = random.pick(decision === 'decline' ? DECLINES : APPROVES);
  const verdict = judgeDecision(telling.subject(), deciders, { personId, decision, words, isOpen: true });
  if (!verdict.ok) throw new Error(`${story.type.code}: ${decision} by ${by.name}: ${verdict.why}`);
  approval.state = decision === 'decline' ? 'declined' : 'approved';
  approval.decision = { personId, decision, words: words || null, decidedAt: telling.at };
  return { by, at, data: { ...asked, ...(words ? { note: words } : {}) } };
}
