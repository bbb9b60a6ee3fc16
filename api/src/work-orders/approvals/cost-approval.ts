import type { Sql } from '@steward/db';
import { keptApprovalPolicies, neededBy } from '../../catalog/index.ts';
import { type DoneBy } from '#kernel/actor.ts';
import { writeChange } from '../locked-order.ts';
import type { OrderRow } from '../queries.ts';
import { asAsked } from '#kernel/when.ts';
import { askForApproval } from './ask-for-approval.ts';
import { listSteps, sumCosts } from './queries.ts';

const HOLDABLE = ['triaged', 'assigned', 'in_progress'];

/**
 * Puts an order on hold and asks, where what it costs by now needs an approval that nobody has given for as much. `row` is held. What is done
 * or waits already is left as it is.
 */
export async function askAboutCost(tx: Sql, row: OrderRow, by: DoneBy, now: Date): Promise<void> {
  const { order } = row;
  if (!HOLDABLE.includes(order.status)) return;
  const asked = { serviceCode: order.serviceCode, requestTypeId: order.requestTypeId, answers: order.answers };
  const policies = await keptApprovalPolicies(tx);
  const needed = neededBy(policies, { ...asked, chargedCents: await sumCosts(tx, order.id) });
  const before = await listSteps(tx, order.id);
  const given = before.filter(({ state }) => state === 'approved');
  const missing = needed.steps.filter(
    ({ policyId, roles, personIds }) =>
      !given.some(({ policyId: known, step }) => known === policyId && same(step, { roles, personIds })) &&
      policies.some(({ id, condition }) => id === policyId && condition === 'amount'),
  );
  if (missing.length === 0) return;
  const set = { status: 'on_hold', statusChangedAt: now, holdReason: 'approval', heldFrom: order.status };
  await writeChange(tx, row, { kind: 'held', by, set, data: { from: order.status, to: 'on_hold', reason: 'approval' } }, asAsked(now));
  await askForApproval(tx, row, { steps: missing, amountCents: needed.amountCents }, 'cost', now);
}

const sorted = (all: readonly string[]) => all.toSorted().join();
const same = (a: { roles: readonly string[]; personIds: readonly string[] }, b: typeof a) =>
  sorted(a.roles) === sorted(b.roles) && sorted(a.personIds) === sorted(b.personIds);
