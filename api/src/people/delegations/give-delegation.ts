import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { dayAfter } from '#kernel/day.ts';
import { insertProposal } from '../compartments/queries.ts';
import { delegatedAlready, delegationNotFound, delegationRefused, hasLeftAlready, notYoursToDelegate } from '../problems.ts';
import { insertPersonEvent, listCompartments, listGrants, lockPerson } from '../queries.ts';
import { CONFIRM_WITHIN_DAYS, type Duty, isDelegable, isOpen, judgeDelegation } from '../rules/delegations.ts';
import type { DelegationRequest } from './contract.ts';
import { endsFor, eventDataOf, presentDelegation, stateOf } from './present.ts';
import { closeProposalOf, type DelegationRow, endUnconfirmed, findDelegation, insertDelegation, lockDelegation, setDelegation } from './queries.ts';

type Input = z.infer<typeof DelegationRequest>;

const DAY_MS = 86_400_000;

/** In the history of both. */
export async function noteOnBoth(tx: Sql, row: DelegationRow, kind: string, by: ReturnType<typeof doneBy>, now: Date) {
  for (const personId of [row.delegator.id, row.delegate.id])
    await insertPersonEvent(tx, { personId, kind, ...by, data: eventDataOf(row), occurredAt: now });
}

/** What the actor hands over, each a grant of their own that still holds; of a confidential compartment also what a second person is asked. */
async function ownGrants(tx: Sql, actor: Actor, input: Input) {
  const roles = (await listGrants(tx, actor.id)).filter((g) => isDelegable(g.role) && input.roleGrantIds.includes(g.id));
  if (roles.length !== new Set(input.roleGrantIds).size) throw notYoursToDelegate('/roleGrantIds');
  const compartments = (await listCompartments(tx, actor.id)).filter((c) => input.compartmentGrantIds.includes(c.id));
  if (compartments.length !== new Set(input.compartmentGrantIds).size) throw notYoursToDelegate('/compartmentGrantIds');
  return { roles, compartments };
}

/** Hands over roles and compartments for some days: all of them or none. */
export const giveDelegation = (db: Sql, actor: Actor, input: Input, now: Date) =>
  db.transaction(async (tx) => {
    const verdict = judgeDelegation({ ...input, delegatorId: actor.id }, now);
    if (verdict !== 'allowed') throw delegationRefused(verdict);
    // Always in the same order, so that two who stand in for each other do not wait for each other.
    const people = new Map<string, Awaited<ReturnType<typeof lockPerson>>>();
    for (const id of [actor.id, input.delegateId].toSorted()) people.set(id, await lockPerson(tx, id));
    if (!people.get(input.delegateId)?.isActive) throw hasLeftAlready('/delegateId');
    const { roles, compartments } = await ownGrants(tx, actor, input);
    await endUnconfirmed(tx, actor.id, new Date(now.getTime() - CONFIRM_WITHIN_DAYS * DAY_MS), now);

    const give = async (duty: Duty, grant: { roleGrantId: string } | { compartmentGrantId: string }) => {
      const id = uuidv7();
      const given = { id, delegatorId: actor.id, delegateId: input.delegateId, duty, ...grant, createdAt: now };
      if (!(await insertDelegation(tx, { ...given, startsOn: input.startsOn, endsOn: dayAfter(input.lastOn) }))) throw delegatedAlready();
      const row = (await findDelegation(tx, id))!;
      await noteOnBoth(tx, row, 'delegated', doneBy(actor), now);
      return row;
    };
    const rows: DelegationRow[] = [];
    for (const role of roles) rows.push(await give('role', { roleGrantId: role.id }));
    for (const held of compartments) {
      const row = await give('compartment', { compartmentGrantId: held.id });
      rows.push(row);
      await insertProposal(tx, {
        id: uuidv7(),
        personId: input.delegateId,
        compartment: held.compartment,
        siteId: held.site?.id ?? null,
        delegationId: row.delegation.id,
        proposedById: actor.id,
        proposedAt: now,
      });
    }
    return { items: rows.map((row) => presentDelegation(row, actor, now)) };
  });

/** Ends a delegation at once: either of the two it is between, or an administrator in its scope. */
export const endDelegation = (db: Sql, actor: Actor, id: string, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockDelegation(tx, id);
    const onBehalfOfId = row && endsFor(row, actor);
    if (!row || onBehalfOfId === undefined) throw delegationNotFound();
    // Over already: a double click or the other one; what was wanted is so.
    if (!isOpen(stateOf(row, now))) return presentDelegation(row, actor, now);
    await setDelegation(tx, id, { endedAt: now, endedById: actor.id });
    await closeProposalOf(tx, id, actor.id, now);
    await noteOnBoth(tx, row, 'delegation_ended', doneBy(actor, onBehalfOfId), now);
    return presentDelegation((await findDelegation(tx, id))!, actor, now);
  });
