import type { Sql } from '@steward/db';
import { keptApprovalPolicies, neededBy } from '../../catalog/index.ts';
import type { OrderRow } from '../queries.ts';
import { askAnew } from './problems.ts';
import { sumCosts } from './queries.ts';

type Changed = { answers?: OrderRow['order']['answers'] | undefined; requestTypeId?: string | undefined; serviceCode?: string | undefined };

const stepsOf = ({ steps }: ReturnType<typeof neededBy>) => JSON.stringify(steps.map(({ roles, personIds }) => [roles, personIds]));

/** Refuses a change of what was asked that somebody would have to approve and has not: more money, or another kind of request. */
export async function refuseOtherApproval(tx: Sql, { order }: OrderRow, changed: Changed): Promise<void> {
  const policies = await keptApprovalPolicies(tx);
  const chargedCents = await sumCosts(tx, order.id);
  const asked = { serviceCode: order.serviceCode, requestTypeId: order.requestTypeId, answers: order.answers, chargedCents };
  const before = neededBy(policies, asked);
  const after = neededBy(policies, {
    serviceCode: changed.serviceCode ?? order.serviceCode,
    requestTypeId: changed.requestTypeId ?? order.requestTypeId,
    answers: changed.answers ?? order.answers,
    chargedCents,
  });
  const isMore = (after.amountCents ?? 0) > (before.amountCents ?? 0);
  if (after.steps.length > 0 && (isMore || stepsOf(after) !== stepsOf(before))) throw askAnew();
}
