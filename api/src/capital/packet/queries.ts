import type { Sql } from '@steward/db';
import {
  boardPackets,
  budgetLines,
  capitalRequests,
  packetSubscriptionEvents,
  packetSubscriptions,
  people,
  programmes,
  projectScopes,
  transfers,
} from '@steward/db/schema';
import { and, asc, desc, eq, gt, isNotNull, isNull, lt, lte, notInArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import { DISTRICT_ZONE } from '#kernel/day.ts';
import { scopeLater, scopeStateAt } from '../reading/past-queries.ts';

/** The day that the last packet of this programme was of, before this one. */
export const findLastAsOf = async (on: Sql, programmeId: string, before: string): Promise<string | undefined> =>
  (
    await on
      .select({ asOfOn: boardPackets.asOfOn })
      .from(boardPackets)
      .where(and(eq(boardPackets.programmeId, programmeId), lt(boardPackets.asOfOn, before)))
      .orderBy(desc(boardPackets.asOfOn))
      .limit(1)
  )[0]?.asOfOn;

export type Reason = { projectId: string; title: string; reason: string; cents: string };
/** Of each of these projects: the largest that were approved up to that day of what makes it dearer. */
export const listReasons = async (on: Sql, projectIds: readonly string[], asOf: string, most: number): Promise<Reason[]> =>
  projectIds.length === 0
    ? []
    : [
        ...(await on.execute<Reason>(sql`
          select "projectId", title, reason, cents::text from (
            select coalesce(r.project_id, l.project_id) as "projectId", r.title, r.reason, r.amount_cents as cents,
              row_number() over (partition by coalesce(r.project_id, l.project_id) order by r.amount_cents desc, r.id) as place
            from ${capitalRequests} r left join ${transfers} t on t.request_id = r.id left join ${budgetLines} l on l.id = t.to_line_id
            where r.kind in ('transfer', 'change_order') and r.state = 'approved' and r.amount_cents > 0
              and coalesce(r.project_id, l.project_id) in (${sql.join(
                projectIds.map((id) => sql`${id}::uuid`),
                sql`, `,
              )})
              and (r.decided_at at time zone ${DISTRICT_ZONE})::date <= ${asOf}
          ) x where place <= ${most} order by "projectId", place`)),
      ];

export type Lost = { projectId: string; promise: string; state: 'dropped' | 'changed'; reason: string | null };
/** What these projects were promised and did not get, with why; of a day that is over as it was then. */
export const listLess = async (on: Sql, projectIds: readonly string[], past: string | undefined): Promise<Lost[]> =>
  projectIds.length === 0
    ? []
    : [
        ...(await on.execute<Lost>(sql`
          select "projectId", promise, state, case when state = now then reason end as reason from (
            select s.project_id as "projectId", s.position, s.promise, s.reason, s.state as now, ${scopeStateAt(past)} as state
            from ${projectScopes} s ${scopeLater(past)} where s.project_id in (${sql.join(
              projectIds.map((id) => sql`${id}::uuid`),
              sql`, `,
            )})
          ) x where state in ('dropped', 'changed') order by "projectId", position`)),
      ];

export type SubscriptionRow = typeof packetSubscriptions.$inferSelect;
const creator = alias(people, 'creator');
const selectSubscriptions = (on: Sql) =>
  on
    .select({
      subscription: packetSubscriptions,
      programme: { id: programmes.id, code: programmes.code, name: programmes.name, isDemonstration: programmes.isDemonstration },
      person: { id: people.id, name: people.name, isMailed: people.isMailed },
      createdBy: { id: creator.id, name: creator.name },
    })
    .from(packetSubscriptions)
    .innerJoin(programmes, eq(programmes.id, packetSubscriptions.programmeId))
    .innerJoin(people, eq(people.id, packetSubscriptions.personId))
    .innerJoin(creator, eq(creator.id, packetSubscriptions.createdById))
    .$dynamic();
export type SubscriptionWith = Awaited<ReturnType<typeof selectSubscriptions>>[number];

/** Subscriptions of a programme that have not ended; of one person only, where one is named. */
export const listSubscriptions = (on: Sql, programmeId: string, personId: string | undefined) =>
  selectSubscriptions(on)
    .where(
      and(
        eq(packetSubscriptions.programmeId, programmeId),
        isNull(packetSubscriptions.endedAt),
        personId === undefined ? undefined : eq(packetSubscriptions.personId, personId),
      ),
    )
    .orderBy(asc(people.name), asc(packetSubscriptions.id));
export const findSubscription = async (on: Sql, id: string): Promise<SubscriptionWith | undefined> =>
  (await selectSubscriptions(on).where(eq(packetSubscriptions.id, id)))[0];
export const lockSubscription = async (on: Sql, id: string): Promise<SubscriptionRow | undefined> =>
  (await on.select().from(packetSubscriptions).where(eq(packetSubscriptions.id, id)).for('update'))[0];
/** The one that is due longest, held until the transaction ends; those that another worker holds are passed over. */
export const lockDue = async (on: Sql, now: Date, without: readonly string[]): Promise<SubscriptionRow | undefined> =>
  (
    await on
      .select()
      .from(packetSubscriptions)
      .where(and(isNull(packetSubscriptions.endedAt), lte(packetSubscriptions.nextDueAt, now), notInArray(packetSubscriptions.id, [...without])))
      .orderBy(asc(packetSubscriptions.nextDueAt), asc(packetSubscriptions.id))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0];
export const insertSubscription = async (on: Sql, row: typeof packetSubscriptions.$inferInsert): Promise<boolean> =>
  (
    await on
      .insert(packetSubscriptions)
      .values(row)
      .onConflictDoNothing({ target: [packetSubscriptions.programmeId, packetSubscriptions.personId], where: isNull(packetSubscriptions.endedAt) })
      .returning({ id: packetSubscriptions.id })
  ).length > 0;
export const setSubscription = (on: Sql, id: string, set: Partial<typeof packetSubscriptions.$inferInsert>) =>
  on
    .update(packetSubscriptions)
    .set({ ...set, version: sql`${packetSubscriptions.version} + 1` })
    .where(eq(packetSubscriptions.id, id));
/** Becoming due again is no change that somebody's own could collide with: the version stays. */
export const setNextDue = (on: Sql, id: string, nextDueAt: Date) =>
  on.update(packetSubscriptions).set({ nextDueAt }).where(eq(packetSubscriptions.id, id));
export const insertSubscriptionEvent = (on: Sql, event: Omit<typeof packetSubscriptionEvents.$inferInsert, 'id'>) =>
  on.insert(packetSubscriptionEvents).values({ id: uuidv7(), ...event });

export type PacketRow = typeof boardPackets.$inferSelect;
/** False where the period has its packet already. */
export const insertPacket = async (on: Sql, row: typeof boardPackets.$inferInsert): Promise<boolean> =>
  (
    await on
      .insert(boardPackets)
      .values(row)
      .onConflictDoNothing({ target: [boardPackets.subscriptionId, boardPackets.period] })
      .returning({ id: boardPackets.id })
  ).length > 0;
/** Did somebody send one by hand, after that moment? */
export const hasSentSince = async (on: Sql, subscriptionId: string, since: Date): Promise<boolean> =>
  (
    await on
      .select({ id: boardPackets.id })
      .from(boardPackets)
      .where(and(eq(boardPackets.subscriptionId, subscriptionId), isNotNull(boardPackets.sentById), gt(boardPackets.createdAt, since)))
      .limit(1)
  ).length > 0;
export const findPacket = async (on: Sql, id: string): Promise<PacketRow | undefined> =>
  (await on.select().from(boardPackets).where(eq(boardPackets.id, id)))[0];
/** Packets that went out, the latest first; to one person only, where one is named. */
export const listPackets = (on: Sql, programmeId: string, personId: string | undefined, limit: number) =>
  on
    .select({ packet: boardPackets, person: { id: people.id, name: people.name }, sentBy: { id: creator.id, name: creator.name } })
    .from(boardPackets)
    .innerJoin(people, eq(people.id, boardPackets.personId))
    .leftJoin(creator, eq(creator.id, boardPackets.sentById))
    .where(and(eq(boardPackets.programmeId, programmeId), personId === undefined ? undefined : eq(boardPackets.personId, personId)))
    .orderBy(desc(boardPackets.createdAt), desc(boardPackets.id))
    .limit(limit);
/** Every packet with the key it is kept under, page by page. */
export const listStoredPackets = (on: Sql, after: string | null, limit: number) =>
  on
    .select({ id: boardPackets.id, storageKey: boardPackets.storageKey })
    .from(boardPackets)
    .where(after === null ? undefined : gt(boardPackets.id, after))
    .orderBy(asc(boardPackets.id))
    .limit(limit);
