import type { Sql } from '@steward/db';
import { areas, compartmentGrants, compartmentProposals, delegations, people, roleGrants, sites } from '@steward/db/schema';
import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';

export const listSchools = (on: Sql) =>
  on
    .select({ site: { id: sites.id, name: sites.name }, area: { id: areas.id, name: areas.name } })
    .from(sites)
    .leftJoin(areas, eq(areas.id, sites.areaId))
    .where(eq(sites.status, 'active'))
    .orderBy(asc(sites.name), asc(sites.id));

/** Who is HR partner, and where the role counts. */
export const listPartnerGrants = (on: Sql) =>
  on
    .select({ id: roleGrants.id, siteId: roleGrants.siteId, areaId: roleGrants.areaId, person: { id: people.id, name: people.name } })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .where(and(eq(roleGrants.role, 'hr_partner'), isNull(roleGrants.endedAt), eq(people.isActive, true)))
    .orderBy(asc(people.name), asc(people.id));

/** Who may see private HR requests, and where. */
export const listHrHolders = (on: Sql) =>
  on
    .select({ id: compartmentGrants.id, personId: compartmentGrants.personId, siteId: compartmentGrants.siteId })
    .from(compartmentGrants)
    .where(and(eq(compartmentGrants.compartment, 'hr'), isNull(compartmentGrants.endedAt)));

/** Of whom it is proposed, and waits for a second person. */
export const listHrProposals = (on: Sql, proposedAfter: Date) =>
  on
    .select({ personId: compartmentProposals.personId, siteId: compartmentProposals.siteId })
    .from(compartmentProposals)
    .where(
      and(
        eq(compartmentProposals.compartment, 'hr'),
        isNull(compartmentProposals.decidedAt),
        isNull(compartmentProposals.delegationId),
        gt(compartmentProposals.proposedAt, proposedAfter),
      ),
    );

const delegate = alias(people, 'delegate');
/** Who stands in for whom as HR partner on this day, by the grant that was handed over. */
export const listPartnerStandIns = (on: Sql, today: string) =>
  on
    .select({ grantId: roleGrants.id, person: { id: delegate.id, name: delegate.name } })
    .from(delegations)
    .innerJoin(roleGrants, eq(roleGrants.id, delegations.roleGrantId))
    .innerJoin(delegate, eq(delegate.id, delegations.delegateId))
    .where(and(eq(roleGrants.role, 'hr_partner'), isNull(delegations.endedAt), lte(delegations.startsOn, today), gt(delegations.endsOn, today)));
