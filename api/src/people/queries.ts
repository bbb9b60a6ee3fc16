import type { Sql } from '@steward/db';
import { areas, compartmentGrants, people, personEvents, roleGrants, sessions, sites, teamMembers } from '@steward/db/schema';
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Actor, CompartmentGrant, Grant, Role } from '#kernel/actor.ts';

const heldGrants = sql<
  Grant[]
>`(select coalesce(json_agg(json_build_object('role', g.role, 'serviceCode', g.service_code, 'areaId', g.area_id, 'siteId', g.site_id)), '[]')
  from role_grants g where g.person_id = ${people.id} and g.ended_at is null)`;
const heldCompartments = sql<
  CompartmentGrant[]
>`(select coalesce(json_agg(json_build_object('compartment', c.compartment, 'siteId', c.site_id)), '[]')
  from compartment_grants c where c.person_id = ${people.id} and c.ended_at is null)`;
const memberships = sql<string[]>`(select coalesce(json_agg(m.team_id), '[]') from team_members m where m.person_id = ${people.id})`;

const actorColumns = {
  id: people.id,
  name: people.name,
  email: people.email,
  locale: sql<'en' | 'es'>`${people.locale}`,
  siteId: people.siteId,
  grants: heldGrants,
  compartments: heldCompartments,
  teamIds: memberships,
};

/** The person behind a live session with all they hold, in one round trip. */
export const findActorBySession = async (on: Sql, token: string, now: Date): Promise<Actor | undefined> =>
  (
    await on
      .select(actorColumns)
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.userId))
      .where(and(eq(sessions.token, token), gt(sessions.expiresAt, now), eq(people.isActive, true)))
  )[0];

export const findActor = async (on: Sql, id: string): Promise<Actor | undefined> =>
  (await on.select(actorColumns).from(people).where(eq(people.id, id)))[0];
