import type { Sql } from '@steward/db';
import { areas, compartmentGrants, compartmentProposals, delegations, people, roleGrants, sites } from '@steward/db/schema';
import { and, desc, eq, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Compartment, Role } from '#kernel/actor.ts';
import type { Duty } from '../rules/delegations.ts';

const delegator = alias(people, 'delegator');
const delegate = alias(people, 'delegate');
const confirmer = alias(people, 'confirmer');
const ender = alias(people, 'ender');

const columns = {
  delegation: delegations,
  duty: sql<Duty>`${delegations.duty}`,
  role: sql<Role | null>`${roleGrants.role}`,
  compartment: sql<Compartment | null>`${compartmentGrants.compartment}`,
  serviceCode: roleGrants.serviceCode,
  area: { id: areas.id, name: areas.name },
  site: { id: sites.id, name: sites.name },
  siteAreaId: sites.areaId,
  delegator: { id: delegator.id, name: delegator.name },
  delegate: { id: delegate.id, name: delegate.name },
  confirmedBy: { id: confirmer.id, name: confirmer.name },
  endedBy: { id: ender.id, name: ender.name },
};

const selectDelegations = (on: Sql) =>
  on
    .select(columns)
    .from(delegations)
    .innerJoin(delegator, eq(delegator.id, delegations.delegatorId))
    .innerJoin(delegate, eq(delegate.id, delegations.delegateId))
    .leftJoin(roleGrants, eq(roleGrants.id, delegations.roleGrantId))
    .leftJoin(compartmentGrants, eq(compartmentGrants.id, delegations.compartmentGrantId))
    .leftJoin(areas, eq(areas.id, roleGrants.areaId))
    .leftJoin(sites, sql`${sites.id} = coalesce(${roleGrants.siteId}, ${compartmentGrants.siteId})`)
    .leftJoin(confirmer, eq(confirmer.id, delegations.confirmedById))
    .leftJoin(ender, eq(ender.id, delegations.endedById))
    .$dynamic();

export type DelegationRow = Awaited<ReturnType<typeof selectDelegations>>[number];

/** More than anybody looks at; the oldest go first. */
const SHOWN = 200;
const newest = (on: Sql, where: SQL) => selectDelegations(on).where(where).orderBy(desc(delegations.createdAt), desc(delegations.id)).limit(SHOWN);

export const listGiven = (on: Sql, personId: string) => newest(on, eq(delegations.delegatorId, personId));
export const listReceived = (on: Sql, personId: string) => newest(on, eq(delegations.delegateId, personId));

export const findDelegation = async (on: Sql, id: string): Promise<DelegationRow | undefined> =>
  (await selectDelegations(on).where(eq(delegations.id, id)))[0];

/** The same, holding the row until the transaction ends. */
export async function lockDelegation(on: Sql, id: string) {
  const [locked] = await on.select({ id: delegations.id }).from(delegations).where(eq(delegations.id, id)).for('update');
  return locked && findDelegation(on, locked.id);
}

/** Undefined when the delegate stands in there on some of these days already. */
export const insertDelegation = async (on: Sql, delegation: typeof delegations.$inferInsert) =>
  (await on.insert(delegations).values(delegation).onConflictDoNothing().returning({ id: delegations.id }))[0];

export const setDelegation = (on: Sql, id: string, set: Partial<typeof delegations.$inferInsert>) =>
  on.update(delegations).set(set).where(eq(delegations.id, id));

/** What nobody confirmed in time stands in the way of nothing. */
export const endUnconfirmed = (on: Sql, delegatorId: string, askedBefore: Date, now: Date) =>
  on
    .update(delegations)
    .set({ endedAt: now })
    .where(
      and(
        eq(delegations.delegatorId, delegatorId),
        eq(delegations.duty, 'compartment'),
        isNull(delegations.confirmedAt),
        isNull(delegations.endedAt),
        lte(delegations.createdAt, askedBefore),
      ),
    );

/** Nobody need decide any more about a delegation that has ended. */
export const closeProposalOf = (on: Sql, delegationId: string, decidedById: string, decidedAt: Date) =>
  on
    .update(compartmentProposals)
    .set({ outcome: 'declined', decidedById, decidedAt })
    .where(and(eq(compartmentProposals.delegationId, delegationId), isNull(compartmentProposals.decidedAt)));
