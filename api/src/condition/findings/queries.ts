import type { Sql } from '@steward/db';
import {
  attachments,
  buildingSystems,
  components,
  deficiencies,
  deficiencyOrders,
  deficiencyPhotos,
  people,
  requestTypes,
  requestTypeSystems,
  structures,
  workOrders,
} from '@steward/db/schema';
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { visibleTo } from '../../work-orders/index.ts';
import { COUNTING, systemNames } from '../queries.ts';

/** No order of these ever stands on the page of a building, not even as one of many. */
const aboutBuildings = and(isNull(workOrders.compartment), ne(workOrders.serviceCode, 'hr'))!;

export const insertLink = (on: Sql, row: typeof deficiencyOrders.$inferInsert) => on.insert(deficiencyOrders).values(row).onConflictDoNothing();
export const insertLinks = (on: Sql, rows: readonly (typeof deficiencyOrders.$inferInsert)[]) => on.insert(deficiencyOrders).values([...rows]);

const repairOf = (deficiencyId: string, workOrderId: string) =>
  and(eq(deficiencyOrders.deficiencyId, deficiencyId), eq(deficiencyOrders.workOrderId, workOrderId), eq(deficiencyOrders.kind, 'repair'));

export const setRepair = (on: Sql, deficiencyId: string, workOrderId: string, set: Partial<typeof deficiencyOrders.$inferInsert>) =>
  on.update(deficiencyOrders).set(set).where(repairOf(deficiencyId, workOrderId));
export const removeRepair = (on: Sql, deficiencyId: string, workOrderId: string) =>
  on.delete(deficiencyOrders).where(repairOf(deficiencyId, workOrderId));
export const findRepair = async (on: Sql, deficiencyId: string, workOrderId: string) =>
  (await on.select().from(deficiencyOrders).where(repairOf(deficiencyId, workOrderId)))[0];

/** What this order is to put right, or has: by structure, so that all who work on several hold them in one order. */
export const listRepairs = (on: Sql, workOrderId: string) =>
  on
    .select({ link: deficiencyOrders, deficiency: deficiencies })
    .from(deficiencyOrders)
    .innerJoin(deficiencies, eq(deficiencies.id, deficiencyOrders.deficiencyId))
    .where(and(eq(deficiencyOrders.workOrderId, workOrderId), eq(deficiencyOrders.kind, 'repair')))
    .orderBy(asc(deficiencies.structureId), asc(deficiencies.id));

/** Of these orders, those that the actor may know of: how they are called and how far they are. */
export async function listOrdersSeen(on: Sql, actor: Actor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return on
    .select({ id: workOrders.id, number: workOrders.number, title: workOrders.title, status: workOrders.status, submittedAt: workOrders.submittedAt })
    .from(workOrders)
    .where(and(inArray(workOrders.id, [...ids]), aboutBuildings, visibleTo(actor)))
    .orderBy(asc(workOrders.submittedAt), asc(workOrders.id));
}

const PHOTO = {
  id: attachments.id,
  deficiencyId: deficiencyPhotos.deficiencyId,
  widthPx: attachments.widthPx,
  heightPx: attachments.heightPx,
  addedBy: { id: people.id, name: people.name },
  addedAt: deficiencyPhotos.addedAt,
};
/** The photos of these deficiencies, oldest first. */
export const listPhotos = (on: Sql, deficiencyIds: readonly string[]) =>
  on
    .select(PHOTO)
    .from(deficiencyPhotos)
    .innerJoin(attachments, eq(attachments.id, deficiencyPhotos.attachmentId))
    .innerJoin(people, eq(people.id, deficiencyPhotos.addedById))
    .where(inArray(deficiencyPhotos.deficiencyId, [...deficiencyIds]))
    .orderBy(asc(deficiencyPhotos.addedAt), asc(attachments.id));

export const insertPhotos = (on: Sql, rows: readonly (typeof deficiencyPhotos.$inferInsert)[]) => on.insert(deficiencyPhotos).values([...rows]);
export const removePhoto = (on: Sql, attachmentId: string) => on.delete(deficiencyPhotos).where(eq(deficiencyPhotos.attachmentId, attachmentId));
/** A photo with its deficiency and how it is stored. */
export const findPhoto = async (on: Sql, id: string) =>
  (
    await on
      .select({ deficiencyId: deficiencyPhotos.deficiencyId, file: attachments })
      .from(deficiencyPhotos)
      .innerJoin(attachments, eq(attachments.id, deficiencyPhotos.attachmentId))
      .where(and(eq(deficiencyPhotos.attachmentId, id), eq(attachments.isKept, true)))
  )[0];

const endedBy = alias(people, 'ended_by');
/** What has ended in a structure, the newest first, with who said so. */
export const listEnded = (on: Sql, structureId: string, limit: number) =>
  on
    .select({
      deficiency: deficiencies,
      endedBy: { id: endedBy.id, name: endedBy.name },
      shareCents: deficiencyOrders.shareCents,
      charged: deficiencyOrders.charged,
    })
    .from(deficiencies)
    .leftJoin(
      deficiencyOrders,
      and(
        eq(deficiencyOrders.deficiencyId, deficiencies.id),
        eq(deficiencyOrders.workOrderId, deficiencies.workOrderId),
        eq(deficiencyOrders.kind, 'repair'),
      ),
    )
    .leftJoin(endedBy, eq(endedBy.id, deficiencies.endedById))
    .where(and(eq(deficiencies.structureId, structureId), isNotNull(deficiencies.endedAt)))
    .orderBy(desc(deficiencies.endedAt), desc(deficiencies.id))
    .limit(limit);

export const countCandidates = async (on: Sql, structureId: string) =>
  (
    await on
      .select({ n: count() })
      .from(deficiencies)
      .where(and(eq(deficiencies.structureId, structureId), eq(deficiencies.status, 'candidate')))
  )[0]!.n;

/** Where they plan: each null is everywhere. */
export type Reach = readonly { siteId: string | null; areaId: string | null }[];
const within = (reach: Reach) =>
  or(
    sql`false`,
    ...reach.map(({ siteId, areaId }) =>
      and(sql`true`, siteId === null ? undefined : eq(structures.siteId, siteId), areaId === null ? undefined : eq(structures.areaId, areaId)),
    ),
  )!;

const STATES: Record<'waiting' | 'decided', SQL> = {
  waiting: eq(deficiencies.status, 'candidate'),
  decided: and(eq(deficiencies.source, 'work_order'), ne(deficiencies.status, 'candidate'))!,
};
type Asked = { state: 'waiting' | 'decided'; reach: Reach };

export const countOfState = async (on: Sql, { state, reach }: Asked) =>
  (
    await on
      .select({ n: count() })
      .from(deficiencies)
      .innerJoin(structures, eq(structures.id, deficiencies.structureId))
      .where(and(STATES[state], within(reach)))
  )[0]!.n;

const reporter = alias(people, 'reporter');
/** Candidates, the newest first. */
export const listCandidates = (on: Sql, { state, reach }: Asked, { before, limit }: { before: string | undefined; limit: number }) =>
  on
    .select({
      deficiency: deficiencies,
      structure: { id: structures.id, name: structures.name, siteName: structures.siteName },
      systemNames,
      component: { id: components.id, name: components.name },
      reportedBy: { id: reporter.id, name: reporter.name },
      endedBy: { id: endedBy.id, name: endedBy.name },
    })
    .from(deficiencies)
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .innerJoin(buildingSystems, eq(buildingSystems.code, deficiencies.systemCode))
    .leftJoin(components, eq(components.id, deficiencies.componentId))
    .leftJoin(reporter, eq(reporter.id, deficiencies.foundById))
    .leftJoin(endedBy, eq(endedBy.id, deficiencies.endedById))
    .where(and(STATES[state], within(reach), before === undefined ? undefined : lt(deficiencies.id, before)))
    .orderBy(desc(deficiencies.id))
    .limit(limit + 1);

/** Which orders brought these deficiencies up. */
export const listOrdersOf = (on: Sql, deficiencyIds: readonly string[]) =>
  on
    .select({ deficiencyId: deficiencyOrders.deficiencyId, workOrderId: deficiencyOrders.workOrderId })
    .from(deficiencyOrders)
    .where(and(inArray(deficiencyOrders.deficiencyId, [...deficiencyIds]), ne(deficiencyOrders.kind, 'repair')));

/** Whether this order has reported the same already and no planner has decided on it: the same component, or the same system and no component. */
export const isReportedBy = async (
  on: Sql,
  workOrderId: string,
  { structureId, systemCode, componentId }: { structureId: string; systemCode: string; componentId: string | null },
): Promise<boolean> =>
  (
    await on
      .select({ id: deficiencies.id })
      .from(deficiencyOrders)
      .innerJoin(deficiencies, eq(deficiencies.id, deficiencyOrders.deficiencyId))
      .where(
        and(
          eq(deficiencyOrders.workOrderId, workOrderId),
          eq(deficiencyOrders.kind, 'reported'),
          eq(deficiencies.status, 'candidate'),
          eq(deficiencies.structureId, structureId),
          componentId === null
            ? and(eq(deficiencies.systemCode, systemCode), isNull(deficiencies.componentId))
            : eq(deficiencies.componentId, componentId),
        ),
      )
      .limit(1)
  ).length > 0;

/** What this order has to do with buildings. */
export const listOfOrder = (on: Sql, workOrderId: string) =>
  on
    .select({ link: deficiencyOrders, deficiency: deficiencies, structure: { id: structures.id, name: structures.name } })
    .from(deficiencyOrders)
    .innerJoin(deficiencies, eq(deficiencies.id, deficiencyOrders.deficiencyId))
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .where(eq(deficiencyOrders.workOrderId, workOrderId))
    .orderBy(asc(deficiencyOrders.linkedAt), asc(deficiencies.id));

/** The structures of a site, by name, and the one of a building. */
export const listStructuresAt = (on: Sql, siteId: string) =>
  on
    .select({ id: structures.id, name: structures.name, buildingId: structures.buildingId, kind: structures.kind })
    .from(structures)
    .where(eq(structures.siteId, siteId))
    .orderBy(asc(structures.name), asc(structures.id));

export const listComponentsOf = (on: Sql, structureIds: readonly string[]) =>
  on
    .select({ id: components.id, structureId: components.structureId, systemCode: components.systemCode, name: components.name })
    .from(components)
    .where(and(inArray(components.structureId, [...structureIds]), isNull(components.removedAt)))
    .orderBy(asc(components.systemCode), asc(components.name), asc(components.id));

/**
 * Where as many orders alike came within a year: orders of one kind, which speaks of a system, at one structure, that had nothing to do with a deficiency yet. Not where something is known
 * to be wrong with that system there, or waits to be looked at; where a proposal has ended, only what came after. `structureId`: there only.
 */
export async function listAlike(
  on: Sql,
  { since, atLeast, limit, structureId }: { since: Date; atLeast: number; limit: number; structureId?: string },
) {
  const rows = await on.execute<{ structure_id: string; system_code: string; request_type_id: string; order_ids: string[] }>(sql`
    select s.id as structure_id, r.system_code, r.request_type_id, array_agg(${workOrders.id} order by ${workOrders.submittedAt}, ${workOrders.id}) as order_ids
    from ${workOrders}
    join ${requestTypeSystems} r on r.request_type_id = ${workOrders.requestTypeId}
    join ${structures} s on s.site_id = ${workOrders.siteId} and case
      when r.system_code like 'G%' then s.kind = 'site_items'
      when ${workOrders.buildingId} is not null then s.building_id = ${workOrders.buildingId}
      else s.kind <> 'site_items' and not exists (select 1 from ${structures} t where t.site_id = s.site_id and t.kind <> 'site_items' and t.id <> s.id) end
      and not exists (select 1 from ${structures} t where t.site_id = s.site_id and t.kind = s.kind and t.building_id is not distinct from s.building_id and t.id < s.id)
    where ${workOrders.submittedAt} > ${since.toISOString()}::timestamptz and ${workOrders.status} not in ('cancelled', 'duplicate') and ${aboutBuildings}
      and not exists (select 1 from ${deficiencyOrders} l where l.work_order_id = ${workOrders.id})
      and ${workOrders.submittedAt} > coalesce((select max(d.ended_at) from ${deficiencies} d
        where d.structure_id = s.id and d.system_code = r.system_code and d.is_proposed), '-infinity')
      ${structureId === undefined ? sql`` : sql`and s.id = ${structureId}`}
    group by s.id, r.system_code, r.request_type_id
    having count(*) >= ${atLeast} and not exists (select 1 from ${deficiencies} d
      where d.structure_id = s.id and d.system_code = r.system_code and d.status in ('candidate', ${sql.join(
        COUNTING.map((status) => sql`${status}`),
        sql`, `,
      )}))
    order by s.id, r.system_code, r.request_type_id limit ${limit}`);
  return rows.map((row) => ({
    structureId: row.structure_id,
    systemCode: row.system_code,
    requestTypeId: row.request_type_id,
    orderIds: row.order_ids,
  }));
}

/** What a kind of request is called. */
export const findKindName = async (on: Sql, id: string) =>
  (await on.select({ name: requestTypes.nameEn }).from(requestTypes).where(eq(requestTypes.id, id)))[0]!.name;

/** The components of one system in a structure that are in use. */
export const listComponentsOfSystem = (on: Sql, structureId: string, systemCode: string) =>
  on
    .select({ id: components.id })
    .from(components)
    .where(and(eq(components.structureId, structureId), eq(components.systemCode, systemCode), isNull(components.removedAt)));

/** Orders that are about to be named: held before the building, as everything that touches both does. */
export const lockOrders = (on: Sql, ids: readonly string[]) =>
  on
    .select({ id: workOrders.id })
    .from(workOrders)
    .where(inArray(workOrders.id, [...ids]))
    .orderBy(asc(workOrders.id))
    .for('key share');
