import { type Actor, reaches, type Role } from '#kernel/actor.ts';
import { afterWorkingDays, type Calendar } from '#kernel/calendar.ts';
import type { Subject } from './access.ts';

// Who decides on a step of an approval: computed whenever it is asked, so that a role that ends, a stand-in and an absence count at once.

export type Step = { roles: readonly Role[]; personIds: readonly string[] };
/** Somebody who may come into question, as they are at this moment. */
export type Candidate = { actor: Actor; isAway: boolean };
/** Who may decide, and for whom where only as a stand-in. */
export type Decider = { personId: string; forId: string | null; isAway: boolean };

/** Whom a step goes on to when nobody of its own is there, one after the other. */
export const LADDER = ['site_administrator', 'service_manager', 'administrator'] as const satisfies readonly Role[];
export type Rung = (typeof LADDER)[number] | 'partner';
export type Deciders = {
  deciders: readonly Decider[];
  /** Where it went beyond those whom the policy names: how far. */
  widenedTo: Rung | null;
};

const isAsker = (order: Subject, id: string) => id === order.requesterId || id === order.submittedById;

const mayKnow = (order: Subject, { compartments }: Actor) =>
  order.compartment === null ||
  compartments.some(({ compartment, siteId }) => compartment === order.compartment && (siteId === null || siteId === order.siteId));

/** For whom the candidate may decide by these roles or names: null for themselves, which comes first. Undefined: not at all. */
function forWhom(order: Subject, { roles, personIds }: Step, actor: Actor): string | null | undefined {
  if (isAsker(order, actor.id) || !mayKnow(order, actor)) return undefined;
  if (personIds.includes(actor.id)) return null;
  const held = actor.grants.filter((grant) => roles.includes(grant.role) && reaches(grant, order));
  if (held.some(({ forId }) => forId === undefined)) return null;
  // Who asked is not approved by who stands in for them either.
  const principals = [...held, ...actor.grants.filter(({ forId }) => forId !== undefined && personIds.includes(forId))];
  return principals.find(({ forId }) => forId !== undefined && !isAsker(order, forId))?.forId;
}

/** The step itself, then one rung after the other above its own roles; of a confidential order at last whoever may see it. */
function levels(order: Subject, step: Step): { step: Step | null; rung: Rung | null }[] {
  const own = Math.max(-1, ...step.roles.map((role) => (LADDER as readonly Role[]).indexOf(role)));
  // Who is asked by name, or by a role that stands beside the ladder, is above a school.
  const above = LADDER.slice(own < 0 ? 1 : own + 1);
  return [
    { step, rung: null },
    ...above.map((role) => ({ step: { roles: [role], personIds: [] }, rung: role })),
    ...(order.compartment === null ? [] : [{ step: null, rung: 'partner' as const }]),
  ];
}

const byLevel = (order: Subject, step: Step | null, candidates: readonly Candidate[]): Decider[] =>
  candidates.flatMap(({ actor, isAway }) => {
    if (step === null) return isAsker(order, actor.id) || !mayKnow(order, actor) ? [] : [{ personId: actor.id, forId: null, isAway }];
    const forId = forWhom(order, step, actor);
    return forId === undefined ? [] : [{ personId: actor.id, forId, isAway }];
  });

/**
 * Who may decide on a step of this order: those whom it names and who stand in for them. Where none of them is there, those of the next higher
 * role may, too, and so on. Where all of them are away the last stay; where nobody above is left, anybody of the ladder.
 */
export function decidersOf(order: Subject, step: Step, candidates: readonly Candidate[]): Deciders {
  const found = new Map<string, Decider>();
  let widenedTo: Rung | null = null;
  const all = [...levels(order, step), { step: { roles: [...LADDER], personIds: [] }, rung: 'administrator' as const }];
  for (const [i, level] of all.entries()) {
    // The last is for orders that nobody could decide on at all.
    if (i === all.length - 1 && found.size > 0) break;
    const more = byLevel(order, level.step, candidates).filter(({ personId }) => !found.has(personId));
    for (const decider of more) found.set(decider.personId, decider);
    if (more.length > 0 && level.rung !== null) widenedTo = level.rung;
    if ([...found.values()].some(({ isAway }) => !isAway)) break;
  }
  return { deciders: [...found.values()], widenedTo };
}

export type DecisionVerdict = { ok: true; forId: string | null } | { ok: false; why: 'own' | 'not_yours' | 'over' | 'words' };

/** Judges one decision: never on what one asked for oneself, only by who may, while it waits; who declines says why. */
export function judgeDecision(
  order: Subject,
  { deciders }: Deciders,
  { personId, decision, words, isOpen }: { personId: string; decision: 'approve' | 'decline'; words: string; isOpen: boolean },
): DecisionVerdict {
  if (isAsker(order, personId)) return { ok: false, why: 'own' };
  const decider = deciders.find((one) => one.personId === personId);
  if (!decider) return { ok: false, why: 'not_yours' };
  if (!isOpen) return { ok: false, why: 'over' };
  return decision === 'decline' && words === '' ? { ok: false, why: 'words' } : { ok: true, forId: decider.forId };
}

/** After so many working days those who can decide are reminded, once each; from then on every week, for as long as it waits. */
const REMIND_AFTER_DAYS = [1, 3, 8] as const;
const WORKING_DAYS_A_WEEK = 5;
/** When, where so many reminders went out. Null where the calendar never opens again. */
export function remindsAt(calendar: Calendar, openedAt: Date, reminders: number): Date | null {
  const weeks = Math.max(0, reminders - REMIND_AFTER_DAYS.length + 1);
  const days = REMIND_AFTER_DAYS[reminders - weeks]! + weeks * WORKING_DAYS_A_WEEK;
  const at = afterWorkingDays(calendar, openedAt.getTime(), days);
  return at === null ? null : new Date(at);
}

/**
 * The next reminder where so many went out. What fell due before `now` while nobody reminded counts as gone out: one comes, not all of them.
 */
export function nextReminder(calendar: Calendar, openedAt: Date, reminders: number, now: Date): { reminders: number; nextReminderAt: Date | null } {
  for (let gone = reminders; ; gone += 1) {
    const at = remindsAt(calendar, openedAt, gone);
    if (at === null || at > now) return { reminders: gone, nextReminderAt: at };
  }
}

const NAMED = 4;
/** What the history says of who is asked: names of those who are there, and where it went beyond those whom the policy names. */
export function askedOf(
  { deciders, widenedTo }: { deciders: readonly Decider[]; widenedTo: string | null },
  nameOf: (personId: string) => string | undefined,
) {
  const here = deciders.filter(({ isAway }) => !isAway);
  const shown = (here.length > 0 ? here : deciders).flatMap(({ personId }) => nameOf(personId) ?? []);
  return { askedOf: shown.slice(0, NAMED).join(', '), more: Math.max(0, shown.length - NAMED), ...(widenedTo ? { widenedTo } : {}) };
}
/** A link in a mail works so long. */
export const LINK_DAYS = 7;
