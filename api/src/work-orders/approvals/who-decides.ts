import type { Sql } from '@steward/db';
import type { Compartment } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { findActors, listAway } from '../../people/index.ts';
import type { OrderRow } from '../queries.ts';
import type { Subject } from '../rules/access.ts';
import { type Candidate, type Deciders, decidersOf, type Step } from '../rules/approvals.ts';
import { type ApprovalRow, findOpenStep, listCandidateIds } from './queries.ts';

export const subjectOf = ({ order }: Pick<OrderRow, 'order'>): Subject => ({ ...order, compartment: order.compartment as Compartment | null });

/** Who may decide on each of these steps at this moment, by the id of the step. */
export async function whoDecides(
  on: Sql,
  steps: readonly { approval: ApprovalRow; row: OrderRow }[],
  now: Date,
): Promise<ReadonlyMap<string, Deciders>> {
  if (steps.length === 0) return new Map();
  const ids = await listCandidateIds(
    on,
    steps.map(({ approval }) => approval.id),
    now,
  );
  const away = await listAway(on, ids, districtDay(now));
  const candidates = (await findActors(on, ids, now)).map((actor): Candidate => ({ actor, isAway: away.has(actor.id) }));
  return new Map(steps.map(({ approval, row }) => [approval.id, decidersOf(subjectOf(row), approval.step as Step, candidates)]));
}

/** The same for one. */
export const whoDecidesOn = async (on: Sql, approval: ApprovalRow, row: OrderRow, now: Date): Promise<Deciders> =>
  (await whoDecides(on, [{ approval, row }], now)).get(approval.id)!;

/** Who may decide on what this order waits for now, and is there to do so. */
export async function openDeciders(on: Sql, row: OrderRow, now: Date): Promise<{ approvalId: string; personIds: string[] } | undefined> {
  const open = await findOpenStep(on, row.order.id);
  if (!open) return undefined;
  const { deciders } = await whoDecidesOn(on, open, row, now);
  const here = deciders.filter(({ isAway }) => !isAway);
  return { approvalId: open.id, personIds: (here.length > 0 ? here : deciders).map(({ personId }) => personId) };
}
