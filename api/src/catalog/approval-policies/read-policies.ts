import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { listServices } from '../queries.ts';
import type { ApproverRole, CONDITIONS } from '../rules/approval-policy.ts';
import { maySeeSetUp, maySetUp } from '../rules/may-set-up.ts';
import { setUpNotForYou } from '../set-up/problems.ts';
import { policyNotFound } from './problems.ts';
import { findKind, findPolicy, listPolicies, namesOf, type PolicyRow } from './queries.ts';

async function present(on: Sql, actor: Actor, row: PolicyRow) {
  const { thresholdCents, requestTypeId, steps, condition, ...rest } = row;
  const kind = requestTypeId === null ? null : await findKind(on, requestTypeId);
  const names = await namesOf(
    on,
    steps.flatMap(({ personIds }) => personIds),
  );
  return {
    ...rest,
    condition: condition as (typeof CONDITIONS)[number],
    requestTypeId,
    requestType: kind ? { id: kind.id, nameEn: kind.nameEn, nameEs: kind.nameEs } : null,
    threshold: thresholdCents === null ? null : dollarsOf(BigInt(thresholdCents)),
    steps: steps.map(({ roles, personIds }) => ({
      roles: roles as ApproverRole[],
      people: personIds.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id)! }] : [])),
    })),
    may: { change: maySetUp(actor, row.serviceCode) },
  };
}

/** Every policy, also those that no longer count. */
export async function readPolicies(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const items = [];
  for (const row of await listPolicies(on)) items.push(await present(on, actor, row));
  return { items, may: { add: (await listServices(on)).some(({ code }) => maySetUp(actor, code)) } };
}

export async function readPolicy(on: Sql, actor: Actor, id: string) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = await findPolicy(on, id);
  if (!row) throw policyNotFound();
  return present(on, actor, row);
}
