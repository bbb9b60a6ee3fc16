import type { FormField } from '@steward/db/schema';
import type { Actor } from '#kernel/actor.ts';
import type { HoldReason } from '../rules/lifecycle.ts';
import { askAboutCost, awaitApproval, neededFor } from './approvals.ts';
import { atWork, DAY, dayOf, HOUR, seasonOf } from './clock.ts';
import { momentOfAsking } from './moments.ts';
import { Telling } from './telling.ts';
import { commentsFor, storyFor } from './texts.ts';
import type { Random, SimSite, SimTeam, SimType, World, Story } from './world.ts';
import { roomFor } from './where.ts';

const HOLDS: readonly [HoldReason, string][] = [
  ['parts', 'Part is on order.'],
  ['parts', 'Supplier has it on back order.'],
  ['access', 'Room was in use; we come back.'],
  ['vendor', 'Waiting for the contractor.'],
  ['awaiting_requester', 'Need to know which unit it is.'],
  ['parts', 'Wrong size delivered; exchanged.'],
];

const RATING_WORDS: Record<number, readonly string[]> = {
  5: ['Fast and friendly, thank you!', 'Perfect.', 'Works like new.', '¡Muchas gracias!', 'The kids noticed right away.'],
  4: ['Good, took a little while.', 'Thanks, all fine.', 'Buen trabajo.'],
  3: ['Fixed, but nobody told me when they came.', 'OK.'],
  2: ['Took three visits.', 'A long wait.'],
  1: ['It came back after a week.', 'Nobody let us know anything.'],
};

// How long things take, in hours, by priority: from asking to triage, to start, and at work.
const PACE: Record<string, [number, number, number]> = { P1: [0.2, 0.6, 3], P2: [1, 10, 6], P3: [3, 60, 8], P4: [8, 220, 10] };

function labourOf(telling: Telling, worker: Actor) {
  const { story, random } = telling;
  const base = story.type.estimateMinutes ?? 60;
  const minutes = Math.max(10, Math.round((base * (0.5 + random.next())) / 5) * 5);
  story.labour.push({ personId: worker.id, workedOn: dayOf(telling.at), minutes: Math.min(minutes, 600) });
  telling.write(
    'labour_logged',
    worker,
    { personName: worker.name, workedOn: dayOf(telling.at), minutes: Math.min(minutes, 600) },
    { isInternal: true },
  );
}

function costOf(telling: Telling, worker: Actor) {
  const { story, random } = telling;
  const kind = random.chance(0.15) ? 'vendor' : 'material';
  const amountCents = BigInt(kind === 'vendor' ? random.int(12_000, 240_000) : random.int(350, 38_000));
  const description =
    kind === 'vendor'
      ? 'Contractor call-out'
      : random.pick(['Parts', 'Valve and fittings', 'Lamp and ballast', 'Belts and filters', 'Lock cylinder', 'Cable and jack', 'Gasket set']);
  const accountString = `10-${String(random.int(30, 990)).padStart(4, '0')}-2620-0${random.pick(['430', '610', '731'])}`;
  story.costs.push({ kind, description, amountCents, accountString, enteredById: worker.id, enteredAt: telling.at });
  telling.write(
    'cost_logged',
    worker,
    { kind, description, amount: `${amountCents / 100n}.${String(amountCents % 100n).padStart(2, '0')}`, accountString },
    { isInternal: true },
  );
}

/** From the assignment until it is done, with the waits between; false when that lies ahead. */
function work(telling: Telling, world: World, worker: Actor, pace: readonly [number, number, number]): boolean {
  const { story, random } = telling;
  if (!telling.wait(pace[1] * (0.3 + random.next()))) return false;
  if (story.room?.hasAsbestos && story.type.mayDisturbMaterial && !story.hazardAcknowledgedAt) {
    Object.assign(story, { hazardAcknowledgedAt: telling.at, hazardAcknowledgedById: worker.id });
    telling.write('hazard_acknowledged', worker, {}, { isInternal: true });
  }
  telling.move(worker, 'in_progress');
  if (random.chance(0.22)) {
    if (!telling.wait(random.next() * 2)) return false;
    const [reason, note] = random.pick(HOLDS);
    const untilOn = dayOf(new Date(telling.at.getTime() + random.int(2, 12) * DAY));
    telling.move(worker, 'on_hold', { reason, note, untilOn }, { hold: { reason, note, untilOn, from: 'in_progress' } });
    if (!telling.wait(random.int(1, 12) * 24)) return false;
    telling.move(worker, 'in_progress', {}, {});
    story.hold = null;
  }
  if (!telling.wait(pace[2] * (0.1 + random.next()))) return false;
  labourOf(telling, worker);
  if (story.type.serviceCode !== 'hr' && random.chance(0.3)) costOf(telling, worker);
  if (!askAboutCost(telling, world, worker)) return false;
  const { done } = commentsFor(story.type, random);
  telling.move(worker, 'completed', { resolutionNote: done }, { resolutionNote: done, completedAt: telling.at });
  return true;
}

function ending(telling: Telling, requester: Actor, desk: Actor) {
  const { story, random } = telling;
  if (random.chance(0.12) || !telling.wait(random.next() * 60)) return;
  const byRequester = random.chance(0.7);
  telling.move(byRequester ? requester : desk, 'closed', {}, { closedAt: telling.at });
  if (!byRequester || !random.chance(0.6)) return;
  const rating = random.pick([5, 5, 5, 5, 4, 4, 4, 3, 2, 1]);
  const ratingComment = random.chance(0.5) ? random.pick(RATING_WORDS[rating]!) : null;
  Object.assign(story, { rating, ratingComment, ratedAt: telling.at });
  telling.write(
    'rated',
    requester,
    { rating, ...(ratingComment ? { comment: ratingComment } : {}) },
    { changed: ['rating', 'ratingComment', 'ratedAt'] },
  );
}

/** What happened to the order until now. */
function tell(telling: Telling, world: World, requester: Actor, desk: Actor, worker: Actor | undefined, team: SimTeam | undefined) {
  const { story, random } = telling;
  if (!awaitApproval(telling, world)) return;
  const pace = PACE[story.type.priority] ?? PACE['P3']!;
  const words = commentsFor(story.type, random);
  if (random.chance(0.03)) {
    if (telling.wait(random.int(1, 20)))
      telling.move(
        requester,
        'cancelled',
        { note: random.pick(['It works again.', 'We moved to another room.', 'Solved it ourselves.', 'Ya no hace falta.']) },
        { cancelReason: 'Not needed any more', closedAt: telling.at },
      );
    return;
  }
  if (!telling.wait(pace[0] * (0.2 + 1.6 * random.next()))) return;
  telling.move(desk, 'triaged');
  if (random.chance(0.18)) telling.comment(desk, words.question);
  if (!worker || !team || !telling.wait(pace[0] * random.next())) return;
  telling.assign(desk, worker, team);
  if (story.type.priority !== 'P1' && random.chance(0.5)) {
    story.plannedOn = dayOf(atWork(new Date(telling.at.getTime() + pace[1] * HOUR), random));
    telling.write('planned', desk, { after: { plannedOn: story.plannedOn } }, { changed: ['plannedOn'] });
  }
  if (random.chance(0.15) && telling.wait(0.5)) telling.comment(requester, words.nudge);
  if (!work(telling, world, worker, pace)) return;
  if (random.chance(0.06) && telling.wait(20 + random.next() * 60)) {
    telling.move(requester, 'assigned', { note: words.again }, { completedAt: null, reopenCount: story.reopenCount + 1 });
    if (!work(telling, world, worker, [0.5, pace[1] / 2, pace[2]])) return;
  }
  ending(telling, requester, desk);
}

function answersFor(fields: readonly FormField[], random: Random) {
  const answers: Record<string, string | number | boolean> = {};
  for (const field of fields) {
    if (field.when && answers[field.when.key] !== field.when.is) continue;
    if (!field.isRequired && random.chance(0.4)) continue;
    if (field.kind === 'choice') answers[field.key] = random.pick(field.choices ?? []).value;
    else if (field.kind === 'yes_no') answers[field.key] = random.chance(0.5);
    else if (field.kind === 'number') answers[field.key] = random.int(field.min ?? 1, Math.min(field.max ?? 20, (field.min ?? 1) + 20));
    else if (field.kind === 'date')
      answers[field.key] = `2026-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
    else if (field.isRequired)
      answers[field.key] = random.pick(['See photo', 'As discussed with the office', 'By the window side', 'Room label is on the door']);
  }
  return answers;
}

/** The number of an order that was asked for then: `running` is unique by itself. */
export const numberOf = (submittedAt: Date, running: number | string) => `WO-${dayOf(submittedAt).slice(0, 4)}-${String(running).padStart(6, '0')}`;

type At = { site: SimSite; type: SimType };
/** One request of that moment and what became of it; undefined where this kind is not asked at this place or season. */
export function oneStory(
  world: World,
  random: Random,
  submittedAt: Date,
  { site, type }: At = { site: random.pick(world.sites), type: random.pick(world.types) },
): Story | undefined {
  const requester = site.staff.length > 0 ? random.pick(site.staff) : undefined;
  if (!requester) return undefined;
  const { title, description, weight } = storyFor(type, seasonOf(submittedAt), random);
  if (!random.chance(weight)) return undefined;
  const team = world.teamFor(type, site);
  const desks = world.deskFor(type, site);
  if (desks.length === 0) return undefined;
  const desk = random.pick(desks);
  const workers =
    team?.members.filter(
      (m) =>
        type.compartment === null || m.compartments.some((c) => c.compartment === type.compartment && (c.siteId === null || c.siteId === site.id)),
    ) ?? [];
  const worker = type.compartment === null ? (workers.length > 0 ? random.pick(workers) : undefined) : desk;
  const room = roomFor(type, site.rooms, random);
  const story: Story = {
    site,
    room,
    type,
    number: '',
    title,
    description,
    answers: answersFor(type.fields, random),
    requesterId: requester.id,
    teamId: team?.id ?? null,
    assigneeId: null,
    status: 'submitted',
    submittedAt,
    statusChangedAt: submittedAt,
    updatedAt: submittedAt,
    hold: null,
    resolutionNote: null,
    cancelReason: null,
    completedAt: null,
    closedAt: null,
    reopenCount: 0,
    rating: null,
    ratingComment: null,
    ratedAt: null,
    plannedOn: null,
    hazardAcknowledgedById: null,
    hazardAcknowledgedAt: null,
    version: 1,
    events: [],
    comments: [],
    labour: [],
    costs: [],
    approvals: [],
  };
  const asked = neededFor(world, story);
  if (asked.steps.length > 0) story.status = 'awaiting_approval';
  story.events.push({
    kind: 'submitted',
    actorId: requester.id,
    occurredAt: submittedAt,
    isInternal: false,
    data: { priority: type.priority, teamName: team?.name, ...(asked.steps.length > 0 ? { awaitsApproval: true } : {}) },
    version: 1,
    changedFields: [],
  });
  tell(new Telling(story, random, world.now), world, requester, desk, worker, team);
  return story;
}

const LATELY_DAYS = 6;
/** Work comes to its cost later than a request to its approval. */
const COST_DAYS = 14;
const BIG_JOB_MINUTES = 90;
/** A story that does not come to it in so many is left out. */
const TRIES = 10_000;
const waits = ({ status }: Story) => status === 'awaiting_approval';
const isDecided = (state: 'approved' | 'declined') => (story: Story) => story.approvals.at(-1)?.state === state && !story.hold;
const waitsForCost = ({ hold }: Story) => hold?.reason === 'approval';

/** What who signs in finds at their school, of the last days: what waits for an approval, was given one, was declined. */
function approvalsLately(world: World, random: Random): Story[] {
  const kinds = [...new Set(world.types)];
  const asking = kinds.filter((type) => world.policies.some(({ requestTypeId }) => requestTypeId === type.id));
  const costing = kinds.filter(
    ({ serviceCode, estimateMinutes }) =>
      (estimateMinutes ?? 0) >= BIG_JOB_MINUTES && world.policies.some((one) => one.condition === 'amount' && one.serviceCode === serviceCode),
  );
  const find = (site: SimSite, types: readonly SimType[], isMeant: (story: Story) => boolean, days = LATELY_DAYS): Story[] => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const at = atWork(new Date(world.now.getTime() - random.next() * days * DAY), random);
      const story = at < world.now ? oneStory(world, random, at, { site, type: random.pick(types) }) : undefined;
      if (story && isMeant(story)) return [story];
    }
    return [];
  };
  return world.shownSites.flatMap((site) => [
    ...asking.flatMap((type) => [waits, waits, isDecided('approved'), isDecided('declined')].flatMap((isMeant) => find(site, [type], isMeant))),
    ...find(site, costing, waitsForCost, COST_DAYS),
  ]);
}

/** `count` orders over two years up to now, oldest first, each the same for the same world and randomness. */
export function simulate(world: World, random: Random, count: number): Story[] {
  const stories: Story[] = approvalsLately(world, random).slice(0, count);
  for (let tries = 0; stories.length < count && tries < count * 60; tries += 1) {
    const story = oneStory(world, random, momentOfAsking(world.now, random));
    if (story) stories.push(story);
  }
  stories.sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime());
  return stories.map((story, i) => Object.assign(story, { number: numberOf(story.submittedAt, i + 1) }));
}
