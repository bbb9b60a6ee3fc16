import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { presentMeasures } from '../measures/present-measures.ts';
import { listSiteMeasures } from '../measures/queries.ts';
import { noCostBasis, portfolioNotFound } from '../problems.ts';
import { basisOf, DISTRICT, findCostBasis, findPortfolio, listStructures } from '../queries.ts';
import { rollUp } from '../rules/fci.ts';
import { marksOf, type NeedFacts } from '../rules/marks.ts';
import { priced } from '../rules/measure.ts';
import { type CriteriaWeights, type Marks, ranked, scoreOf } from '../rules/priorities.ts';
import { escalated, renewalCents } from '../rules/renewal.ts';
import { adequacyWeights, priorityWeights } from '../weightings/read-weighting.ts';
import { listFindings, listOverdue, type Narrowed } from './queries.ts';

export type Kind = 'finding' | 'renewal';
export type Asked = Narrowed & { portfolio?: string | undefined; needs: 'findings' | 'renewals' | 'all' };
export type Structure = Awaited<ReturnType<typeof listStructures>>[number];
export type Need = {
  key: string;
  id: string;
  kind: Kind;
  structure: Structure;
  costCents: bigint;
  facts: NeedFacts;
  marks: Marks;
  points: number | null;
};

/** "finding 0190…": a need in addresses and forms. */
export const keyOf = (kind: Kind, id: string) => `${kind}:${id}`;

/** All needs of the schools asked for, in the money of this year, ranked by these weights (the published ones where none are given). */
export async function rankNeeds(on: Sql, { portfolio: code = DISTRICT, needs, ...narrowed }: Asked, weights: CriteriaWeights | undefined, now: Date) {
  const portfolio = await findPortfolio(on, code);
  if (!portfolio) throw portfolioNotFound();
  const day = districtDay(now);
  const basis = await findCostBasis(on, portfolio.id, day);
  if (!basis) throw noCostBasis();
  const year = Number(day.slice(0, 4));
  const structures = await listStructures(on, portfolio.id, narrowed);
  const schools = await schoolsOf(on, portfolio.id, structures);
  const published = await priorityWeights(on, portfolio.id);
  const counting = weights ?? published.weights;
  const byId = new Map(structures.map((one) => [one.id, one]));
  const found = needs === 'renewals' ? [] : await listFindings(on, portfolio.id, narrowed);
  const overdue = needs === 'findings' ? [] : await listOverdue(on, portfolio.id, narrowed, { costBasisId: basis.id, year });
  const units = overdue.length > 0 ? await basisOf(on, basis) : undefined;
  const ratio = basis.escalationRatio;

  const asNeed = (
    kind: Kind,
    id: string,
    structureId: string,
    costCents: bigint,
    own: Pick<NeedFacts, 'priority' | 'savingCents' | 'readinessRatio'>,
  ) => {
    const structure = byId.get(structureId)!;
    const facts = { costCents, ...own, ...schools.get(schoolOf(structure))! };
    const marks = marksOf(facts, portfolio.replacementRatio);
    return { key: keyOf(kind, id), id, kind, structure, costCents, facts, marks, points: scoreOf(marks, counting).points };
  };
  const all: Need[] = [
    ...found.map(({ id, structureId, priority, costCents, costBaseYear, savingCents, readinessRatio }) =>
      asNeed('finding', id, structureId, escalated(costCents, { from: costBaseYear, to: year, ratio }), { priority, savingCents, readinessRatio }),
    ),
    ...overdue.flatMap(({ id, structureId, ...row }) => {
      const component = priced({ id, ...row }, units!);
      const unjudged = { priority: null, savingCents: null, readinessRatio: null };
      return component ? [asNeed('renewal', id, structureId, renewalCents(component, year, ratio), unjudged)] : [];
    }),
  ];
  return { portfolio, basis, year, published, weights: counting, ranking: ranked(all) };
}

const schoolOf = ({ siteId, siteName }: Structure) => siteId ?? siteName;

/** What is known of each school: the same for all its needs. */
async function schoolsOf(on: Sql, portfolioId: string, structures: readonly Structure[]) {
  const weights = await adequacyWeights(on, portfolioId);
  const siteIds = [...new Set(structures.flatMap(({ siteId }) => siteId ?? []))];
  const measured = new Map((await listSiteMeasures(on, siteIds)).map((site) => [site.siteId, presentMeasures(site, weights)]));
  return new Map(
    [...Map.groupBy(structures, schoolOf)].map(([key, own]) => {
      const measures = measured.get(key);
      return [
        key,
        {
          fciRatio: rollUp(own).ratio,
          adequacyScore: measures?.adequacy?.score ?? null,
          utilisationRatio: measures?.utilisation?.ratio ?? null,
          lunchShare: measures?.freeReducedShare ?? null,
        },
      ];
    }),
  );
}

/** Where each need stands under other weights, from 1. */
export const placesOf = (ranking: readonly Need[], weights: CriteriaWeights): Map<string, number> =>
  new Map(ranked(ranking.map(({ key, marks }) => ({ key, points: scoreOf(marks, weights).points }))).map(({ key }, i) => [key, i + 1]));
