import type { Sql } from '@steward/db';
import {
  capitalApprovalLinks,
  capitalApprovals,
  capitalDecisions,
  capitalRequests,
  delegations,
  people,
  projects,
  roleGrants,
  sites,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { RUNGS } from '../rules/deciders.ts';

export type ApprovalRow = typeof capitalApprovals.$inferSelect;

export const insertSteps = (on: Sql, requestId: string, steps: readonly { id: string; position: number; roles: readonly string[] }[]) =>
  on.insert(capitalApprovals).values(steps.map(({ id, position, roles }) => ({ id, requestId, position, roles: [...roles], state: 'later' })));
export const findApproval = async (on: Sql, id: string): Promise<ApprovalRow | undefined> =>
  (await on.select().from(capitalApprovals).where(eq(capitalApprovals.id, id)))[0];
/** Steps of these requests, each request's in the order in which they are asked. */
export const listSteps = (on: Sql, requestIds: readonly string[]): Promise<ApprovalRow[]> =>
  requestIds.length === 0
    ? Promise.resolve([])
    : on
        .select()
        .from(capitalApprovals)
        .where(inArray(capitalApprovals.requestId, [...requestIds]))
        .orderBy(asc(capitalApprovals.requestId), asc(capitalApprovals.position));
export const setApproval = (on: Sql, id: string, set: Partial<typeof capitalApprovals.$inferInsert>) =>
  on
    .update(capitalApprovals)
    .set({ ...set, version: sql`${capitalApprovals.version} + 1` })
    .where(eq(capitalApprovals.id, id));
/** Reminding is no change that somebody's decision could collide with: the version stays. */
export const setReminded = (on: Sql, id: string, set: { reminders: number; nextReminderAt: Date | null }) =>
  on.update(capitalApprovals).set(set).where(eq(capitalApprovals.id, id));
/** Steps of a request that nobody need decide on any more. */
export const withdrawSteps = (on: Sql, requestId: string) =>
  on
    .update(capitalApprovals)
    .set({ state: 'withdrawn', nextReminderAt: null, version: sql`${capitalApprovals.version} + 1` })
    .where(and(eq(capitalApprovals.requestId, requestId), inArray(capitalApprovals.state, ['later', 'open'])));
export const insertDecision = (on: Sql, decision: Omit<typeof capitalDecisions.$inferInsert, 'id'>) =>
  on.insert(capitalDecisions).values({ id: uuidv7(), ...decision });

const principal = alias(people, 'principal');
const selectDecisions = (on: Sql) =>
  on
    .select({
      requestId: capitalApprovals.requestId,
      decision: capitalDecisions,
      person: { id: people.id, name: people.name },
      onBehalfOf: { id: principal.id, name: principal.name },
    })
    .from(capitalDecisions)
    .innerJoin(capitalApprovals, eq(capitalApprovals.id, capitalDecisions.approvalId))
    .innerJoin(people, eq(people.id, capitalDecisions.personId))
    .leftJoin(principal, eq(principal.id, capitalDecisions.onBehalfOfId))
    .$dynamic();
export type DecisionRow = Awaited<ReturnType<typeof selectDecisions>>[number];
export const listDecisions = async (on: Sql, requestIds: readonly string[]): Promise<DecisionRow[]> =>
  requestIds.length === 0 ? [] : selectDecisions(on).where(inArray(capitalApprovals.requestId, [...requestIds]));

/** What this person decided, also as a stand-in, and what was decided for them; newest first. */
export const listDecidedBy = async (on: Sql, personId: string, limit: number): Promise<ApprovalRow[]> =>
  (
    await on
      .select({ approval: capitalApprovals })
      .from(capitalDecisions)
      .innerJoin(capitalApprovals, eq(capitalApprovals.id, capitalDecisions.approvalId))
      .where(or(eq(capitalDecisions.personId, personId), eq(capitalDecisions.onBehalfOfId, personId)))
      .orderBy(desc(capitalDecisions.decidedAt), desc(capitalDecisions.id))
      .limit(limit)
  ).map(({ approval }) => approval);

/** What waits anywhere that this person might be asked about, longest first: who decides on which is for the rules to say. */
export const listOpenAround = async (on: Sql, actor: Actor, limit: number): Promise<ApprovalRow[]> => {
  const byRole = actor.grants
    .filter(({ role }) => (RUNGS as readonly string[]).includes(role))
    .map(({ areaId, siteId }) =>
      and(areaId === null ? undefined : eq(sites.areaId, areaId), siteId === null ? undefined : eq(projects.siteId, siteId), sql`true`),
    );
  if (byRole.length === 0) return [];
  return (
    await on
      .select({ approval: capitalApprovals })
      .from(capitalApprovals)
      .innerJoin(capitalRequests, eq(capitalRequests.id, capitalApprovals.requestId))
      .leftJoin(projects, eq(projects.id, capitalRequests.projectId))
      .leftJoin(sites, eq(sites.id, projects.siteId))
      .where(and(eq(capitalApprovals.state, 'open'), inArray(capitalRequests.state, ['waiting', 'disputed']), or(...byRole)))
      .orderBy(asc(capitalApprovals.openedAt), asc(capitalApprovals.id))
      .limit(limit)
  ).map(({ approval }) => approval);
};

/** Everybody active who holds one of these roles anywhere, or stands in for one who does. */
export async function listCandidateIds(on: Sql, roles: readonly string[], now: Date): Promise<string[]> {
  const today = districtDay(now);
  const rows = await on.execute<{ id: string }>(sql`
    with held as (
      select g.id, g.person_id from ${roleGrants} g where g.ended_at is null and g.role in (${sql.join(
        roles.map((role) => sql`${role}`),
        sql`, `,
      )})
    ), all_of_them as (
      select person_id as id from held
      union select d.delegate_id from held join ${delegations} d on d.role_grant_id = held.id
        where d.ended_at is null and d.starts_on <= ${today}::date and ${today}::date < d.ends_on
    )
    select p.id from all_of_them join ${people} p on p.id = all_of_them.id where p.is_active`);
  return rows.map(({ id }) => id);
}

/** Open steps whose reminder is due; held until the transaction ends, without those that others hold. */
export const lockToRemind = (on: Sql, now: Date, limit: number) =>
  on
    .select()
    .from(capitalApprovals)
    .where(and(eq(capitalApprovals.state, 'open'), lte(capitalApprovals.nextReminderAt, now)))
    .orderBy(asc(capitalApprovals.nextReminderAt))
    .limit(limit)
    .for('update', { skipLocked: true });

export const insertLink = (on: Sql, link: Omit<typeof capitalApprovalLinks.$inferInsert, 'id'>) =>
  on.insert(capitalApprovalLinks).values({ id: uuidv7(), ...link });
export const findLink = async (on: Sql, secretHash: string) =>
  (await on.select().from(capitalApprovalLinks).where(eq(capitalApprovalLinks.secretHash, secretHash)))[0];
/** False where somebody was quicker: a link works once. */
export const useLink = async (on: Sql, id: string, usedAt: Date): Promise<boolean> =>
  (
    await on
      .update(capitalApprovalLinks)
      .set({ usedAt })
      .where(and(eq(capitalApprovalLinks.id, id), isNull(capitalApprovalLinks.usedAt)))
      .returning({ id: capitalApprovalLinks.id })
  ).length > 0;
/** Has this person not left? */
export const isHere = async (on: Sql, personId: string): Promise<boolean> =>
  (await on.select({ isActive: people.isActive }).from(people).where(eq(people.id, personId)))[0]?.isActive === true;
