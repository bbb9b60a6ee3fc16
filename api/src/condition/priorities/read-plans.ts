import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { plansSomewhere } from '../may-plan.ts';
import { planNotFound, portfolioNotFound } from '../problems.ts';
import { COUNTING, DISTRICT, findPortfolio, findPortfolioById } from '../queries.ts';
import { findPlan, listPlanItems, listPlans, type PlanRow } from './queries.ts';

const presentPlan = ({ portfolioId: _portfolio, costCents, ...plan }: PlanRow) => ({ ...plan, cost: dollarsOf(costCents) });

/** The draft plans of a portfolio, the newest first. */
export async function readPlans(on: Sql, asked: { portfolio?: string | undefined; limit: number; cursor?: string | undefined }) {
  const portfolio = await findPortfolio(on, asked.portfolio ?? DISTRICT);
  if (!portfolio) throw portfolioNotFound();
  const after = decodeCursor(asked.cursor, z.tuple([instant(), z.uuid()]));
  const rows = await listPlans(on, portfolio.id, after, asked.limit + 1);
  const { items, nextCursor } = pageOf(rows, asked.limit, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  return { items: items.map(presentPlan), nextCursor };
}

/** One draft plan with its needs as they stood when they were chosen, and whether each still counts. */
export async function readPlan(on: Sql, actor: Actor, id: string) {
  const plan = await findPlan(on, id);
  if (!plan) throw planNotFound();
  const portfolio = (await findPortfolioById(on, plan.portfolioId))!;
  const items = await listPlanItems(on, id);
  return {
    ...presentPlan(plan),
    isDemonstration: portfolio.isDemonstration,
    may: { change: plansSomewhere(actor) },
    items: items.map(({ costCents, status, deficiencyId, ...item }) => ({
      ...item,
      deficiencyId,
      kind: deficiencyId === null ? ('renewal' as const) : ('finding' as const),
      cost: dollarsOf(costCents),
      isOpen: status === null || COUNTING.includes(status),
    })),
  };
}
