import type { Sql } from '@steward/db';
import { attachments, fieldOperations, people, requestTypes, sites, workOrderComments, workOrders } from '@steward/db/schema';
import { and, asc, count, desc, eq, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { DESK_ROLES } from '../rules/access.ts';

/** The same operation sent twice at once is taken in one after the other, until the transaction ends. */
export const lockOperation = (on: Sql, id: string) => on.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`field operation ${id}`}, 0))`);

const columns = {
  operation: fieldOperations,
  by: { id: people.id, name: people.name },
  order: { id: workOrders.id, number: workOrders.number },
  site: { id: sites.id, name: sites.name },
  type: { nameEn: requestTypes.nameEn, nameEs: requestTypes.nameEs },
};
/** The site and kind of the order, or those that a request which is no order yet was meant for. */
const selectOperations = (on: Sql) =>
  on
    .select(columns)
    .from(fieldOperations)
    .innerJoin(people, eq(people.id, fieldOperations.personId))
    .leftJoin(workOrders, eq(workOrders.id, fieldOperations.workOrderId))
    .leftJoin(sites, eq(sites.id, sql`coalesce(${workOrders.siteId}, ${fieldOperations.siteId})`))
    .leftJoin(requestTypes, eq(requestTypes.id, sql`coalesce(${workOrders.requestTypeId}, ${fieldOperations.requestTypeId})`))
    .$dynamic();
export type OperationRow = Awaited<ReturnType<typeof selectOperations>>[number];

export const findOperation = async (on: Sql, id: string): Promise<OperationRow | undefined> =>
  (await selectOperations(on).where(eq(fieldOperations.id, id)))[0];

export const insertOperation = (on: Sql, row: typeof fieldOperations.$inferInsert) => on.insert(fieldOperations).values(row);

/** Of the order where there is one; a request that is none yet goes to the desk of its kind and place. */
const ofOrderOr = (column: PgColumn, meant: PgColumn) => sql`case when ${workOrders.id} is null then ${meant} else ${column} end`;
const COMPARTMENT = ofOrderOr(workOrders.compartment, requestTypes.compartment);
const SERVICE = ofOrderOr(workOrders.serviceCode, requestTypes.serviceCode);
const AREA = ofOrderOr(workOrders.areaId, sites.areaId);
const matches = (column: SQL | PgColumn, value: string | null) => (value === null ? undefined : sql`${column} = ${value}`);

/** Whose desk it is, as SQL: the twin of `mayDispatch` on the order, or on what was meant to become one. */
function deskOf(actor: Actor): SQL {
  const byRole = actor.grants
    .filter((grant) => DESK_ROLES.includes(grant.role))
    .map((g) => and(sql`${COMPARTMENT} is null`, matches(SERVICE, g.serviceCode), matches(AREA, g.areaId), matches(sites.id, g.siteId)));
  const byCompartment = actor.compartments.map((c) => and(sql`${COMPARTMENT} = ${c.compartment}`, matches(sites.id, c.siteId)));
  return or(...byRole, ...byCompartment) ?? sql`false`;
}
const waitsFor = (actor: Actor) => and(eq(fieldOperations.outcome, 'set_aside'), isNull(fieldOperations.decision), deskOf(actor));

/** What waits for this desk, in the order it came. */
export const listWaiting = (on: Sql, actor: Actor, { limit, after }: { limit: number; after: string | undefined }) =>
  selectOperations(on)
    .where(
      and(
        waitsFor(actor),
        after === undefined
          ? undefined
          : sql`(${fieldOperations.receivedAt}, ${fieldOperations.id}) > (select received_at, id from field_operations where id = ${after}::uuid)`,
      ),
    )
    .orderBy(asc(fieldOperations.receivedAt), asc(fieldOperations.id))
    .limit(limit + 1);

export const countWaiting = async (on: Sql, actor: Actor) =>
  (
    await on
      .select({ n: count() })
      .from(fieldOperations)
      .leftJoin(workOrders, eq(workOrders.id, fieldOperations.workOrderId))
      .leftJoin(sites, eq(sites.id, sql`coalesce(${workOrders.siteId}, ${fieldOperations.siteId})`))
      .leftJoin(requestTypes, eq(requestTypes.id, sql`coalesce(${workOrders.requestTypeId}, ${fieldOperations.requestTypeId})`))
      .where(waitsFor(actor))
  )[0]!.n;

/** One that was set aside, if it is this desk's to decide on; decided already or not. */
export const findForDesk = async (on: Sql, actor: Actor, id: string): Promise<OperationRow | undefined> =>
  (await selectOperations(on).where(and(eq(fieldOperations.id, id), eq(fieldOperations.outcome, 'set_aside'), deskOf(actor))))[0];

export const setDecision = (on: Sql, id: string, set: Partial<typeof fieldOperations.$inferInsert>) =>
  on.update(fieldOperations).set(set).where(eq(fieldOperations.id, id));

/** What of this person's was set aside and waits, or was decided on since. */
export const listSetAsideOf = (on: Sql, personId: string, since: Date) =>
  selectOperations(on)
    .where(
      and(
        eq(fieldOperations.personId, personId),
        eq(fieldOperations.outcome, 'set_aside'),
        or(isNull(fieldOperations.decision), gte(fieldOperations.decidedAt, since)),
      ),
    )
    .orderBy(desc(fieldOperations.receivedAt), desc(fieldOperations.id))
    .limit(100);

/** Files and notes of many orders at once. */
export const listFilesOf = (on: Sql, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select({ file: attachments, uploader: { id: people.id, name: people.name } })
        .from(attachments)
        .innerJoin(people, eq(people.id, attachments.uploadedById))
        .where(inArray(attachments.workOrderId, [...ids]))
        .orderBy(asc(attachments.createdAt), asc(attachments.id));
export const listNotesOf = (on: Sql, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select({ comment: workOrderComments, author: { id: people.id, name: people.name } })
        .from(workOrderComments)
        .innerJoin(people, eq(people.id, workOrderComments.authorId))
        .where(inArray(workOrderComments.workOrderId, [...ids]))
        .orderBy(asc(workOrderComments.createdAt), asc(workOrderComments.id))
        .limit(2_000);
