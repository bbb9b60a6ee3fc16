import type { Sql } from '@steward/db';
import {
  delegations,
  mails,
  noticeOutbox,
  notices,
  people,
  roleGrants,
  teamMembers,
  workOrderComments,
  workOrderEvents,
  workOrders,
} from '@steward/db/schema';
import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { visibleTo } from '../work-orders/index.ts';

const due = (now: Date) => or(isNull(noticeOutbox.nextAttemptAt), lte(noticeOutbox.nextAttemptAt, now));

/** Is there an event that waits to be told? */
export const hasWaiting = async (on: Sql, now: Date) =>
  (await on.select({ id: noticeOutbox.eventId }).from(noticeOutbox).where(due(now)).limit(1)).length > 0;

/** The event that waits longest, held until the transaction ends; those that another worker holds are passed over. */
export async function lockWaiting(on: Sql, now: Date) {
  const [row] = await on.select().from(noticeOutbox).where(due(now)).orderBy(asc(noticeOutbox.eventId)).limit(1).for('update', { skipLocked: true });
  return row;
}
export const removeWaiting = (on: Sql, eventId: string) => on.delete(noticeOutbox).where(eq(noticeOutbox.eventId, eventId));
export const setWaiting = (on: Sql, eventId: string, set: { attempts: number; nextAttemptAt: Date }) =>
  on.update(noticeOutbox).set(set).where(eq(noticeOutbox.eventId, eventId));

const doer = alias(people, 'doer');
/** An event with who did it and the comment it brought. */
export const findEvent = async (on: Sql, id: string) =>
  (
    await on
      .select({ event: workOrderEvents, by: doer.name, comment: workOrderComments.body })
      .from(workOrderEvents)
      .leftJoin(doer, eq(doer.id, workOrderEvents.actorId))
      .leftJoin(workOrderComments, sql`${workOrderComments.id}::text = ${workOrderEvents.data} ->> 'commentId'`)
      .where(eq(workOrderEvents.id, id))
  )[0];

export const listLeads = async (on: Sql, teamId: string) =>
  (
    await on
      .select({ id: teamMembers.personId })
      .from(teamMembers)
      .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.isLead, true)))
  ).map(({ id }) => id);

type Place = { serviceCode: string; areaId: string | null; siteId: string };
/** Those who run this service there, and who stands in for them today. */
export async function listManagers(on: Sql, { serviceCode, areaId, siteId }: Place, now: Date): Promise<string[]> {
  const today = districtDay(now);
  const rows = await on.execute<{ id: string }>(sql`
    with held as (
      select g.id, g.person_id from ${roleGrants} g
      where g.ended_at is null and g.role = 'service_manager' and (g.service_code is null or g.service_code = ${serviceCode})
        and (g.area_id is null or g.area_id = ${areaId}::uuid) and (g.site_id is null or g.site_id = ${siteId}::uuid)
    )
    select person_id as id from held
    union
    select d.delegate_id from held join delegations d on d.role_grant_id = held.id
    where d.ended_at is null and d.starts_on <= ${today}::date and ${today}::date < d.ends_on`);
  return rows.map(({ id }) => id);
}

/** Who stands in today for each of these in the work of a crew. */
export async function listStandIns(on: Sql, ids: readonly string[], now: Date): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const today = districtDay(now);
  const rows = await on
    .select({ forId: roleGrants.personId, id: delegations.delegateId })
    .from(delegations)
    .innerJoin(roleGrants, eq(roleGrants.id, delegations.roleGrantId))
    .where(
      and(
        inArray(roleGrants.personId, [...ids]),
        inArray(roleGrants.role, ['technician', 'dispatcher']),
        isNull(roleGrants.endedAt),
        isNull(delegations.endedAt),
        lte(delegations.startsOn, today),
        gt(delegations.endsOn, today),
      ),
    );
  return new Map([...Map.groupBy(rows, ({ forId }) => forId)].map(([forId, all]) => [forId, all.map(({ id }) => id)]));
}

/** Those of them who are still here, and whether they want mail. */
export const listAddressees = (on: Sql, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select({ id: people.id, isMailed: people.isMailed })
        .from(people)
        .where(and(inArray(people.id, [...ids]), eq(people.isActive, true)));

export type NewNotice = Omit<typeof notices.$inferInsert, 'id' | 'readAt'>;

/** Adds the notices, and a mail for each whose person wants it. An event that was told to somebody already is not told again. */
export async function insertNotices(on: Sql, rows: readonly NewNotice[], mailed: ReadonlySet<string>) {
  if (rows.length === 0) return;
  const made = await on
    .insert(notices)
    .values(rows.map((row) => ({ id: uuidv7(), ...row })))
    .onConflictDoNothing({ target: [notices.eventId, notices.personId] })
    .returning({ id: notices.id, personId: notices.personId, createdAt: notices.createdAt });
  const letters = made.filter(({ personId }) => mailed.has(personId));
  if (letters.length === 0) return;
  await on.insert(mails).values(
    letters.map(({ id: noticeId, personId, createdAt }) => ({
      id: uuidv7(),
      noticeId,
      personId,
      nextAttemptAt: createdAt,
      triedSince: createdAt,
      createdAt,
    })),
  );
}

/** My notices, as far as I may still know of their orders: lists and counts go through it, so that they agree. */
const mine = (actor: Actor) => and(eq(notices.personId, actor.id), or(isNull(notices.workOrderId), visibleTo(actor)));

/** Newest first, one row more than `limit`. */
export const listNotices = (on: Sql, actor: Actor, { limit, after }: { limit: number; after: readonly string[] | undefined }) =>
  on
    .select({
      notice: notices,
      order: { id: workOrders.id, number: workOrders.number, title: workOrders.title, compartment: workOrders.compartment },
    })
    .from(notices)
    .leftJoin(workOrders, eq(workOrders.id, notices.workOrderId))
    .where(and(mine(actor), after && sql`(${notices.createdAt}, ${notices.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`))
    .orderBy(desc(notices.createdAt), desc(notices.id))
    .limit(limit + 1);
export type NoticeRow = Awaited<ReturnType<typeof listNotices>>[number];

/** How many I have not read, counted up to `most`. */
export const countUnread = async (on: Sql, actor: Actor, most: number) =>
  (
    await on
      .select({ id: notices.id })
      .from(notices)
      .leftJoin(workOrders, eq(workOrders.id, notices.workOrderId))
      .where(and(mine(actor), isNull(notices.readAt)))
      .limit(most)
  ).length;

/** One of mine, if I may still know of it. */
export const findNotice = async (on: Sql, actor: Actor, id: string): Promise<NoticeRow | undefined> =>
  (
    await on
      .select({
        notice: notices,
        order: { id: workOrders.id, number: workOrders.number, title: workOrders.title, compartment: workOrders.compartment },
      })
      .from(notices)
      .leftJoin(workOrders, eq(workOrders.id, notices.workOrderId))
      .where(and(eq(notices.id, id), mine(actor)))
  )[0];

/** Marks mine as read, those that came later stay as they are. */
export const setReadUpTo = (on: Sql, personId: string, { createdAt, id }: { createdAt: Date; id: string }, now: Date) =>
  on
    .update(notices)
    .set({ readAt: now })
    .where(
      and(
        eq(notices.personId, personId),
        isNull(notices.readAt),
        sql`(${notices.createdAt}, ${notices.id}) <= (${createdAt.toISOString()}::timestamptz, ${id}::uuid)`,
      ),
    );

export const setRead = (on: Sql, id: string, now: Date) =>
  on
    .update(notices)
    .set({ readAt: now })
    .where(and(eq(notices.id, id), isNull(notices.readAt)));
