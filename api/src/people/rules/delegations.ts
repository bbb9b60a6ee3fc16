import type { Role } from '#kernel/actor.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';

/** What can be handed over. Approvals go with the role that has them. */
export const DUTIES = ['role', 'compartment'] as const;
export type Duty = (typeof DUTIES)[number];

export type Delegation = {
  duty: Duty;
  startsOn: string;
  /** The first day on which it no longer counts. */
  endsOn: string;
  createdAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
};

/** A compartment is seen only when two people say so, whoever it is handed to and however shortly. */
const NEEDS_CONFIRMATION: readonly Duty[] = ['compartment'];
export const needsConfirmation = (duty: Duty) => NEEDS_CONFIRMATION.includes(duty);

const DAY_MS = 86_400_000;
/** What nobody confirmed in this time is no longer asked. */
export const CONFIRM_WITHIN_DAYS = 14;
export const lapsesAt = (askedAt: Date) => new Date(askedAt.getTime() + CONFIRM_WITHIN_DAYS * DAY_MS);

export const DELEGATION_STATES = ['waiting', 'lapsed', 'planned', 'running', 'over', 'ended'] as const;
export type DelegationState = (typeof DELEGATION_STATES)[number];

/** Where a delegation stands. Only a running one lets its delegate do anything; its twin in SQL is in queries.ts. */
export function delegationState(d: Delegation, now: Date): DelegationState {
  const today = districtDay(now);
  if (d.endedAt) return 'ended';
  if (needsConfirmation(d.duty) && !d.confirmedAt) return d.endsOn <= today || lapsesAt(d.createdAt) <= now ? 'lapsed' : 'waiting';
  if (d.endsOn <= today) return 'over';
  return d.startsOn <= today ? 'running' : 'planned';
}

/** May it still be ended by a person? */
export const isOpen = (state: DelegationState) => state === 'waiting' || state === 'planned' || state === 'running';

/** A role that everybody has is nothing to hand over. */
export const isDelegable = (role: Role) => role !== 'requester';

export const LONGEST_DAYS = 366;
export type DelegationVerdict = 'allowed' | 'to_yourself' | 'day_past' | 'backwards' | 'too_long';

/** Judges who and when; what is handed over must be the delegator's own, which only their own grants are. `lastOn` is the last day on which it counts. */
export function judgeDelegation(
  { delegatorId, delegateId, startsOn, lastOn }: { delegatorId: string; delegateId: string; startsOn: string; lastOn: string },
  now: Date,
): DelegationVerdict {
  if (delegatorId === delegateId) return 'to_yourself';
  if (startsOn < districtDay(now)) return 'day_past';
  if (lastOn < startsOn) return 'backwards';
  return lastOn >= dayAfter(startsOn, LONGEST_DAYS) ? 'too_long' : 'allowed';
}
