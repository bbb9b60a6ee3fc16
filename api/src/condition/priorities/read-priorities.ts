import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { plansDistrict, plansSomewhere } from '../may-plan.ts';
import { sameWeights, withinMoney } from '../rules/marks.ts';
import { CRITERIA, scoreOf } from '../rules/priorities.ts';
import { listComponentWords, listFindingWords } from './queries.ts';
import { type Asked, type Need, placesOf, rankNeeds } from './rank-needs.ts';
import { weightsOf } from './weights.ts';

export type PrioritiesAsked = Asked & { weights?: string | undefined; money?: string | undefined };

const sumOf = (needs: readonly Need[]) => needs.reduce((sum, { costCents }) => sum + costCents, 0n);

/** The ranking as it was asked for: published places beside those under other weights, and what the money pays for. */
export async function rankingOf(on: Sql, { weights, money, ...asked }: PrioritiesAsked, now: Date) {
  const tried = weights === undefined ? undefined : weightsOf(weights);
  const found = await rankNeeds(on, asked, tried, now);
  const isWhatIf = !sameWeights(found.weights, found.published.weights);
  const publishedPlaces = isWhatIf ? placesOf(found.ranking, found.published.weights) : undefined;
  const paid = money === undefined ? undefined : withinMoney(found.ranking, centsOf(money));
  return { ...found, isWhatIf, paid, publishedPlaceOf: (key: string, place: number) => publishedPlaces?.get(key) ?? place };
}

/** The words of these needs, by key. */
export async function wordsOf(on: Sql, needs: readonly Pick<Need, 'kind' | 'id' | 'key'>[]) {
  const ids = (kind: Need['kind']) => needs.filter((need) => need.kind === kind).map(({ id }) => id);
  const [findings, parts] = [await listFindingWords(on, ids('finding')), await listComponentWords(on, ids('renewal'))];
  return new Map([...findings, ...parts.map((part) => ({ ...part, estimateVersion: null }))].map((row) => [row.id, row]));
}

/** Needs, the most urgent first, each with what its score is made of. */
export async function readPriorities(on: Sql, actor: Actor, { page, limit, ...asked }: PrioritiesAsked & { page: number; limit: number }, now: Date) {
  const { portfolio, year, published, weights, ranking, isWhatIf, paid, publishedPlaceOf } = await rankingOf(on, asked, now);
  const pages = Math.max(1, Math.ceil(ranking.length / limit));
  const shown = ranking.slice((page - 1) * limit, page * limit);
  const words = await wordsOf(on, shown);
  const within = new Set(paid?.map(({ key }) => key));
  return {
    portfolio: { code: portfolio.code, name: portfolio.name, isDemonstration: portfolio.isDemonstration },
    year,
    weights: { published: { ...published.weights }, number: published.number, used: { ...weights }, isWhatIf },
    total: {
      needs: ranking.length,
      cost: dollarsOf(sumOf(ranking)),
      moved: isWhatIf ? ranking.filter(({ key }, i) => publishedPlaceOf(key, i + 1) !== i + 1).length : 0,
    },
    within: paid ? { money: dollarsOf(centsOf(asked.money!)), needs: paid.length, cost: dollarsOf(sumOf(paid)) } : null,
    may: { plan: plansSomewhere(actor), publish: plansDistrict(actor) },
    page,
    pages,
    items: shown.map((need, i) => {
      const { key, id, kind, marks, points, costCents, structure, facts } = need;
      const place = (page - 1) * limit + i + 1;
      const { shares, missing } = scoreOf(marks, weights);
      const own = words.get(id)!;
      return {
        key,
        id,
        kind,
        place,
        publishedPlace: publishedPlaceOf(key, place),
        points,
        shares: CRITERIA.filter((criterion) => weights[criterion] > 0).map((criterion) => ({
          criterion,
          mark: marks[criterion],
          weight: weights[criterion],
          points: shares[criterion],
        })),
        missing: [...missing],
        words: own.words,
        systemCode: own.systemCode,
        priority: facts.priority,
        cost: dollarsOf(costCents),
        isWithin: within.has(key),
        structure: { id: structure.id, name: structure.name, siteName: structure.siteName, level: structure.level, area: structure.area },
        estimate:
          kind === 'finding'
            ? {
                readiness: facts.readinessRatio,
                saving: facts.savingCents === null ? null : dollarsOf(facts.savingCents),
                version: own.estimateVersion ?? 0,
              }
            : null,
      };
    }),
  };
}
