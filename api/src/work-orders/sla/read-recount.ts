import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { calendarNotFound, maySeeSetUp, setUpNotForYou } from '../../catalog/index.ts';
import { findRecountOf, hasRevision } from './queries.ts';

/** How far the open orders are counted anew since a revision. */
export async function readRecount(on: Sql, actor: Actor, revision: number) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  if (!(await hasRevision(on, revision))) throw calendarNotFound();
  const recount = await findRecountOf(on, revision);
  if (!recount) return { revision, doneRatio: 0, moved: 0, startedAt: null, finishedAt: null };
  const { done, total, moved, startedAt, finishedAt } = recount;
  // Orders that were asked meanwhile are counted too.
  const doneRatio = finishedAt ? 1 : total === 0 ? 0 : Math.min(1, done / total);
  return { revision, doneRatio, moved, startedAt, finishedAt };
}
