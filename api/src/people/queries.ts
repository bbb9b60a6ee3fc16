import type { Sql } from '@steward/db';
import { apiTokens, areas, compartmentGrants, people, personEvents, roleGrants, services, sessions, sites } from '@steward/db/schema';
import { runWritten, written } from '@steward/db/statement';
import { and, asc, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor, CompartmentGrant, DoneBy, Grant, Role, TokenScope } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';

// `people.id` is written out: drizzle drops the table's name from columns where a select has one table only, and the inner id would be meant.
const runs = (today: string) => sql`d.delegate_id = people.id and d.ended_at is null and d.starts_on <= ${today}::date and ${today}::date < d.ends_on
  and exists (select 1 from people o where o.id = d.delegator_id and o.is_active)`;
const heldGrants = (today: string) => sql<Grant[]>`(select coalesce(json_agg(held.found), '[]') from (
    select json_build_object('role', g.role, 'serviceCode', g.service_code, 'areaId', g.area_id, 'siteId', g.site_id) as found
    from role_grants g where g.person_id = people.id and g.ended_at is null
    union all
    select json_build_object('role', g.role, 'serviceCode', g.service_code, 'areaId', g.area_id, 'siteId', g.site_id, 'forId', d.delegator_id)
    from delegations d join role_grants g on g.id = d.role_grant_id and g.ended_at is null where ${runs(today)}
  ) held)`;
const heldCompartments = (today: string) => sql<CompartmentGrant[]>`(select coalesce(json_agg(held.found), '[]') from (
    select json_build_object('compartment', c.compartment, 'siteId', c.site_id) as found
    from compartment_grants c where c.person_id = people.id and c.ended_at is null
    union all
    select json_build_object('compartment', c.compartment, 'siteId', c.site_id, 'forId', d.delegator_id)
    from delegations d join compartment_grants c on c.id = d.compartment_grant_id and c.ended_at is null
    where d.confirmed_at is not null and ${runs(today)}
  ) held)`;
const memberships = sql<string[]>`(select coalesce(json_agg(m.team_id), '[]') from team_members m where m.person_id = people.id)`;

/** An actor of this moment. What they stand in for changes with the district's day and with what the other holds. */
const actorColumns = (now: Date) => ({
  id: people.id,
  name: people.name,
  email: people.email,
  locale: sql<'en' | 'es'>`${people.locale}`,
  siteId: people.siteId,
  grants: heldGrants(districtDay(now)),
  compartments: heldCompartments(districtDay(now)),
  teamIds: memberships,
});

const liveSession = written(sql`
  select ${sessions.userId}, (select version from versions where name = 'access'), (select version from versions where name = 'catalogue')
  from ${sessions} join ${people} on ${people.id} = ${sessions.userId}
  where ${sessions.token} = ${sql.placeholder('token')} and ${sessions.expiresAt} > ${sql.placeholder('now')}::timestamptz and ${people.isActive}`);

/** Whose a live session is, and the versions of what may be kept in memory. */
export async function findSession(on: Sql, token: string, now: Date) {
  const [row] = await runWritten(on, liveSession, { token, now: now.toISOString() });
  if (!row) return undefined;
  const [personId, access, catalogue] = row as [string, string, string];
  return { personId, access, catalogue };
}

const liveSessions = written(sql`
  select (select version from versions where name = 'access'), coalesce(json_agg(json_build_object('token', ${sessions.token}, 'personId', ${sessions.userId})), '[]')
  from ${sessions} join ${people} on ${people.id} = ${sessions.userId}
  where ${sessions.token} = any(${sql.placeholder('tokens')}::text[]) and ${sessions.expiresAt} > ${sql.placeholder('now')}::timestamptz and ${people.isActive}`);

/** Which of these sessions are live, and whose. */
export async function listLiveSessions(on: Sql, tokens: readonly string[], now: Date) {
  const [row] = await runWritten(on, liveSessions, { tokens, now: now.toISOString() });
  const [access, live] = row as [string, { token: string; personId: string }[]];
  return { access, live };
}

/** The person behind a live token and the token; one query that finds nothing, whatever is wrong with it. */
export const findActorByToken = async (on: Sql, secretHash: string, now: Date) =>
  (
    await on
      .select({
        actor: actorColumns(now),
        token: { id: apiTokens.id, scopes: sql<TokenScope[]>`${apiTokens.scopes}`, lastUsedAt: apiTokens.lastUsedAt },
      })
      .from(apiTokens)
      .innerJoin(people, eq(people.id, apiTokens.personId))
      .where(and(eq(apiTokens.secretHash, secretHash), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now), eq(people.isActive, true)))
  )[0];

/** These people with all they hold, in the order of the ids; who is unknown is left out. */
export async function findActors(on: Sql, ids: readonly string[], now: Date): Promise<Actor[]> {
  const rows =
    ids.length === 0
      ? []
      : await on
          .select(actorColumns(now))
          .from(people)
          .where(inArray(people.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const home = alias(sites, 'home');
const personColumns = {
  id: people.id,
  name: people.name,
  email: people.email,
  jobTitle: people.jobTitle,
  locale: sql<'en' | 'es'>`${people.locale}`,
  isActive: people.isActive,
  isMailed: people.isMailed,
  version: people.version,
  site: { id: home.id, name: home.name },
};

export const findPerson = async (on: Sql, id: string) =>
  (await on.select(personColumns).from(people).leftJoin(home, eq(home.id, people.siteId)).where(eq(people.id, id)))[0];

/** The same, holding the row until the transaction ends. */
export async function lockPerson(on: Sql, id: string) {
  const [locked] = await on.select({ id: people.id }).from(people).where(eq(people.id, id)).for('update');
  return locked && findPerson(on, locked.id);
}

/** People by name or e-mail, one row more than `limit`. */
export const listPeople = (
  on: Sql,
  { q, includeInactive }: { q?: string | undefined; includeInactive: boolean },
  { limit, after }: { limit: number; after: readonly string[] | undefined },
) => {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const named = words.map((word) => sql`lower(${people.name} || ' ' || ${people.email}) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  return on
    .select(personColumns)
    .from(people)
    .leftJoin(home, eq(home.id, people.siteId))
    .where(
      and(
        includeInactive ? undefined : eq(people.isActive, true),
        ...named,
        after && sql`(${people.name}, ${people.id}) > (${after[0]}, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .limit(limit + 1);
};

const granter = alias(people, 'granter');
const grantColumns = {
  id: roleGrants.id,
  role: sql<Role>`${roleGrants.role}`,
  serviceCode: roleGrants.serviceCode,
  area: { id: areas.id, name: areas.name },
  site: { id: sites.id, name: sites.name },
  siteAreaId: sites.areaId,
  providerId: roleGrants.providerId,
  grantedAt: roleGrants.grantedAt,
  grantedBy: { id: granter.id, name: granter.name },
  endedAt: roleGrants.endedAt,
};
const selectGrants = (on: Sql) =>
  on
    .select(grantColumns)
    .from(roleGrants)
    .leftJoin(areas, eq(areas.id, roleGrants.areaId))
    .leftJoin(sites, eq(sites.id, roleGrants.siteId))
    .leftJoin(granter, eq(granter.id, roleGrants.grantedById))
    .$dynamic();

/** The roles a person holds now. */
export const listGrants = (on: Sql, personId: string) =>
  selectGrants(on)
    .where(and(eq(roleGrants.personId, personId), isNull(roleGrants.endedAt)))
    .orderBy(asc(roleGrants.grantedAt), asc(roleGrants.id));

export const findGrant = async (on: Sql, personId: string, grantId: string) =>
  (await selectGrants(on).where(and(eq(roleGrants.personId, personId), eq(roleGrants.id, grantId))))[0];

/** Undefined when the person holds this role for this scope already. */
export const insertGrant = async (on: Sql, grant: typeof roleGrants.$inferInsert) =>
  (await on.insert(roleGrants).values(grant).onConflictDoNothing().returning({ id: roleGrants.id }))[0];

export const setGrantEnded = (on: Sql, grantId: string, endedById: string | null, endedAt: Date) =>
  on.update(roleGrants).set({ endedAt, endedById }).where(eq(roleGrants.id, grantId));

/** How many active people administer the whole district; holds their grants so that two endings cannot pass each other. */
export async function countDistrictAdministrators(on: Sql): Promise<number> {
  const held = await on
    .select({ personId: roleGrants.personId })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .where(
      and(
        eq(roleGrants.role, 'administrator'),
        isNull(roleGrants.endedAt),
        isNull(roleGrants.serviceCode),
        isNull(roleGrants.areaId),
        isNull(roleGrants.siteId),
        eq(people.isActive, true),
      ),
    )
    .for('update', { of: roleGrants });
  return held.length;
}

export const listCompartments = (on: Sql, personId: string) =>
  on
    .select({
      id: compartmentGrants.id,
      compartment: sql<CompartmentGrant['compartment']>`${compartmentGrants.compartment}`,
      site: { id: sites.id, name: sites.name },
      grantedAt: compartmentGrants.grantedAt,
    })
    .from(compartmentGrants)
    .leftJoin(sites, eq(sites.id, compartmentGrants.siteId))
    .where(and(eq(compartmentGrants.personId, personId), isNull(compartmentGrants.endedAt)))
    .orderBy(asc(compartmentGrants.compartment), asc(sites.name));

export const countSessions = async (on: Sql, personId: string, now: Date) =>
  (
    await on
      .select({ n: count() })
      .from(sessions)
      .where(and(eq(sessions.userId, personId), gt(sessions.expiresAt, now)))
  )[0]!.n;

/** Signs a person out everywhere; answers how many sessions that ended. */
export const removeSessions = async (on: Sql, personId: string) =>
  (await on.delete(sessions).where(eq(sessions.userId, personId)).returning({ id: sessions.id })).length;

export const removeSession = (on: Sql, token: string) => on.delete(sessions).where(eq(sessions.token, token));

export const setPerson = (on: Sql, id: string, set: { isActive?: boolean; locale?: string; isMailed?: boolean }, now: Date) =>
  on
    .update(people)
    .set({ ...set, updatedAt: now, version: sql`${people.version} + 1` })
    .where(eq(people.id, id));

type NewEvent = Omit<typeof personEvents.$inferInsert, 'id' | keyof DoneBy> & DoneBy;
export const insertPersonEvent = (on: Sql, event: NewEvent) => on.insert(personEvents).values({ id: uuidv7(), ...event });

const actorOf = alias(people, 'actor');
const principal = alias(people, 'principal');
/** What was done to a person's access, newest first, one row more than `limit`. */
export const listPersonEvents = (on: Sql, personId: string, { limit, after }: { limit: number; after: string | undefined }) =>
  on
    .select({
      id: personEvents.id,
      kind: personEvents.kind,
      actor: { id: actorOf.id, name: actorOf.name },
      onBehalfOf: { id: principal.id, name: principal.name },
      apiToken: { id: apiTokens.id, name: apiTokens.name },
      data: personEvents.data,
      occurredAt: personEvents.occurredAt,
    })
    .from(personEvents)
    .leftJoin(actorOf, eq(actorOf.id, personEvents.actorId))
    .leftJoin(principal, eq(principal.id, personEvents.onBehalfOfId))
    .leftJoin(apiTokens, eq(apiTokens.id, personEvents.apiTokenId))
    .where(
      and(
        eq(personEvents.personId, personId),
        after === undefined
          ? undefined
          : sql`(${personEvents.occurredAt}, ${personEvents.id}) < (select occurred_at, id from person_events where id = ${after}::uuid)`,
      ),
    )
    .orderBy(desc(personEvents.occurredAt), desc(personEvents.id))
    .limit(limit + 1);

export const hasService = async (on: Sql, code: string) =>
  (await on.select({ code: services.code }).from(services).where(eq(services.code, code))).length > 0;
export const findArea = async (on: Sql, id: string) => (await on.select({ id: areas.id, name: areas.name }).from(areas).where(eq(areas.id, id)))[0];
export const findGrantSite = async (on: Sql, id: string) =>
  (await on.select({ id: sites.id, name: sites.name, areaId: sites.areaId }).from(sites).where(eq(sites.id, id)))[0];

/** Does this address belong to somebody who may no longer come in? */
export const isDeactivated = async (on: Sql, email: string) =>
  email !== '' &&
  (
    await on
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.email, email), eq(people.isActive, false)))
  ).length > 0;

/** Is this the made-up district? It is where its accounts are. */
export const isDemonstration = async (on: Sql) =>
  (await on.select({ id: people.id }).from(people).where(eq(people.isDemonstration, true)).limit(1)).length > 0;

/** The demonstration accounts with their most telling role. */
export const listDemonstrationAccounts = (on: Sql) =>
  on
    .select({
      email: people.email,
      name: people.name,
      role: sql<Role>`coalesce((select g.role from role_grants g where g.person_id = people.id and g.ended_at is null and g.role <> 'requester' order by g.granted_at, g.id limit 1), 'requester')`,
    })
    .from(people)
    .where(and(eq(people.isDemonstration, true), eq(people.isActive, true)));
