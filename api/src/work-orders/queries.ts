import type { Sql } from '@steward/db';
import {
  apiTokens,
  attachments,
  costEntries,
  labourEntries,
  people,
  teams,
  workOrderComments,
  workOrderEvents,
  workOrders,
  workOrderTags,
  workOrderTexts,
} from '@steward/db/schema';
import { inserting, named, runWritten, selection, setting, type Written, written } from '@steward/db/statement';
import { and, asc, eq, getTableColumns, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { usingRoom } from '../sites/index.ts';
import { DESK_ROLES, ROLES_THAT_SEE } from './rules/access.ts';
import type { Happened } from './rules/promise.ts';
import { aroundOrder, type Surroundings, withSurroundings } from './surroundings.ts';

const requester = alias(people, 'requester');
const submitter = alias(people, 'submitter');
const assignee = alias(people, 'assignee');

const matches = (column: PgColumn, value: string | null) => (value === null ? undefined : eq(column, value));

type RoleThatSees = (typeof ROLES_THAT_SEE)[number];
const reachedBy = (actor: Actor, roles: readonly RoleThatSees[]) =>
  actor.grants.flatMap((grant) =>
    roles
      .filter((r) => r.role === grant.role)
      .map((r) =>
        and(
          matches(workOrders.serviceCode, r.only),
          matches(workOrders.serviceCode, grant.serviceCode),
          matches(workOrders.areaId, grant.areaId),
          matches(workOrders.siteId, grant.siteId),
          sql`true`,
        ),
      ),
  );
const heldBy = (actor: Actor) => actor.compartments.map((c) => and(eq(workOrders.compartment, c.compartment), matches(workOrders.siteId, c.siteId)));
const crewOf = (actor: Actor) => [
  eq(workOrders.assigneeId, actor.id),
  ...(actor.teamIds.length > 0 ? [inArray(workOrders.teamId, [...actor.teamIds])] : []),
];

const DESKS = DESK_ROLES.map((role) => ({ role, only: null }));
/** Who works on which order, as SQL: the twin of `mayWork` in rules/access.ts, for what only crews and the desk see. Narrows `visibleTo`, never stands alone. */
export function workedOnBy(actor: Actor): SQL {
  const ordinary = and(isNull(workOrders.compartment), or(...crewOf(actor), ...reachedBy(actor, DESKS)));
  return actor.token ? ordinary! : or(ordinary, ...heldBy(actor))!;
}

/**
 * Who may know of which order, as SQL: the twin of `standingsOn` in rules/access.ts. Every read, list, count, search and file of
 * work orders goes through it; there is no other way to the table from a request.
 */
export function visibleTo(actor: Actor): SQL {
  const byRole = reachedBy(actor, ROLES_THAT_SEE);
  const byCompartment = heldBy(actor);
  const crew = crewOf(actor);
  const asked = [eq(workOrders.requesterId, actor.id), eq(workOrders.submittedById, actor.id)];
  if (actor.token) return and(isNull(workOrders.compartment), or(...asked, ...crew, ...byRole))!;
  return or(...asked, and(isNull(workOrders.compartment), or(...crew, ...byRole)), ...byCompartment)!;
}

type Order = typeof workOrders.$inferSelect;
type Named = { id: string; name: string };
type Around = ReturnType<typeof aroundOrder>;

/** An order with what surrounds it, as lists show it. */
export type SummaryRow = Around & {
  order: Omit<Order, keyof typeof notListed>;
  requester: Named;
  assignee: Named | null;
  tags: readonly string[];
};

/** An order with what surrounds it, as its own page shows it. */
export type OrderRow = SummaryRow & {
  order: Order;
  submitter: Named;
  hasFiles: boolean;
  /** What happened to it, oldest first, where it was read along for the clocks. It is used up by the next change. */
  happened?: readonly Happened[] | undefined;
};

const persons = { requester: { id: requester.id, name: requester.name }, assignee: { id: assignee.id, name: assignee.name } };
const {
  description,
  answers,
  priorityReason,
  resolutionNote,
  cancelReason,
  duplicateOfId,
  followsId,
  hazardAcknowledgedById,
  nextWarningAt,
  clocksRevision,
  ratingComment,
  ratedAt,
  reopenCount,
  isFollowed,
  ...listed
} = getTableColumns(workOrders);
const notListed = {
  description,
  answers,
  priorityReason,
  resolutionNote,
  cancelReason,
  duplicateOfId,
  followsId,
  hazardAcknowledgedById,
  nextWarningAt,
  clocksRevision,
  ratingComment,
  ratedAt,
  reopenCount,
  isFollowed,
};
// The unit of what is left is asked of it, and only while an order waits.
const briefly = { ...listed, policy: sql`case when ${workOrders.resolutionLeft} is not null then ${workOrders.policy} end` };
/** In the order of the alphabet. */
const tags = sql`coalesce((select jsonb_agg(${workOrderTags.tag} order by ${workOrderTags.tag}) from ${workOrderTags}
  where ${workOrderTags.workOrderId} = ${workOrders.id}), '[]'::jsonb)`;
const summary = selection({ order: briefly, ...persons, tags });
const whole = selection({
  order: workOrders,
  ...persons,
  tags,
  submitter: { id: submitter.id, name: submitter.name },
  hasFiles: sql`exists (select 1 from ${attachments} where ${attachments.workOrderId} = ${workOrders.id})`,
});

const personsOf = sql`
  join ${people} ${requester} on ${requester.id} = ${workOrders.requesterId}
  left join ${people} ${assignee} on ${assignee.id} = ${workOrders.assigneeId}`;

export type Shape<Row> = { select: (orders: SQL, more?: SQL) => SQL; rowOf: (values: readonly unknown[], surroundings: Surroundings) => Row };
/** What to read of each order and around it; `orders` is what gives them, under the name of their table. */
export const SUMMARY: Shape<SummaryRow> = {
  select: (orders, more = sql``) => sql`select ${summary.columns}${more} from ${orders} ${personsOf}`,
  rowOf: (values, surroundings) => {
    const row = summary.rowOf(values) as Pick<SummaryRow, 'order' | 'requester' | 'assignee' | 'tags'>;
    return { ...row, ...aroundOrder(row.order, surroundings) };
  },
};
export const WHOLE: Shape<OrderRow> = {
  select: (orders, more = sql``) => sql`select ${whole.columns}${more} from ${orders} ${personsOf}
  join ${people} ${submitter} on ${submitter.id} = ${workOrders.submittedById}`,
  rowOf: (values, surroundings) => {
    const row = whole.rowOf(values) as Pick<OrderRow, 'order' | 'requester' | 'assignee' | 'tags' | 'submitter' | 'hasFiles'>;
    return { ...row, ...aroundOrder(row.order, surroundings) };
  },
};

/** The first of these rows, as an order with what surrounds it. */
const oneOf = async (on: Sql, [row]: readonly unknown[][]): Promise<OrderRow | undefined> =>
  row && withSurroundings(on, (surroundings) => WHOLE.rowOf(row, surroundings));

const UUID = /^[0-9a-f-]{36}$/i;
const isNamed = (idOrNumber: string) => (UUID.test(idOrNumber) ? eq(workOrders.id, idOrNumber) : eq(workOrders.number, idOrNumber.toUpperCase()));

const wholeWhere = (condition: SQL, more?: SQL) => written(sql`${WHOLE.select(sql`${workOrders}`, more)} where ${condition}`);
/** With its history, where a move would hold it, go on with it or bring it back: one question instead of two. */
const andHappened = sql`, case when ${sql.placeholder('holds')}::boolean or ${workOrders.status} in ('on_hold', 'completed', 'closed') then (
  select jsonb_agg(jsonb_build_array(e.kind, e.occurred_at, e.data) order by e.occurred_at, e.id) from ${workOrderEvents} e where e.work_order_id = ${workOrders.id}) end`;
const BY = { id: sql`${workOrders.id} = ${sql.placeholder('named')}`, number: sql`${workOrders.number} = ${sql.placeholder('named')}` };
/** Written once for each actor, who is the same object for as long as they hold the same. */
const visibleBy = new WeakMap<Actor, Record<keyof typeof BY | 'toMove', Written>>();

function writtenFor(actor: Actor) {
  const known = visibleBy.get(actor);
  if (known) return known;
  const visible = visibleTo(actor);
  const made = {
    id: wholeWhere(sql`${BY.id} and ${visible}`),
    number: wholeWhere(sql`${BY.number} and ${visible}`),
    toMove: wholeWhere(sql`${BY.id} and ${visible}`, andHappened),
  };
  visibleBy.set(actor, made);
  return made;
}

/** One order with what surrounds it, if this actor may know of it. */
export async function findOrder(on: Sql, actor: Actor, idOrNumber: string): Promise<OrderRow | undefined> {
  const { id, number } = writtenFor(actor);
  return oneOf(
    on,
    await (UUID.test(idOrNumber) ? runWritten(on, id, { named: idOrNumber }) : runWritten(on, number, { named: idOrNumber.toUpperCase() })),
  );
}

/** The same, to be moved: with its history, where the clocks will ask for it. */
export async function findOrderToMove(on: Sql, actor: Actor, idOrNumber: string, to: string): Promise<OrderRow | undefined> {
  if (!UUID.test(idOrNumber)) return findOrder(on, actor, idOrNumber);
  const rows = await runWritten(on, writtenFor(actor).toMove, { named: idOrNumber, holds: to === 'on_hold' });
  const row = await oneOf(on, rows);
  const told = rows[0]?.at(-1) as [string, string, Record<string, unknown>][] | null | undefined;
  return row && (told ? { ...row, happened: told.map(([kind, at, data]) => ({ kind, at: new Date(at), by: null, data })) } : row);
}

const anyById = wholeWhere(sql`${workOrders.id} = any(${sql.placeholder('ids')}::uuid[])`);

/** Orders whoever asks, in no order. */
export async function listOrdersById(on: Sql, ids: readonly string[]): Promise<OrderRow[]> {
  if (ids.length === 0) return [];
  const rows = await runWritten(on, anyById, { ids });
  return withSurroundings(on, (surroundings) => rows.map((row) => WHOLE.rowOf(row, surroundings)));
}

/** One order whoever asks: for answering an act that may itself have ended the actor's right to see it. */
export const findOrderById = async (on: Sql, id: string): Promise<OrderRow | undefined> => (await listOrdersById(on, [id]))[0];

/** The same, holding the row until the transaction ends: what follows decides on what is true now. */
export async function lockOrder(on: Sql, actor: Actor, idOrNumber: string): Promise<OrderRow | undefined> {
  const [locked] = await on
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(and(isNamed(idOrNumber), visibleTo(actor)))
    .for('update');
  return locked && findOrder(on, actor, locked.id);
}

/** The same whoever asks: for what a phone sends about an order that was theirs when they saw it. */
export async function lockOrderById(on: Sql, id: string): Promise<OrderRow | undefined> {
  await on.select({ id: workOrders.id }).from(workOrders).where(eq(workOrders.id, id)).for('update');
  return findOrderById(on, id);
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

/** Columns of a new order that its request decides; the number comes from the sequence, the rest begins empty. */
const ASKED = [
  'id',
  'title',
  'description',
  'requestTypeId',
  'requestTypeVersion',
  'serviceCode',
  'tradeCode',
  'compartment',
  'answers',
  'siteId',
  'areaId',
  'buildingId',
  'roomId',
  'placeNote',
  'requesterId',
  'submittedById',
  'status',
  'impact',
  'urgency',
  'priority',
  'priorityReason',
  'teamId',
  'estimateMinutes',
  'followsId',
  'policy',
  'responseDueAt',
  'resolutionDueAt',
  'nextWarningAt',
  'clocksRevision',
  'submittedAt',
  'statusChangedAt',
  'updatedAt',
] as const satisfies readonly (keyof Order)[];
type NewOrder = typeof workOrders.$inferInsert;
export type AskedOrder = Required<Pick<NewOrder, (typeof ASKED)[number]>>;

const TOLD = [
  'id',
  'kind',
  'actorId',
  'onBehalfOfId',
  'apiTokenId',
  'isInternal',
  'data',
  'version',
  'changedFields',
  'occurredAt',
  'recordedAt',
  'audienceBefore',
] as const;
type NewEvent = Omit<typeof workOrderEvents.$inferInsert, 'id' | keyof DoneBy> & DoneBy;
/** `id` where the caller knows it already: what is done once under a key. */
type Told = Omit<NewEvent, 'workOrderId'> & { id?: string };

const told = (event: Told) => ({
  version: null,
  changedFields: null,
  recordedAt: null,
  audienceBefore: null,
  isInternal: false,
  data: {},
  id: uuidv7(),
  ...event,
});
const telling = (source: SQL, prefix: string) =>
  inserting(workOrderEvents, TOLD, { from: source, prefix, given: { workOrderId: sql`${source}.id` } });

const made = sql.identifier('made');
const askingWith = (more: SQL) =>
  written(sql`with next as (select nextval('work_order_numbers')::text as n),
  made as (${inserting(workOrders, ASKED, {
    from: sql`next`,
    prefix: 'order.',
    given: { number: sql`'WO-' || ${sql.placeholder('year')}::text || '-' || lpad(n, greatest(6, length(n)), '0')` },
  })} on conflict (id) do nothing returning *),
  words as (insert into ${workOrderTexts} (work_order_id, words) select id, to_tsvector('simple', number || ' ' || ${sql.placeholder('words')}) from made),
  room as (${usingRoom(sql`select submitted_by_id, room_id, submitted_at from made where room_id is not null`)}),
  told as (${telling(sql`${made}`, 'event.')})${more}
${WHOLE.select(sql`${made} ${workOrders}`)}`);
const asking = askingWith(sql``);
/** With what rules did: their event, and their tags. */
const askingByRules = askingWith(sql`, routed as (${telling(sql`${made}`, 'routed.')}),
  tagged as (insert into ${workOrderTags} (work_order_id, tag, added_at) select id, unnest(${sql.placeholder('tags')}::text[]), submitted_at from made)`);

type NewlyAsked = { year: number; words: string; event: Told; routed?: { tags: readonly string[]; event: Told } | null };
/**
 * A new order with its number, the words to search in, its first event, what rules did with it, and the room it names among those the person
 * used: one statement. Undefined where there is an order of this id already.
 */
export async function insertOrder(on: Sql, order: AskedOrder, { year, words, event, routed = null }: NewlyAsked) {
  const values = { ...named('order.', order), ...named('event.', told(event)), year: String(year), words };
  if (!routed) return oneOf(on, await runWritten(on, asking, values));
  const more = { ...named('routed.', told(routed.event)), tags: routed.tags };
  const row = await oneOf(on, await runWritten(on, askingByRules, { ...values, ...more }));
  // What the statement itself has added, it does not see.
  return row && { ...row, tags: routed.tags.toSorted() };
}

/** What each kind of change sets is known after its first time. */
const changing = new Map<string, Written>();
const CHANGES_AT_MOST = 300;

function changeOf(keys: readonly string[], events: number): Written {
  const shape = `${events} ${keys.join()}`;
  const known = changing.get(shape);
  if (known) return known;
  const tellings = Array.from({ length: events }, (_e, i) => sql`, told${sql.raw(String(i))} as (${telling(sql`${made}`, `event${i}.`)})`);
  const change = written(sql`with made as (update ${workOrders} set ${setting(workOrders, keys, 'set.')}, version = version + 1
  where id = ${sql.placeholder('id')} and version = ${sql.placeholder('version')} returning *)${sql.join(tellings)}
${WHOLE.select(sql`${made} ${workOrders}`)}`);
  if (changing.size < CHANGES_AT_MOST) changing.set(shape, change);
  return change;
}

/**
 * Changes an order that still has this version, and adds the events: one statement. Gives the order as it is then; undefined where it has
 * another version by now, and nothing was written.
 */
export async function changeOrderAt(
  on: Sql,
  { id, version }: { id: string; version: number },
  set: Partial<NewOrder>,
  events: readonly Told[],
  now: Date,
) {
  const all = { ...set, updatedAt: now };
  const values = Object.assign({ id, version }, named('set.', all), ...events.map((event, i) => named(`event${i}.`, told(event)))) as Record<
    string,
    unknown
  >;
  return oneOf(on, await runWritten(on, changeOf(Object.keys(all), events.length), values));
}

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

export const insertEvent = (on: Sql, event: NewEvent) => on.insert(workOrderEvents).values({ id: uuidv7(), ...event });

export const hasEvent = async (on: Sql, id: string) =>
  (await on.select({ id: workOrderEvents.id }).from(workOrderEvents).where(eq(workOrderEvents.id, id))).length > 0;

const actorOf = alias(people, 'actor');
const principal = alias(people, 'principal');
export const listEvents = (
  on: Sql,
  workOrderId: string,
  { withInternal, limit, after }: { withInternal: boolean; limit: number; after: string | undefined },
) =>
  on
    .select({
      event: workOrderEvents,
      actor: { id: actorOf.id, name: actorOf.name },
      onBehalfOf: { id: principal.id, name: principal.name },
      apiToken: { id: apiTokens.id, name: apiTokens.name },
    })
    .from(workOrderEvents)
    .leftJoin(actorOf, eq(actorOf.id, workOrderEvents.actorId))
    .leftJoin(principal, eq(principal.id, workOrderEvents.onBehalfOfId))
    .leftJoin(apiTokens, eq(apiTokens.id, workOrderEvents.apiTokenId))
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
export const findComment = async (on: Sql, id: string) =>
  (
    await on
      .select({ comment: workOrderComments, author: { id: people.id, name: people.name } })
      .from(workOrderComments)
      .innerJoin(people, eq(people.id, workOrderComments.authorId))
      .where(eq(workOrderComments.id, id))
  )[0];
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

const waiting = (personId: string, ids: readonly string[]) =>
  and(
    inArray(attachments.id, [...ids]),
    eq(attachments.uploadedById, personId),
    isNull(attachments.workOrderId),
    eq(attachments.isKept, false),
    ne(attachments.storageKey, NOT_STORED),
  );

/** The names of the person's waiting uploads, which wait for nobody else until the transaction ends. */
export const lockUploads = async (on: Sql, personId: string, ids: readonly string[]) =>
  (await on.select({ fileName: attachments.fileName }).from(attachments).where(waiting(personId, ids)).for('update')).map((f) => f.fileName);

/** Puts the person's waiting uploads on the order; gives back how many there were, so that the caller can refuse when one is missing. */
export const adoptUploads = async (on: Sql, personId: string, ids: readonly string[], workOrderId: string, isInternal: boolean) =>
  ids.length === 0
    ? []
    : on
        .update(attachments)
        .set({ workOrderId, isInternal })
        .where(waiting(personId, ids))
        .returning({ id: attachments.id, fileName: attachments.fileName });

/** Somebody an order may be given to: do they work orders at all, and may they see this compartment at this site? */
export async function findWorker(on: Sql, id: string, order: { compartment: string | null; siteId: string }, now: Date) {
  const today = districtDay(now);
  const standsIn = sql`d.delegate_id = people.id and d.ended_at is null and d.starts_on <= ${today}::date and ${today}::date < d.ends_on`;
  const [row] = await on
    .select({
      id: people.id,
      name: people.name,
      // Written out: drizzle drops table names from columns where a select has one table only, and inner and outer ids would be confused.
      isWorker: sql<boolean>`exists (select 1 from team_members m where m.person_id = people.id) or exists (select 1 from role_grants g
        where g.ended_at is null and g.role in ('technician','dispatcher','service_manager','hr_partner')
        and (g.person_id = people.id or exists (select 1 from delegations d where d.role_grant_id = g.id and ${standsIn})))`,
      holdsCompartment: sql<boolean>`exists (select 1 from compartment_grants c where c.ended_at is null
        and c.compartment = ${order.compartment} and (c.site_id is null or c.site_id = ${order.siteId}::uuid)
        and (c.person_id = people.id
          or exists (select 1 from delegations d where d.compartment_grant_id = c.id and d.confirmed_at is not null and ${standsIn})))`,
    })
    .from(people)
    .where(and(eq(people.id, id), eq(people.isActive, true)));
  return row;
}

export const findTeam = async (on: Sql, id: string) =>
  (
    await on
      .select({ id: teams.id, name: teams.name, compartment: teams.compartment })
      .from(teams)
      .where(and(eq(teams.id, id), eq(teams.isActive, true)))
  )[0];
export const findPerson = async (on: Sql, id: string) =>
  (
    await on
      .select({ id: people.id, name: people.name })
      .from(people)
      .where(and(eq(people.id, id), eq(people.isActive, true)))
  )[0];
