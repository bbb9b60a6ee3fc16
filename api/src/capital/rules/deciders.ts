import type { Actor, Role } from '#kernel/actor.ts';

// Who decides on a step: computed whenever it is asked, so that a role that ends, a stand-in and an absence count at once.

/** What is decided on, as far as it says who may: who asked, where it is, and who has decided on a step of it before. */
export type Subject = { requestedById: string; siteId: string | null; areaId: string | null; decidedByIds: readonly string[] };
/** Somebody who may come into question, as they are at this moment. */
export type Candidate = { actor: Actor; isAway: boolean };
/** Who may decide, and for whom where only as a stand-in. */
export type Decider = { personId: string; forId: string | null; isAway: boolean };
export type Rung = 'capital_manager' | 'finance' | 'administrator';
export type Deciders = { deciders: readonly Decider[]; widenedTo: Rung | null };

/** Whom a step goes on to when nobody of its own is there, one after the other. */
export const RUNGS = ['capital_manager', 'finance', 'administrator'] as const satisfies readonly Role[];

const reachesPlace = (grant: Actor['grants'][number], { siteId, areaId }: Subject) =>
  (grant.serviceCode === null || grant.serviceCode === 'facilities') &&
  (grant.areaId === null || grant.areaId === areaId) &&
  (grant.siteId === null || grant.siteId === siteId);

/** For whom the candidate may decide by these roles: null for themselves, which comes first. Undefined: not at all. */
function forWhom(subject: Subject, roles: readonly Role[], { id, grants }: Actor): string | null | undefined {
  if (id === subject.requestedById) return undefined;
  const held = grants.filter((grant) => roles.includes(grant.role) && reachesPlace(grant, subject));
  if (held.some(({ forId }) => forId === undefined)) return null;
  // Who asked is not approved by who stands in for them either.
  return held.find(({ forId }) => forId !== undefined && forId !== subject.requestedById)?.forId;
}

const byRoles = (subject: Subject, roles: readonly Role[], candidates: readonly Candidate[]): Decider[] =>
  candidates.flatMap(({ actor, isAway }) => {
    const forId = forWhom(subject, roles, actor);
    return forId === undefined ? [] : [{ personId: actor.id, forId, isAway }];
  });

/** The step itself, then one rung after the other above the highest of its own. */
function levels(roles: readonly Role[]): { roles: readonly Role[]; rung: Rung | null }[] {
  const own = Math.max(-1, ...roles.map((role) => (RUNGS as readonly Role[]).indexOf(role)));
  return [{ roles, rung: null }, ...RUNGS.slice(own + 1).map((rung) => ({ roles: [rung], rung }))];
}

function climb(subject: Subject, roles: readonly Role[], candidates: readonly Candidate[]): Deciders {
  const found = new Map<string, Decider>();
  let widenedTo: Rung | null = null;
  for (const level of levels(roles)) {
    const more = byRoles(subject, level.roles, candidates).filter(({ personId }) => !found.has(personId));
    for (const decider of more) found.set(decider.personId, decider);
    if (more.length > 0 && level.rung !== null) widenedTo = level.rung;
    if ([...found.values()].some(({ isAway }) => !isAway)) break;
  }
  return { deciders: [...found.values()], widenedTo };
}

/**
 * Who may decide on a step: those whom it names and who stand in for them, never who asked. Where none of them is there, those of the next higher role may, too. Each step is another
 * person's: only where nobody else is left may somebody decide on a second one.
 */
export function decidersOf(subject: Subject, roles: readonly Role[], candidates: readonly Candidate[]): Deciders {
  const hasDecided = ({ personId, forId }: Decider) =>
    subject.decidedByIds.includes(personId) || (forId !== null && subject.decidedByIds.includes(forId));
  const isOther = ({ actor }: Candidate) => !subject.decidedByIds.includes(actor.id);
  const others = climb(subject, roles, candidates.filter(isOther));
  const fresh = others.deciders.filter((decider) => !hasDecided(decider));
  if (fresh.length > 0) return { ...others, deciders: fresh };
  const all = climb(subject, roles, candidates);
  return all.deciders.length > 0 ? all : { deciders: byRoles(subject, RUNGS, candidates), widenedTo: 'administrator' };
}

export type DecisionVerdict = { ok: true; forId: string | null } | { ok: false; why: 'own' | 'not_yours' | 'over' | 'disputed' | 'words' };

type Given = { personId: string; decision: 'approve' | 'decline'; words: string; isOpen: boolean; isDisputed: boolean };
/** Judges one decision: never on what one asked for oneself, only by who may, while it waits; who declines says why. */
export function judgeDecision(subject: Subject, { deciders }: Deciders, given: Given): DecisionVerdict {
  const { personId, decision, words, isOpen, isDisputed } = given;
  if (personId === subject.requestedById) return { ok: false, why: 'own' };
  const decider = deciders.find((one) => one.personId === personId);
  if (!decider) return { ok: false, why: 'not_yours' };
  if (!isOpen) return { ok: false, why: 'over' };
  if (isDisputed) return { ok: false, why: 'disputed' };
  return decision === 'decline' && words === '' ? { ok: false, why: 'words' } : { ok: true, forId: decider.forId };
}
