import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { plansDistrict } from '../may-plan.ts';
import { mayNotPlanDistrict, portfolioNotFound, unknownWeight, weighsNothing, weightingChanged } from '../problems.ts';
import { DISTRICT, findPortfolio } from '../queries.ts';
import { type Kind, WEIGHED } from './contract.ts';
import { insertWeighting, listWeightings } from './queries.ts';

type Given = { weights: Readonly<Record<string, number>>; reason: string };

/** Publishes the next version of what counts how much; `expected` is the number that was seen (0: none yet). */
export async function publishWeighting(
  db: Sql,
  actor: Actor,
  { kind, portfolio: code = DISTRICT, expected }: { kind: Kind; portfolio?: string | undefined; expected: number },
  { weights, reason }: Given,
  now: Date,
): Promise<void> {
  if (!plansDistrict(actor)) throw mayNotPlanDistrict();
  const portfolio = await findPortfolio(db, code);
  if (!portfolio) throw portfolioNotFound();
  const missing = WEIGHED[kind].find((key) => weights[key] === undefined);
  const unknown = Object.keys(weights).find((key) => !WEIGHED[kind].includes(key));
  if (missing ?? unknown) throw unknownWeight((missing ?? unknown)!, WEIGHED[kind]);
  if (Object.values(weights).every((weight) => weight === 0)) throw weighsNothing();
  const [newest] = await listWeightings(db, portfolio.id, kind, 1);
  const number = newest?.number ?? 0;
  const row = { id: uuidv7(), portfolioId: portfolio.id, kind, number: number + 1, weights, reason, publishedById: actor.id, publishedAt: now };
  if (number !== expected || !(await insertWeighting(db, row))) throw weightingChanged(number);
}
