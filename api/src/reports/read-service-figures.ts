import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { countDone } from './queries.ts';
import type { DoneCount } from './rules/panel.ts';
import type { Days } from './rules/period.ts';

export type ServiceFigures = {
  serviceCode: string;
  /** Orders done in these days, of those that the reader may see. */
  orders: number;
  inTargetShare: number | null;
  reopenedShare: number | null;
  meanRating: number | null;
  rated: number;
};

const ordersOf = (rows: readonly DoneCount[]) => rows.reduce((sum, { orders }) => sum + orders, 0);
const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

function figuresOf(serviceCode: string, rows: readonly DoneCount[]): ServiceFigures {
  const promised = rows.filter(({ isInTarget }) => isInTarget !== null);
  const rated = rows.filter(({ rating }) => rating !== null);
  const stars = rated.reduce((sum, { rating, orders }) => sum + rating! * orders, 0);
  return {
    serviceCode,
    orders: ordersOf(rows),
    inTargetShare: share(ordersOf(promised.filter(({ isInTarget }) => isInTarget)), ordersOf(promised)),
    reopenedShare: share(ordersOf(rows.filter(({ isReopened }) => isReopened)), ordersOf(rows)),
    meanRating: share(stars, ordersOf(rated)),
    rated: ordersOf(rated),
  };
}

/** What the orders done in these days say of each service, as Operations defines it; of one school where it is named. */
export async function readServiceFigures(
  on: Sql,
  actor: Actor,
  { from, to, siteId }: Days & { siteId?: string | undefined },
): Promise<ServiceFigures[]> {
  const rows = await countDone(on, actor, { completedFrom: from, completedTo: to, ...(siteId === undefined ? {} : { siteId }) });
  return [...Map.groupBy(rows, ({ serviceCode }) => serviceCode)].map(([code, all]) => figuresOf(code, all));
}
