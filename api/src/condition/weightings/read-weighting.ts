import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { plansDistrict } from '../may-plan.ts';
import { portfolioNotFound } from '../problems.ts';
import { DISTRICT, findPortfolio } from '../queries.ts';
import { USUAL_ADEQUACY_WEIGHTS, type Weights } from '../rules/adequacy.ts';
import { ADEQUACY_DEFINITIONS, CRITERIA_DEFINITIONS } from '../rules/definitions.ts';
import { type CriteriaWeights, USUAL_CRITERIA_WEIGHTS } from '../rules/priorities.ts';
import { type Kind, WEIGHED } from './contract.ts';
import { listWeightings } from './queries.ts';

const SHOWN = 20;
const USUAL: Record<Kind, Readonly<Record<string, number>>> = { adequacy: USUAL_ADEQUACY_WEIGHTS, priorities: USUAL_CRITERIA_WEIGHTS };
const DEFINITIONS: Record<Kind, Record<string, { en: string; es: string }>> = { adequacy: ADEQUACY_DEFINITIONS, priorities: CRITERIA_DEFINITIONS };
const NOT_PUBLISHED = { number: 0, reason: '', publishedBy: null, publishedAt: null };

/** Every category or criterion of a kind: what is not named counts nothing. */
const complete = (kind: Kind, weights: Readonly<Record<string, number>>) => Object.fromEntries(WEIGHED[kind].map((key) => [key, weights[key] ?? 0]));

/** The weights that count for a portfolio now, and which version of them that is. */
async function current(on: Sql, portfolioId: string, kind: Kind) {
  const [newest] = await listWeightings(on, portfolioId, kind, 1);
  return newest ? { number: newest.number, weights: complete(kind, newest.weights) } : { number: 0, weights: USUAL[kind] };
}
export const adequacyWeights = async (on: Sql, portfolioId: string) => (await current(on, portfolioId, 'adequacy')).weights as Weights;
export const priorityWeights = async (on: Sql, portfolioId: string) =>
  (await current(on, portfolioId, 'priorities')) as { number: number; weights: CriteriaWeights };

/** What counts how much, since when, by whom, and what each thing weighed is. */
export async function readWeighting(on: Sql, actor: Actor, kind: Kind, code: string = DISTRICT) {
  const portfolio = await findPortfolio(on, code);
  if (!portfolio) throw portfolioNotFound();
  const [newest, ...earlier] = (await listWeightings(on, portfolio.id, kind, SHOWN)).map((row) => ({ ...row, weights: complete(kind, row.weights) }));
  const now = newest ?? { ...NOT_PUBLISHED, weights: USUAL[kind] };
  return {
    kind,
    ...now,
    weights: { ...now.weights },
    version: now.number,
    may: { publish: plansDistrict(actor) },
    definitions: Object.entries(DEFINITIONS[kind]).map(([key, words]) => ({ key, ...words })),
    earlier,
  };
}
