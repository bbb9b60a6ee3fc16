import type { Sql } from '@steward/db';
import { compartmentGrants, compartmentProposals, delegations, people, sites } from '@steward/db/schema';
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Compartment } from '#kernel/actor.ts';

const proposer = alias(people, 'proposer');

const proposalColumns = {
  id: compartmentProposals.id,
  compartment: sql<Compartment>`${compartmentProposals.compartment}`,
  person: { id: people.id, name: people.name },
  site: { id: sites.id, name: sites.name },
  siteAreaId: sites.areaId,
  proposedBy: { id: proposer.id, name: proposer.name },
  proposedAt: compartmentProposals.proposedAt,
  outcome: sql<'confirmed' | 'declined' | null>`${compartmentProposals.outcome}`,
  delegation: { id: delegations.id, startsOn: delegations.startsOn, endsOn: delegations.endsOn },
};
const selectProposals = (on: Sql) =>
  on
    .select(proposalColumns)
    .from(compartmentProposals)
    .innerJoin(people, eq(people.id, compartmentProposals.personId))
    .innerJoin(proposer, eq(proposer.id, compartmentProposals.proposedById))
    .leftJoin(sites, eq(sites.id, compartmentProposals.siteId))
    .leftJoin(delegations, eq(delegations.id, compartmentProposals.delegationId))
    .$dynamic();

export type ProposalRow = Awaited<ReturnType<typeof selectProposals>>[number];

/** What waits for a decision, the oldest first. What was to be handed over and is no more waits for nobody. */
export const listWaiting = (on: Sql, { proposedAfter, personId }: { proposedAfter: Date; personId: string | undefined }) =>
  selectProposals(on)
    .where(
      and(
        isNull(compartmentProposals.decidedAt),
        gt(compartmentProposals.proposedAt, proposedAfter),
        personId ? eq(compartmentProposals.personId, personId) : undefined,
        or(isNull(delegations.id), isNull(delegations.endedAt)),
      ),
    )
    .orderBy(asc(compartmentProposals.proposedAt), asc(compartmentProposals.id));

export const findProposal = async (on: Sql, id: string): Promise<ProposalRow | undefined> =>
  (await selectProposals(on).where(eq(compartmentProposals.id, id)))[0];

/** The same, holding the row until the transaction ends. */
export async function lockProposal(on: Sql, id: string) {
  const [locked] = await on.select({ id: compartmentProposals.id }).from(compartmentProposals).where(eq(compartmentProposals.id, id)).for('update');
  return locked && findProposal(on, locked.id);
}

export const insertProposal = (on: Sql, proposal: typeof compartmentProposals.$inferInsert) => on.insert(compartmentProposals).values(proposal);

type Decision = { outcome: 'confirmed' | 'declined'; decidedById: string; decidedAt: Date; grantId?: string };
export const setDecided = (on: Sql, id: string, decision: Decision) =>
  on.update(compartmentProposals).set(decision).where(eq(compartmentProposals.id, id));

/** Undefined when the person may see this there already. */
export const insertCompartmentGrant = async (on: Sql, grant: typeof compartmentGrants.$inferInsert) =>
  (await on.insert(compartmentGrants).values(grant).onConflictDoNothing().returning({ id: compartmentGrants.id }))[0];

export const findCompartmentGrant = async (on: Sql, personId: string, grantId: string) =>
  (
    await on
      .select({
        id: compartmentGrants.id,
        compartment: sql<Compartment>`${compartmentGrants.compartment}`,
        site: { id: sites.id, name: sites.name },
        siteAreaId: sites.areaId,
        grantedAt: compartmentGrants.grantedAt,
        endedAt: compartmentGrants.endedAt,
      })
      .from(compartmentGrants)
      .leftJoin(sites, eq(sites.id, compartmentGrants.siteId))
      .where(and(eq(compartmentGrants.personId, personId), eq(compartmentGrants.id, grantId)))
  )[0];

export const setCompartmentEnded = (on: Sql, grantId: string, endedById: string, endedAt: Date) =>
  on.update(compartmentGrants).set({ endedAt, endedById }).where(eq(compartmentGrants.id, grantId));
