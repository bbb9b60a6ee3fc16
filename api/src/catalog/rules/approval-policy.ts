import type { Role } from '#kernel/actor.ts';

/** Who may be asked for an approval by their role. */
export const APPROVER_ROLES = [
  'site_administrator',
  'service_manager',
  'administrator',
  'capital_manager',
  'technology_coordinator',
  'finance',
] as const satisfies readonly Role[];
export type ApproverRole = (typeof APPROVER_ROLES)[number];

export const CONDITIONS = ['always', 'amount'] as const;
/** Any one of these decides. */
export type Step = { roles: readonly ApproverRole[]; personIds: readonly string[] };
export type ApprovalPolicy = {
  id: string;
  version: number;
  serviceCode: string;
  /** Null: every kind of the service. */
  requestTypeId: string | null;
  condition: (typeof CONDITIONS)[number];
  thresholdCents: number | null;
  /** The question whose answer is dollars. */
  amountKey: string | null;
  steps: readonly Step[];
  isActive: boolean;
};

/** What of an order the policies look at; `chargedCents` is what its costs come to. */
export type Asked = {
  serviceCode: string;
  requestTypeId: string;
  answers: Readonly<Record<string, string | number | boolean>>;
  chargedCents: number;
};
export type NeededStep = Step & { policyId: string; policyVersion: number };
/** The steps in the order in which they are asked, and the amount that they are about, where one is known. */
export type Needed = { steps: NeededStep[]; amountCents: number | null };

/** The largest that any policy knows of: what was answered, or what was charged since. */
const amountBy = ({ amountKey }: ApprovalPolicy, { answers, chargedCents }: Asked): number => {
  const answer = amountKey === null ? undefined : answers[amountKey];
  return Math.max(typeof answer === 'number' && Number.isFinite(answer) ? Math.round(answer * 100) : 0, chargedCents);
};

const applies = (policy: ApprovalPolicy, asked: Asked) =>
  policy.isActive &&
  policy.serviceCode === asked.serviceCode &&
  (policy.requestTypeId === null || policy.requestTypeId === asked.requestTypeId) &&
  (policy.condition === 'always' || amountBy(policy, asked) >= (policy.thresholdCents ?? Infinity));

/** Two steps that ask the same people are one. */
export const sameStep = (a: Step, b: Step) =>
  a.roles.toSorted().join() === b.roles.toSorted().join() && a.personIds.toSorted().join() === b.personIds.toSorted().join();

/** What an order has to wait for by these policies: what is always asked first, then by rising threshold; who is asked once is not asked again. */
export function neededBy(policies: readonly ApprovalPolicy[], asked: Asked): Needed {
  const mine = policies
    .filter((policy) => applies(policy, asked))
    .toSorted((a, b) => (a.thresholdCents ?? 0) - (b.thresholdCents ?? 0) || (a.id < b.id ? -1 : 1));
  const steps: NeededStep[] = [];
  for (const { id: policyId, version: policyVersion, steps: all } of mine)
    for (const step of all) if (!steps.some((known) => sameStep(known, step))) steps.push({ ...step, policyId, policyVersion });
  const amount = Math.max(0, ...mine.map((policy) => amountBy(policy, asked)));
  return { steps, amountCents: amount === 0 ? null : amount };
}
