import type { Sql } from '@steward/db';
import { COUNTING } from '../queries.ts';
import { findPlan, listPlanItems } from './queries.ts';

/** A draft plan with those of its needs that still count, each with its school: what a capital programme may take up. Undefined where there is none. */
export async function planToPropose(on: Sql, id: string) {
  const plan = await findPlan(on, id);
  if (!plan) return undefined;
  const items = (await listPlanItems(on, id)).filter(({ status }) => status === null || COUNTING.includes(status));
  return { id: plan.id, name: plan.name, weightsNumber: plan.weightsNumber, items };
}
