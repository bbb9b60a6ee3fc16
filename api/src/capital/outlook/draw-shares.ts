import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { readsWholePlan } from '../rules/access.ts';
import { listProgrammes } from './queries.ts';
import { readScenarios } from './scenarios.ts';

/** How much of each year ahead would come out of the reserve, by the scenario that was saved last; nothing for who does not read the whole plan: a scenario is no public figure. */
export async function drawShares(on: Sql, actor: Actor) {
  if (!readsWholePlan(actor)) return undefined;
  for (const { code, kind, isDemonstration } of await listProgrammes(on)) {
    if (kind === 'other_owner') continue;
    const [last] = (await readScenarios(on, actor, { programme: code })).items;
    if (last) return { isDemonstration, points: last.operating.map(({ year, drawShare }) => ({ year, value: drawShare })) };
  }
  return undefined;
}
