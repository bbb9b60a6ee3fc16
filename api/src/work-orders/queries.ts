import type { Sql } from '@steward/db';
import {
  attachments,
  buildings,
  costEntries,
  labourEntries,
  people,
  requestTypes,
  rooms,
  sites,
  targets,
  teams,
  workOrderComments,
  workOrderEvents,
  workOrders,
  workOrderTexts,
} from '@steward/db/schema';
import { and, asc, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { ROLES_THAT_SEE } from './rules/access.ts';

const requester = alias(people, 'requester');
const submitter = alias(people, 'submitter');
const assignee = alias(people, 'assignee');

const matches = (column: PgColumn, value: string | null) => (value === null ? undefined : eq(column, value));

/**
 * Who may know of which order, as SQL: the twin of `standingsOn` in rules/access.ts. Every read, list, count, search and file of
 * work orders goes through it; there is no other way to the table from a request.
 */
export function visibleTo(actor: Actor): SQL {
  const byRole = actor.grants.flatMap((grant) =>
    ROLES_THAT_SEE.filter((r) => r.role === grant.role).map((r) =>
      and(
        matches(workOrders.serviceCode, r.only),
        matches(workOrders.serviceCode, grant.serviceCode),
        matches(workOrders.areaId, grant.areaId),
        matches(workOrders.siteId, grant.siteId),
        sql`true`,
      ),
    ),
  );
  const byCompartment = actor.compartments.map((c) => and(eq(workOrders.compartment, c.compartment), matches(workOrders.siteId, c.siteId)));
  const crew = [eq(workOrders.assigneeId, actor.id), ...(actor.teamIds.length > 0 ? [inArray(workOrders.teamId, [...actor.teamIds])] : [])];
  return or(
    eq(workOrders.requesterId, actor.id),
    eq(workOrders.submittedById, actor.id),
    and(isNull(workOrders.compartment), or(...crew, ...byRole)),
    ...byCompartment,
  )!;
}

const columns = {
  order: workOrders,
  type: {
    id: requestTypes.id,
    code: requestTypes.code,
    nameEn: requestTypes.nameEn,
    nameEs: requestTypes.nameEs,
    mayDisturbMaterial: requestTypes.mayDisturbMaterial,
    fields: requestTypes.fields,
  },
  site: { id: sites.id, code: sites.code, name: sites.name },
  building: { id: buildings.id, name: buildings.name },
  room: {
    id: rooms.id,
    number: rooms.number,
    name: rooms.name,
    accessNote: rooms.accessNote,
    hazardNote: rooms.hazardNote,
    hasAsbestos: rooms.hasAsbestos,
  },
  requester: { id: requester.id, name: requester.name },
  submitter: { id: submitter.id, name: submitter.name },
  assignee: { id: assignee.id, name: assignee.name },
  team: { id: teams.id, name: teams.name },
};

/** Orders with what surrounds each: the caller says which. */
export const selectOrders = (on: Sql) =>
  on
    .select(columns)
    .from(workOrders)
    .innerJoin(requestTypes, eq(requestTypes.id, workOrders.requestTypeId))
    .innerJoin(sites, eq(sites.id, workOrders.siteId))
    .leftJoin(buildings, eq(buildings.id, workOrders.buildingId))
    .leftJoin(rooms, eq(rooms.id, workOrders.roomId))
    .innerJoin(requester, eq(requester.id, workOrders.requesterId))
    .innerJoin(submitter, eq(submitter.id, workOrders.submittedById))
    .leftJoin(assignee, eq(assignee.id, workOrders.assigneeId))
    .leftJoin(teams, eq(teams.id, workOrders.teamId))
    .$dynamic();

export type OrderRow = Awaited<ReturnType<typeof selectOrders>>[number];

const UUID = /^[0-9a-f-]{36}$/i;
const named = (idOrNumber: string) => (UUID.test(idOrNumber) ? eq(workOrders.id, idOrNumber) : eq(workOrders.number, idOrNumber.toUpperCase()));

/** One order with what surrounds it, if this actor may know of it. */
export const findOrder = async (on: Sql, actor: Actor, idOrNumber: string): Promise<OrderRow | undefined> =>
  (
    await selectOrders(on)
      .where(and(named(idOrNumber), visibleTo(actor)))
      .limit(1)
  )[0];

/** One order whoever asks: for answering an act that may itself have ended the actor's right to see it. */
export const findOrderById = async (on: Sql, id: string): Promise<OrderRow | undefined> =>
  (await selectOrders(on).where(eq(workOrders.id, id)).limit(1))[0];

/** The same, holding the row until the transaction ends: what follows decides on what is true now. */
export async function lockOrder(on: Sql, actor: Actor, idOrNumber: string): Promise<OrderRow | undefined> {
  const [locked] = await on
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(and(named(idOrNumber), visibleTo(actor)))
    .for('update');
  return locked && findOrder(on, actor, locked.id);
}

/** The orders this one points to, left out where the actor may not know of them. */
export async function findLinks(on: Sql, actor: Actor, row: OrderRow['order']) {
  const ids = [row.duplicateOfId, row.followsId].filter((id) => id !== null);
  if (ids.length === 0) return { duplicateOf: null, follows: null };
  const found = await on
    .select({ id: workOrders.id, number: workOrders.number })
    .from(workOrders)
    .where(and(inArray(workOrders.id, ids), visibleTo(actor)));
  const pick = (id: string | null) => found.find((f) => f.id === id) ?? null;
  return { duplicateOf: pick(row.duplicateOfId), follows: pick(row.followsId) };
}

export const findTarget = async (on: Sql, priority: string) => (await on.select().from(targets).where(eq(targets.priority, priority)))[0];

export const nextNumber = async (on: Sql, year: number) => {
  const [row] = await on.execute<{ n: string }>(sql`select nextval('work_order_numbers')::text as n`);
  return `WO-${year}-${row!.n.padStart(6, '0')}`;
};

type NewOrder = typeof workOrders.$inferInsert;
export const insertOrder = (on: Sql, row: NewOrder) => on.insert(workOrders).values(row);

/** Sets columns and moves the version on. The caller holds the row's lock. */
export const setOrder = (on: Sql, id: string, set: Partial<NewOrder>, now: Date) =>
  on
    .update(workOrders)
    .set({ ...set, updatedAt: now, version: sql`${workOrders.version} + 1` })
    .where(eq(workOrders.id, id));

/** Writes the words to search in; only when they changed. */
export const setWords = (on: Sql, workOrderId: string, words: string) =>
  on
    .insert(workOrderTexts)
    .values({ workOrderId, words: sql`to_tsvector('simple', ${words})` })
    .onConflictDoUpdate({ target: workOrderTexts.workOrderId, set: { words: sql`excluded.words` } });

/** The columns that events say were changed after this version. */
export const changedSince = async (on: Sql, id: string, version: number): Promise<string[]> =>
  (
    await on.execute<{ field: string }>(
      sql`select distinct unnest(changed_fields) as field from work_order_events where work_order_id = ${id}::uuid and version > ${version}`,
    )
  ).map((r) => r.field);

type NewEvent = Omit<typeof workOrderEvents.$inferInsert, 'id'>;
export const insertEvent = (on: Sql, event: NewEvent) => on.insert(workOrderEvents).values({ id: uuidv7(), ...event });

const actorOf = alias(people, 'actor');
export const listEvents = (
  on: Sql,
  workOrderId: string,
  { withInternal, limit, after }: { withInternal: boolean; limit: number; after: string | undefined },
) =>
  on
    .select({ event: workOrderEvents, actor: { id: actorOf.id, name: actorOf.name } })
    .from(workOrderEvents)
    .leftJoin(actorOf, eq(actorOf.id, workOrderEvents.actorId))
    .where(
      and(
        eq(workOrderEvents.workOrderId, workOrderId),
        withInternal ? undefined : eq(workOrderEvents.isInternal, false),
        after === undefined
          ? undefined
          : sql`(${workOrderEvents.occurredAt}, ${workOrderEvents.id}) > (select occurred_at, id from work_order_events where id = ${after}::uuid)`,
      ),
    )
    .orderBy(asc(workOrderEvents.occurredAt), asc(workOrderEvents.id))
    .limit(limit + 1);

export const insertComment = (on: Sql, comment: typeof workOrderComments.$inferInsert) => on.insert(workOrderComments).values(comment);
export const listComments = (
  on: Sql,
  workOrderId: string,
  { withInternal, limit, after }: { withInternal: boolean; limit: number; after: string | undefined },
) =>
  on
    .select({ comment: workOrderComments, author: { id: people.id, name: people.name } })
    .from(workOrderComments)
    .innerJoin(people, eq(people.id, workOrderComments.authorId))
    .where(
      and(
        eq(workOrderComments.workOrderId, workOrderId),
        withInternal ? undefined : eq(workOrderComments.isInternal, false),
        after === undefined
          ? undefined
          : sql`(${workOrderComments.createdAt}, ${workOrderComments.id}) > (select created_at, id from work_order_comments where id = ${after}::uuid)`,
      ),
    )
    .orderBy(asc(workOrderComments.createdAt), asc(workOrderComments.id))
    .limit(limit + 1);

export const insertLabour = (on: Sql, entry: typeof labourEntries.$inferInsert) => on.insert(labourEntries).values(entry);
export const listLabour = (on: Sql, workOrderId: string) =>
  on
    .select({ entry: labourEntries, person: { id: people.id, name: people.name } })
    .from(labourEntries)
    .innerJoin(people, eq(people.id, labourEntries.personId))
    .where(eq(labourEntries.workOrderId, workOrderId))
    .orderBy(asc(labourEntries.workedOn), asc(labourEntries.id));

export const insertCost = (on: Sql, entry: typeof costEntries.$inferInsert) => on.insert(costEntries).values(entry);
export const listCosts = (on: Sql, workOrderId: string) =>
  on
    .select({ entry: costEntries, person: { id: people.id, name: people.name } })
    .from(costEntries)
    .innerJoin(people, eq(people.id, costEntries.enteredById))
    .where(eq(costEntries.workOrderId, workOrderId))
    .orderBy(asc(costEntries.id));

export const listAttachments = (on: Sql, workOrderId: string, withInternal: boolean) =>
  on
    .select({ file: attachments, uploader: { id: people.id, name: people.name } })
    .from(attachments)
    .innerJoin(people, eq(people.id, attachments.uploadedById))
    .where(and(eq(attachments.workOrderId, workOrderId), withInternal ? undefined : eq(attachments.isInternal, false)))
    .orderBy(asc(attachments.createdAt), asc(attachments.id));

/** The storage key of an attachment whose file does not stand yet, or no longer: nobody reads or attaches it. */
export const NOT_STORED = '';

/** Puts the person's waiting uploads on the order; gives back how many there were, so that the caller can refuse when one is missing. */
export const adoptUploads = async (on: Sql, personId: string, ids: readonly string[], workOrderId: string, isInternal: boolean) =>
  ids.length === 0
    ? []
    : on
        .update(attachments)
        .set({ workOrderId, isInternal })
        .where(
          and(
            inArray(attachments.id, [...ids]),
            eq(attachments.uploadedById, personId),
            isNull(attachments.workOrderId),
            ne(attachments.storageKey, NOT_STORED),
          ),
        )
        .returning({ id: attachments.id, fileName: attachments.fileName });

/** Somebody an order may be given to: do they work orders at all, and may they see this compartment at this site? */
export async function findWorker(on: Sql, id: string, order: { compartment: string | null; siteId: string }) {
  const [row] = await on
    .select({
      id: people.id,
      name: people.name,
      // Written out: drizzle drops table names from columns where a select has one table only, and inner and outer ids would be confused.
      isWorker: sql<boolean>`exists (select 1 from team_members m where m.person_id = people.id) or exists (select 1 from role_grants g
        where g.person_id = people.id and g.ended_at is null and g.role in ('technician','dispatcher','service_manager','hr_partner'))`,
      holdsCompartment: sql<boolean>`exists (select 1 from compartment_grants c where c.person_id = people.id and c.ended_at is null
        and c.compartment = ${order.compartment} and (c.site_id is null or c.site_id = ${order.siteId}::uuid))`,
    })
    .from(people)
    .where(and(eq(people.id, id), eq(people.isActive, true)));
  return row;
}

export const findTeam = async (on: Sql, id: string) =>
  (await on.select({ id: teams.id, name: teams.name, compartment: teams.compartment }).from(teams).where(eq(teams.id, id)))[0];
export const findPerson = async (on: Sql, id: string) =>
  (
    await on
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(and(eq(people.id, id), eq(people.isActive, true)))
  )[0];
