import type { operations } from '#lib/api/schema.gen.ts';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying, type Words } from '#lib/words/table.ts';
import type { Needs, wrongIn } from './asked.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type Ranking = Answer<'getPriorities'>;
export type Need = Ranking['items'][number];
export type Weighting = Answer<'getWeighting'>;
export type Plan = Answer<'getDraftPlan'>;
export type PlanSummary = Answer<'listDraftPlans'>['items'][number];

export const criterionWords = saying<Need['shares'][number]['criterion']>({
  safety_code: m.priorities_safety_code,
  fci: m.priorities_fci,
  adequacy: m.priorities_adequacy,
  utilisation: m.priorities_utilisation,
  equity: m.priorities_equity,
  operating_saving: m.priorities_operating_saving,
  readiness: m.priorities_readiness,
});

/** What is wrong with which field, in words. */
export function wrongWords({ money, weights }: ReturnType<typeof wrongIn>): Record<string, string> {
  const said = weights.map((criterion) => [`w.${criterion}`, m.priorities_wrong_weight({ criterion: criterionWords(criterion as 'fci') })]);
  return { ...(money ? { money: m.priorities_wrong_money() } : {}), ...Object.fromEntries(said) };
}

const NEEDS: Words<Needs> = { findings: m.priorities_needs_findings, renewals: m.priorities_needs_renewals, all: m.priorities_needs_all };
export const needsChoices = () => Object.entries(NEEDS).map(([value, word]) => ({ value, label: word() }));

/** A need in one line: a renewal is of a component. */
export const needWords = ({ kind, words }: { kind: Need['kind']; words: string }) =>
  kind === 'renewal' ? m.priorities_renewal({ component: words }) : words;

/** By which weights a plan was drafted. */
export function planWeightsWords({ weightsNumber }: Pick<Plan, 'weightsNumber'>): string {
  if (weightsNumber === null) return m.plan_weights_tried();
  return weightsNumber === 0 ? m.plan_weights_usual() : m.plan_weights_published({ number: number(weightsNumber) });
}
