import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import { databaseCode } from '#platform/database-away.ts';
import { plansSomewhere } from '../may-plan.ts';
import { mayNotPlan, needGone, nothingChosen, planChanged, planNotFound, planTakenUp } from '../problems.ts';
import { findPortfolioById } from '../queries.ts';
import { sameWeights, withinMoney } from '../rules/marks.ts';
import { findPlan, insertPlan, insertPlanItems, removePlan, renamePlan } from './queries.ts';
import { type Asked, type Need, rankNeeds } from './rank-needs.ts';
import { wordsOf } from './read-priorities.ts';
import { weightsOf } from './weights.ts';

type Chosen = { by: 'needs'; keys: readonly string[] } | ({ by: 'money'; money: string } & Asked);
type Draft = { name: string; portfolio?: string | undefined; weights?: string | undefined; chosen: Chosen };

/** Those chosen, in the order of the ranking. */
function choose(ranking: readonly Need[], chosen: Chosen): Need[] {
  if (chosen.by === 'money') return withinMoney(ranking, centsOf(chosen.money));
  const wanted = new Set(chosen.keys);
  const found = ranking.filter(({ key }) => wanted.has(key));
  if (found.length < wanted.size) throw needGone();
  return found;
}

/** Makes a draft plan of ranked needs as they stand now: cost and score are kept as they are. Gives its id. */
export async function draftPlan(
  db: Sql,
  actor: Actor,
  { name, portfolio, weights, chosen }: Draft,
  now: Date,
  id: string = uuidv7(),
): Promise<string> {
  if (!plansSomewhere(actor)) throw mayNotPlan();
  await db.transaction(async (tx) => {
    if (await findPlan(tx, id)) return;
    const tried = weights === undefined ? undefined : weightsOf(weights);
    const { areaId, level, siteId, needs }: Asked = chosen.by === 'money' ? chosen : { needs: 'all' };
    const found = await rankNeeds(tx, { portfolio, areaId, level, siteId, needs }, tried, now);
    const ranking = choose(found.ranking, chosen);
    if (ranking.length === 0) throw nothingChosen();
    const words = await wordsOf(tx, ranking);
    const isPublished = sameWeights(found.weights, found.published.weights);
    await insertPlan(tx, {
      id,
      portfolioId: found.portfolio.id,
      name,
      weights: { ...found.weights },
      weightsNumber: isPublished ? found.published.number : null,
      createdById: actor.id,
      createdAt: now,
    });
    const items = ranking.map((need, i) => ({
      id: uuidv7(),
      planId: id,
      position: i + 1,
      structureId: need.structure.id,
      deficiencyId: need.kind === 'finding' ? need.id : null,
      componentId: need.kind === 'renewal' ? need.id : null,
      scope: words.get(need.id)!.words,
      costCents: need.costCents,
      points: need.points,
    }));
    await insertPlanItems(tx, items);
  });
  return id;
}

async function planToChange(on: Sql, actor: Actor, id: string) {
  const plan = await findPlan(on, id);
  if (!plan) throw planNotFound();
  if (!plansSomewhere(actor)) throw mayNotPlan();
  return plan;
}

/** Calls a plan something else; `expected` is the version that was seen. */
export async function nameDraftPlan(db: Sql, actor: Actor, id: string, expected: number, name: string): Promise<void> {
  await planToChange(db, actor, id);
  if (!(await renamePlan(db, id, expected, name))) throw planChanged((await findPlan(db, id))?.version);
}

/** Something else rests on the row. */
const REFERENCED = '23503';

/** Takes a plan away with its list; the needs stay as they are. Gives the code of its portfolio. */
export async function removeDraftPlan(db: Sql, actor: Actor, id: string, expected: number): Promise<string> {
  const { portfolioId } = await planToChange(db, actor, id);
  const isRemoved = await removePlan(db, id, expected).catch((error: unknown) => {
    throw databaseCode(error) === REFERENCED ? planTakenUp() : error;
  });
  if (!isRemoved) throw planChanged((await findPlan(db, id))?.version);
  return (await findPortfolioById(db, portfolioId))!.code;
}
