import type { Sql } from '@steward/db';
import { calendarRevisions, clockRecounts, people, workOrderEvents, workOrders } from '@steward/db/schema';
import { runWritten, selection, written } from '@steward/db/statement';
import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { visibleTo } from '../queries.ts';
import { isOpenSql } from '../list-queries.ts';
import type { Happened, Policy, PromiseColumns, Promised, Warning } from '../rules/promise.ts';

const HAPPENED = selection({
  id: workOrderEvents.workOrderId,
  kind: workOrderEvents.kind,
  at: workOrderEvents.occurredAt,
  by: people.name,
  data: workOrderEvents.data,
});
/** Written once: who holds an order or goes on with it asks for its history. */
const histories = written(sql`select ${HAPPENED.columns} from ${workOrderEvents} left join ${people} on ${people.id} = ${workOrderEvents.actorId}
  where ${workOrderEvents.workOrderId} = any(${sql.placeholder('ids')}::uuid[]) order by ${workOrderEvents.workOrderId}, ${workOrderEvents.occurredAt}, ${workOrderEvents.id}`);

/** What happened to each of these orders, oldest first. */
export async function listHistories(on: Sql, ids: readonly string[]): Promise<Map<string, Happened[]>> {
  if (ids.length === 0) return new Map();
  const rows = (await runWritten(on, histories, { ids })).map((values) => HAPPENED.rowOf(values) as Happened & { id: string });
  return Map.groupBy(rows, ({ id }) => id);
}

export const listHistory = async (on: Sql, id: string) => (await listHistories(on, [id])).get(id) ?? [];

/** Somebody has answered: once is enough. */
export const setResponded = (on: Sql, id: string, at: Date) =>
  on
    .update(workOrders)
    .set({ respondedAt: sql`coalesce(${workOrders.respondedAt}, ${at.toISOString()}::timestamptz)` })
    .where(eq(workOrders.id, id));

/** What clocks look at, of one order. */
const promised = {
  id: workOrders.id,
  policy: workOrders.policy,
  status: workOrders.status,
  priority: workOrders.priority,
  serviceCode: workOrders.serviceCode,
  compartment: workOrders.compartment,
  submittedAt: workOrders.submittedAt,
  respondedAt: workOrders.respondedAt,
  plannedOn: workOrders.plannedOn,
  responseDueAt: workOrders.responseDueAt,
  resolutionDueAt: workOrders.resolutionDueAt,
  resolutionLeft: workOrders.resolutionLeft,
  nextWarningAt: workOrders.nextWarningAt,
};
export type PromisedRow = Promised & {
  id: string;
  priority: string;
  serviceCode: string;
  compartment: string | null;
  responseDueAt: Date | null;
  resolutionDueAt: Date | null;
  resolutionLeft: number | null;
  nextWarningAt: Date | null;
};

const isStale = (revision: number) => or(isNull(workOrders.clocksRevision), sql`${workOrders.clocksRevision} < ${revision}`);

/** Open orders counted by older calendars than this; held until the transaction ends, without those that others hold. */
export const lockStale = (on: Sql, revision: number, limit: number): Promise<PromisedRow[]> =>
  on
    .select(promised)
    .from(workOrders)
    .where(sql`${isOpenSql} and ${isStale(revision)}`)
    .limit(limit)
    .for('update', { skipLocked: true });

export const countStale = async (on: Sql, revision: number): Promise<number> =>
  (
    await on
      .select({ n: sql<number>`count(*)::int` })
      .from(workOrders)
      .where(sql`${isOpenSql} and ${isStale(revision)}`)
  )[0]!.n;

/** Orders of which somebody may have to be warned by now; held until the transaction ends, without those that others hold. */
export const lockToWarn = (on: Sql, now: Date, limit: number): Promise<PromisedRow[]> =>
  on
    .select(promised)
    .from(workOrders)
    .where(lte(workOrders.nextWarningAt, now))
    .orderBy(asc(workOrders.nextWarningAt))
    .limit(limit)
    .for('update', { skipLocked: true });

export type Counted = { id: string; policy: Policy | null; columns: PromiseColumns; hasMoved: boolean };
/** As the statement below reads it. */
const counted = ({ id, policy, columns, hasMoved }: Counted) => ({
  id,
  policy,
  response_due_at: columns.responseDueAt ?? null,
  keeps_response: columns.responseDueAt === undefined,
  resolution_due_at: columns.resolutionDueAt ?? null,
  resolution_left: columns.resolutionLeft,
  next_warning_at: columns.nextWarningAt,
  has_moved: hasMoved,
});

/** Writes what was counted anew, all in one statement. The due time of a response that was given stays. */
export const setCounted = (on: Sql, rows: readonly Counted[], revision: number, now: Date) =>
  on.execute(sql`
    update work_orders o set policy = coalesce(o.policy, n.policy), resolution_due_at = n.resolution_due_at, resolution_left = n.resolution_left,
      response_due_at = case when n.keeps_response then o.response_due_at else n.response_due_at end,
      next_warning_at = n.next_warning_at, clocks_revision = ${revision},
      updated_at = case when n.has_moved then ${now.toISOString()}::timestamptz else o.updated_at end
    from jsonb_to_recordset(${JSON.stringify(rows.map(counted))}::text::jsonb) as n (id uuid, policy jsonb, response_due_at timestamptz,
      keeps_response boolean, resolution_due_at timestamptz, resolution_left float8, next_warning_at timestamptz, has_moved boolean)
    where o.id = n.id`);

export const setNextWarning = (on: Sql, id: string, nextWarningAt: Date | null) =>
  on.update(workOrders).set({ nextWarningAt }).where(eq(workOrders.id, id));

type Moved = { id: string; from: Date | null; to: Date | null; why: string; changedById: string | null };
/** That promises moved, in each order's history. */
export const insertMoved = async (on: Sql, moved: readonly Moved[], now: Date) => {
  if (moved.length === 0) return;
  await on.insert(workOrderEvents).values(
    moved.map(({ id, from, to, why, changedById }) => ({
      id: uuidv7(),
      workOrderId: id,
      kind: 'promise_moved',
      actorId: changedById,
      data: { why, dueBefore: from?.toISOString() ?? null, dueAt: to?.toISOString() ?? null },
      occurredAt: now,
    })),
  );
};

/** That somebody is to be warned: for crews and desk. */
export const insertWarned = (on: Sql, id: string, warnings: readonly Warning[], dueAt: Date | null, now: Date) =>
  on.insert(workOrderEvents).values(
    warnings.map(({ clock, share }) => ({
      id: uuidv7(),
      workOrderId: id,
      kind: 'warned',
      isInternal: true,
      data: { clock, share, dueAt: dueAt?.toISOString() ?? null },
      occurredAt: now,
    })),
  );

/** The recount since this revision, held until the transaction ends; made where there is none. */
export async function lockRecount(on: Sql, revision: number, now: Date) {
  const [known] = await on.select().from(clockRecounts).where(eq(clockRecounts.revision, revision)).for('update');
  if (known) return known;
  const begun = { revision, total: await countStale(on, revision), startedAt: now };
  await on.insert(clockRecounts).values(begun).onConflictDoNothing();
  return (await on.select().from(clockRecounts).where(eq(clockRecounts.revision, revision)).for('update'))[0]!;
}
export const findRecount = async (on: Sql, revision: number) =>
  (await on.select().from(clockRecounts).where(eq(clockRecounts.revision, revision)))[0];
export const addToRecount = (on: Sql, revision: number, { done, moved }: { done: number; moved: number }, finishedAt: Date | null) =>
  on
    .update(clockRecounts)
    .set({ done: sql`${clockRecounts.done} + ${done}`, moved: sql`${clockRecounts.moved} + ${moved}`, finishedAt })
    .where(eq(clockRecounts.revision, revision));

/** Is the newest revision one whose recount has not ended? */
export async function isNewestUncounted(on: Sql): Promise<boolean> {
  const [newest] = await on
    .select({ finishedAt: clockRecounts.finishedAt })
    .from(calendarRevisions)
    .leftJoin(clockRecounts, eq(clockRecounts.revision, calendarRevisions.id))
    .orderBy(desc(calendarRevisions.id))
    .limit(1);
  return newest !== undefined && newest.finishedAt === null;
}

/** The recount that this revision was, or will be, counted in: its own, or that of a newer one. Undefined before it begins. */
export const findRecountOf = async (on: Sql, revision: number) =>
  (await on.select().from(clockRecounts).where(gte(clockRecounts.revision, revision)).orderBy(asc(clockRecounts.revision)).limit(1))[0];
export const hasRevision = async (on: Sql, revision: number) =>
  (await on.select({ id: calendarRevisions.id }).from(calendarRevisions).where(eq(calendarRevisions.id, revision))).length > 0;

/** Open orders, none of them confidential, that are due by one of these calendars; by when. */
export const listDueBy = (on: Sql, calendars: readonly string[]) =>
  on
    .select({ ...promised, number: workOrders.number, requesterId: workOrders.requesterId, submittedById: workOrders.submittedById })
    .from(workOrders)
    .where(
      and(
        isOpenSql,
        isNull(workOrders.compartment),
        isNotNull(workOrders.resolutionDueAt),
        inArray(sql`${workOrders.policy} ->> 'calendar'`, [...calendars]),
      ),
    )
    .orderBy(asc(workOrders.resolutionDueAt), asc(workOrders.id));
export type DueRow = Awaited<ReturnType<typeof listDueBy>>[number];

/** Of these orders the ones that the actor may see, by what they are called. */
export const listSeen = async (on: Sql, actor: Actor, ids: readonly string[]) =>
  ids.length === 0
    ? new Map<string, string>()
    : new Map(
        (
          await on
            .select({ id: workOrders.id, title: workOrders.title })
            .from(workOrders)
            .where(and(visibleTo(actor), inArray(workOrders.id, [...ids])))
        ).map(({ id, title }) => [id, title]),
      );
