import { workOrderEvents, workOrders, workOrderTags } from '@steward/db/schema';
import { and, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { workedOnBy } from '../queries.ts';

/** What a list may be narrowed by beside the order's plain columns. */
export type MoreFilters = {
  tags?: readonly string[] | undefined;
  holdReason?: readonly string[] | undefined;
  impact?: readonly string[] | undefined;
  urgency?: readonly string[] | undefined;
  buildingId?: string | undefined;
  roomId?: string | undefined;
  isRated?: boolean | undefined;
  isReopened?: boolean | undefined;
  rating?: readonly number[] | undefined;
  isInTarget?: boolean | undefined;
  isFixedFirstTime?: boolean | undefined;
  wasHeldFor?: string | undefined;
  submittedFrom?: string | undefined;
  submittedTo?: string | undefined;
  updatedFrom?: string | undefined;
  updatedTo?: string | undefined;
  completedFrom?: string | undefined;
  completedTo?: string | undefined;
};

const midnight = (day: string, plus: number) => sql`((${day}::date + ${sql.raw(`${plus}`)})::timestamp at time zone 'America/Denver')`;
/** Within these days of the district, both included. */
const within = (column: PgColumn, from: string | undefined, to: string | undefined): SQL | undefined =>
  and(from === undefined ? undefined : sql`${column} >= ${midnight(from, 0)}`, to === undefined ? undefined : sql`${column} < ${midnight(to, 1)}`);

const among = (column: PgColumn, values: readonly (string | number)[] | undefined) => values && inArray(column, [...values]);
const same = (column: PgColumn, value: string | undefined) => (value === undefined ? undefined : eq(column, value));

/** Has every one of these tags. Who may not see tags finds nothing by them. */
const tagged = (actor: Actor, tags: readonly string[] | undefined): SQL | undefined =>
  tags &&
  and(
    workedOnBy(actor),
    ...tags.map(
      (tag) => sql`exists (select 1 from ${workOrderTags} where ${workOrderTags.workOrderId} = ${workOrders.id} and ${workOrderTags.tag} = ${tag})`,
    ),
  );

/** Done by the time that was promised; null where nothing was, or it is not done. */
export const inTargetSql = sql<boolean | null>`(${workOrders.completedAt} <= ${workOrders.resolutionDueAt})`;

/** A new order of the same kind at the same place within 14 days of its end. Confidential ones say nothing of each other. */
const cameAgainSql = sql`exists (select 1 from ${workOrders} again where again.request_type_id = ${workOrders.requestTypeId}
  and coalesce(again.room_id, again.building_id, again.site_id) = coalesce(${workOrders.roomId}, ${workOrders.buildingId}, ${workOrders.siteId})
  and again.compartment is null and again.status not in ('cancelled', 'duplicate')
  and again.submitted_at > ${workOrders.completedAt} and again.submitted_at <= ${workOrders.completedAt} + interval '14 days')`;
const cameBack = sql`(${workOrders.reopenCount} > 0 or ${cameAgainSql})`;
const fixedFirstTime = (is: boolean | undefined) =>
  is === undefined ? undefined : and(isNotNull(workOrders.completedAt), is ? sql`not ${cameBack}` : cameBack);

const heldFor = (reason: string | undefined) =>
  reason === undefined
    ? undefined
    : sql`exists (select 1 from ${workOrderEvents} where ${workOrderEvents.workOrderId} = ${workOrders.id} and ${workOrderEvents.kind} = 'held'
        and ${workOrderEvents.data}->>'reason' = ${reason})`;

/** The rest of the filters of a list, as SQL. */
export const moreFilters = (actor: Actor, f: MoreFilters): SQL | undefined =>
  and(
    tagged(actor, f.tags),
    among(workOrders.holdReason, f.holdReason),
    among(workOrders.impact, f.impact),
    among(workOrders.urgency, f.urgency),
    same(workOrders.buildingId, f.buildingId),
    same(workOrders.roomId, f.roomId),
    f.isRated === undefined ? undefined : f.isRated ? isNotNull(workOrders.rating) : isNull(workOrders.rating),
    f.isReopened === undefined ? undefined : f.isReopened ? gt(workOrders.reopenCount, 0) : eq(workOrders.reopenCount, 0),
    among(workOrders.rating, f.rating),
    f.isInTarget === undefined ? undefined : f.isInTarget ? inTargetSql : sql`not ${inTargetSql}`,
    fixedFirstTime(f.isFixedFirstTime),
    heldFor(f.wasHeldFor),
    within(workOrders.submittedAt, f.submittedFrom, f.submittedTo),
    within(workOrders.updatedAt, f.updatedFrom, f.updatedTo),
    within(workOrders.completedAt, f.completedFrom, f.completedTo),
  );
