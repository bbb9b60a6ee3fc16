import type { Sql } from '@steward/db';
import {
  approvalDecisions,
  approvalLinks,
  approvals,
  compartmentGrants,
  costEntries,
  delegations,
  people,
  roleGrants,
  workOrders,
} from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { APPROVER_ROLES } from '../../catalog/index.ts';
import { visibleTo } from '../queries.ts';

export type ApprovalRow = typeof approvals.$inferSelect;
export type NewApproval = typeof approvals.$inferInsert;

/** Steps wait only while their order does. */
const orderWaits = sql`(${workOrders.status} = 'awaiting_approval' or (${workOrders.status} = 'on_hold' and ${workOrders.holdReason} = 'approval'))`;

export const insertApprovals = (on: Sql, rows: NewApproval[]) => on.insert(approvals).values(rows);

export const findApproval = async (on: Sql, id: string): Promise<ApprovalRow | undefined> =>
  (await on.select().from(approvals).where(eq(approvals.id, id)))[0];

/** All steps of an order, in the order in which they are asked. */
export const listSteps = (on: Sql, workOrderId: string): Promise<ApprovalRow[]> =>
  on.select().from(approvals).where(eq(approvals.workOrderId, workOrderId)).orderBy(asc(approvals.position));

/** The step that an order waits for, if it does. */
export const findOpenStep = async (on: Sql, workOrderId: string): Promise<ApprovalRow | undefined> =>
  (
    await on
      .select({ approval: approvals })
      .from(approvals)
      .innerJoin(workOrders, eq(workOrders.id, approvals.workOrderId))
      .where(and(eq(approvals.workOrderId, workOrderId), eq(approvals.state, 'open'), orderWaits))
  )[0]?.approval;

export const setApproval = (on: Sql, id: string, set: Partial<NewApproval>) =>
  on
    .update(approvals)
    .set({ ...set, version: sql`${approvals.version} + 1` })
    .where(eq(approvals.id, id));

/** Steps of an order that nobody need decide on any more. */
export const withdrawSteps = (on: Sql, workOrderId: string) =>
  on
    .update(approvals)
    .set({ state: 'withdrawn', nextReminderAt: null, version: sql`${approvals.version} + 1` })
    .where(and(eq(approvals.workOrderId, workOrderId), inArray(approvals.state, ['later', 'open'])));

export const insertDecision = (on: Sql, decision: Omit<typeof approvalDecisions.$inferInsert, 'id'>) =>
  on.insert(approvalDecisions).values({ id: uuidv7(), ...decision });

const principal = alias(people, 'principal');
const selectDecisions = (on: Sql) =>
  on
    .select({
      decision: approvalDecisions,
      person: { id: people.id, name: people.name },
      onBehalfOf: { id: principal.id, name: principal.name },
    })
    .from(approvalDecisions)
    .innerJoin(people, eq(people.id, approvalDecisions.personId))
    .leftJoin(principal, eq(principal.id, approvalDecisions.onBehalfOfId))
    .$dynamic();
export type DecisionRow = Awaited<ReturnType<typeof selectDecisions>>[number];
export const listDecisions = async (on: Sql, approvalIds: readonly string[]): Promise<DecisionRow[]> =>
  approvalIds.length === 0 ? [] : selectDecisions(on).where(inArray(approvalDecisions.approvalId, [...approvalIds]));

/** What this person decided, also as a stand-in, and what was decided for them; newest first. */
export const listDecidedBy = async (on: Sql, personId: string, limit: number): Promise<ApprovalRow[]> =>
  (
    await on
      .select({ approval: approvals })
      .from(approvalDecisions)
      .innerJoin(approvals, eq(approvals.id, approvalDecisions.approvalId))
      .where(or(eq(approvalDecisions.personId, personId), eq(approvalDecisions.onBehalfOfId, personId)))
      .orderBy(desc(approvalDecisions.decidedAt), desc(approvalDecisions.id))
      .limit(limit)
  ).map(({ approval }) => approval);

/** What waits anywhere that this person might be asked about, longest first: who decides on which is for the rules to say. */
export const listOpenAround = async (on: Sql, actor: Actor, limit: number): Promise<ApprovalRow[]> => {
  const matches = (column: typeof workOrders.serviceCode | typeof workOrders.areaId | typeof workOrders.siteId, value: string | null) =>
    value === null ? undefined : eq(column, value);
  const byRole = actor.grants
    .filter(({ role }) => (APPROVER_ROLES as readonly string[]).includes(role))
    .map((g) =>
      and(matches(workOrders.serviceCode, g.serviceCode), matches(workOrders.areaId, g.areaId), matches(workOrders.siteId, g.siteId), sql`true`),
    );
  const ids = [actor.id, ...actor.grants.flatMap(({ forId }) => forId ?? [])];
  const byName = sql`exists (select 1 from jsonb_array_elements_text(${approvals.step} -> 'personIds') as named (id) where named.id in (${sql.join(
    ids.map((id) => sql`${id}`),
    sql`, `,
  )}))`;
  const byCompartment = actor.compartments.map(({ compartment, siteId }) =>
    and(eq(workOrders.compartment, compartment), matches(workOrders.siteId, siteId)),
  );
  return (
    await on
      .select({ approval: approvals })
      .from(approvals)
      .innerJoin(workOrders, eq(workOrders.id, approvals.workOrderId))
      .where(and(eq(approvals.state, 'open'), orderWaits, or(byName, ...byRole, ...byCompartment)))
      .orderBy(asc(approvals.openedAt), asc(approvals.id))
      .limit(limit)
  ).map(({ approval }) => approval);
};

/** What waits at a place, of the orders that this person may know of; longest first. */
export const listOpenAt = async (on: Sql, actor: Actor, siteId: string, limit: number): Promise<ApprovalRow[]> =>
  (
    await on
      .select({ approval: approvals })
      .from(approvals)
      .innerJoin(workOrders, eq(workOrders.id, approvals.workOrderId))
      .where(and(eq(approvals.state, 'open'), orderWaits, eq(workOrders.siteId, siteId), visibleTo(actor)))
      .orderBy(asc(approvals.openedAt), asc(approvals.id))
      .limit(limit)
  ).map(({ approval }) => approval);

/** Everybody active who may come into question for these steps: who holds a role there or is named, and who stands in for them. */
export async function listCandidateIds(on: Sql, approvalIds: readonly string[], now: Date): Promise<string[]> {
  const today = districtDay(now);
  const rows = await on.execute<{ id: string }>(sql`
    with asked as (
      select o.service_code, o.area_id, o.site_id, o.compartment, a.step from ${approvals} a join ${workOrders} o on o.id = a.work_order_id
      where a.id in (${sql.join(
        approvalIds.map((id) => sql`${id}::uuid`),
        sql`, `,
      )})
    ), principals as (
      select g.person_id as id from ${roleGrants} g where g.ended_at is null
        and g.role in (${sql.join(
          APPROVER_ROLES.map((role) => sql`${role}`),
          sql`, `,
        )})
        and exists (select 1 from asked where (g.service_code is null or g.service_code = asked.service_code)
          and (g.area_id is null or g.area_id = asked.area_id) and (g.site_id is null or g.site_id = asked.site_id))
      union select c.person_id from ${compartmentGrants} c join asked on asked.compartment = c.compartment
        where c.ended_at is null and (c.site_id is null or c.site_id = asked.site_id)
      union select named.id::uuid from asked, jsonb_array_elements_text(asked.step -> 'personIds') as named (id)
    ), with_stand_ins as (
      select id from principals
      union select d.delegate_id from principals join ${delegations} d on d.delegator_id = principals.id
        where d.ended_at is null and d.starts_on <= ${today}::date and ${today}::date < d.ends_on
    )
    select p.id from with_stand_ins join ${people} p on p.id = with_stand_ins.id where p.is_active`);
  return rows.map(({ id }) => id);
}

/** Open steps whose reminder is due; held until the transaction ends, without those that others hold. */
export const lockToRemind = (on: Sql, now: Date, limit: number) =>
  on
    .select()
    .from(approvals)
    .where(and(eq(approvals.state, 'open'), lte(approvals.nextReminderAt, now)))
    .orderBy(asc(approvals.nextReminderAt))
    .limit(limit)
    .for('update', { skipLocked: true });

export const sumCosts = async (on: Sql, workOrderId: string): Promise<number> =>
  Number(
    (
      await on
        .select({ sum: sql<string>`coalesce(sum(${costEntries.amountCents}), 0)` })
        .from(costEntries)
        .where(eq(costEntries.workOrderId, workOrderId))
    )[0]!.sum,
  );

export const insertLink = (on: Sql, link: Omit<typeof approvalLinks.$inferInsert, 'id'>) =>
  on.insert(approvalLinks).values({ id: uuidv7(), ...link });
export const findLink = async (on: Sql, secretHash: string) =>
  (await on.select().from(approvalLinks).where(eq(approvalLinks.secretHash, secretHash)))[0];
/** Undefined when it was used meanwhile. */
export const useLink = async (on: Sql, id: string, usedAt: Date) =>
  (
    await on
      .update(approvalLinks)
      .set({ usedAt })
      .where(and(eq(approvalLinks.id, id), isNull(approvalLinks.usedAt)))
      .returning({ id: approvalLinks.id })
  )[0];

/** Reminding is no change that somebody's decision could collide with: the version stays. */
export const setReminded = (on: Sql, id: string, set: { reminders: number; nextReminderAt: Date | null }) =>
  on.update(approvals).set(set).where(eq(approvals.id, id));

/** Names of these people. */
export const listNames = async (on: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await on
            .select({ id: people.id, name: people.name })
            .from(people)
            .where(inArray(people.id, [...ids]))
        ).map(({ id, name }) => [id, name]),
  );
export const isHere = async (on: Sql, personId: string) =>
  (
    await on
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, personId), eq(people.isActive, true)))
  ).length > 0;
