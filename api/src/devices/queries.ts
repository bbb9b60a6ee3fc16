import type { Sql } from '@steward/db';
import {
  areas,
  deviceAssignments,
  deviceCarts,
  deviceDisposalItems,
  deviceDisposals,
  deviceEvents,
  deviceModels,
  devices,
  people,
  rooms,
  sites,
  studentNames,
  students,
} from '@steward/db/schema';
import { runWritten, selection, written } from '@steward/db/statement';
import { and, asc, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { readingGrants } from './rules/access.ts';
import type { DeviceStatus } from './rules/device-lifecycle.ts';

export const openAssignments = alias(deviceAssignments, 'open_assignments');
export const isOpenOf = and(eq(openAssignments.deviceId, devices.id), isNull(openAssignments.endedAt));

/** At the schools that these grants reach; `siteId` is the school's column. */
export function reachedBy(grants: Actor['grants'], siteId: PgColumn = sites.id, ofArea: PgColumn = sites.areaId): SQL {
  const each = grants.map(
    (grant) =>
      and(grant.areaId === null ? undefined : eq(ofArea, grant.areaId), grant.siteId === null ? undefined : eq(siteId, grant.siteId)) ?? sql`true`,
  );
  return each.length === 0 ? sql`false` : or(...each)!;
}

/** The one predicate of which devices this person sees: those of the schools where their role counts. `sites` is the home of the device. */
export const visibleDevices = (actor: Actor): SQL => reachedBy(readingGrants(actor), devices.homeSiteId);

export type DeviceRow = {
  device: typeof devices.$inferSelect;
  model: typeof deviceModels.$inferSelect;
  site: { id: string; name: string; areaId: string | null };
  open:
    | (Omit<typeof deviceAssignments.$inferSelect, 'kind' | 'deviceId' | 'endedAt' | 'openedByEventId' | 'closedByEventId'> & {
        kind: 'primary' | 'loaner';
      })
    | null;
};
const deviceRow = selection({
  device: devices,
  model: deviceModels,
  site: { id: sites.id, name: sites.name, areaId: sites.areaId },
  open: {
    id: openAssignments.id,
    kind: openAssignments.kind,
    studentId: openAssignments.studentId,
    personId: openAssignments.personId,
    roomId: openAssignments.roomId,
    cartId: openAssignments.cartId,
    siteId: openAssignments.siteId,
    startedAt: openAssignments.startedAt,
    dueOn: openAssignments.dueOn,
  },
});
const selectDevices = sql`select ${deviceRow.columns} from ${devices}
  join ${deviceModels} on ${eq(deviceModels.id, devices.modelId)} join ${sites} on ${eq(sites.id, devices.homeSiteId)}
  left join ${deviceAssignments} ${openAssignments} on ${isOpenOf}`;
const later = sql.placeholder;
const byId = written(sql`${selectDevices} where ${devices.id} = ${later('id')}`);
const byCode = written(sql`${selectDevices}
  where upper(${devices.assetTag}) = upper(${later('code')}) or upper(${devices.serial}) = upper(${later('code')})
  order by upper(${devices.assetTag}) = upper(${later('code')}) desc limit 1`);
const holdOne = written(sql`select 1 from ${devices} where ${devices.id} = ${later('id')} for update`);

async function oneDevice(on: Sql, statement: typeof byId, values: Record<string, string>): Promise<DeviceRow | undefined> {
  const [row] = await runWritten(on, statement, values);
  return row && (deviceRow.rowOf(row) as DeviceRow);
}
export const findDevice = (on: Sql, id: string) => oneDevice(on, byId, { id });

/** Does this code stand for another device, or for a student? */
export async function isCodeTaken(on: Sql, code: string, but: string): Promise<boolean> {
  const other = sql`select 1 from ${devices} where (upper(${devices.assetTag}) = upper(${code}) or upper(${devices.serial}) = upper(${code})) and ${devices.id} <> ${but}`;
  const student = sql`select 1 from ${students} where upper(${students.key}) = upper(${code})`;
  const [found] = await on.execute<{ is: boolean }>(sql`select exists (${other}) or exists (${student}) as "is"`);
  return found!.is;
}

/** The device of this asset tag or serial, in whatever letters. */
export const findDeviceByCode = (on: Sql, code: string) => oneDevice(on, byCode, { code });

/** Holds the device until the transaction ends; what is read after that stays so. */
export async function lockDevice(on: Sql, id: string) {
  await runWritten(on, holdOne, { id });
  return findDevice(on, id);
}

/** Holds several, in the order in which all hold them, so that nobody waits in a circle. */
export async function lockDevices(on: Sql, ids: readonly string[]): Promise<void> {
  for (const id of ids.toSorted()) await runWritten(on, holdOne, { id });
}

export type StudentRow = Pick<typeof students.$inferSelect, 'id' | 'key' | 'grade' | 'status' | 'isInProgramme'> & {
  site: { id: string; name: string; areaId: string | null };
};
const studentRow = selection({
  id: students.id,
  key: students.key,
  grade: students.grade,
  status: students.status,
  isInProgramme: students.isInProgramme,
  site: { id: sites.id, name: sites.name, areaId: sites.areaId },
});
const selectStudents = sql`select ${studentRow.columns} from ${students} join ${sites} on ${eq(sites.id, students.siteId)}`;
const studentById = written(sql`${selectStudents} where ${students.id} = ${later('id')}`);
const studentByKey = written(sql`${selectStudents} where upper(${students.key}) = upper(${later('key')})`);
async function oneStudent(on: Sql, statement: typeof byId, values: Record<string, string>): Promise<StudentRow | undefined> {
  const [row] = await runWritten(on, statement, values);
  return row && (studentRow.rowOf(row) as StudentRow);
}
export const findStudent = (on: Sql, id: string) => oneStudent(on, studentById, { id });
export const findStudentByKey = (on: Sql, key: string) => oneStudent(on, studentByKey, { key });

/** Held until the transaction ends: two devices are never given to one student at once. */
export const lockStudent = (on: Sql, id: string) => on.select({ id: students.id }).from(students).where(eq(students.id, id)).for('update');

/** The name of a student, for those whose page has to say it. */
export async function findStudentName(on: Sql, studentId: string): Promise<string | null> {
  const [found] = await on.select().from(studentNames).where(eq(studentNames.studentId, studentId));
  return found ? `${found.givenName} ${found.familyName}` : null;
}

/** The device that is the student's to keep now. */
export const findPrimaryOf = async (on: Sql, studentId: string) =>
  (
    await on
      .select({ assignmentId: deviceAssignments.id, deviceId: devices.id, assetTag: devices.assetTag, status: sql<DeviceStatus>`${devices.status}` })
      .from(deviceAssignments)
      .innerJoin(devices, eq(devices.id, deviceAssignments.deviceId))
      .where(and(eq(deviceAssignments.studentId, studentId), eq(deviceAssignments.kind, 'primary'), isNull(deviceAssignments.endedAt)))
  )[0];

/** All that a student has now. */
export const listHeldBy = (on: Sql, studentId: string) =>
  on
    .select({
      deviceId: devices.id,
      assetTag: devices.assetTag,
      kind: sql<'primary' | 'loaner'>`${deviceAssignments.kind}`,
      dueOn: deviceAssignments.dueOn,
    })
    .from(deviceAssignments)
    .innerJoin(devices, eq(devices.id, deviceAssignments.deviceId))
    .where(and(eq(deviceAssignments.studentId, studentId), isNull(deviceAssignments.endedAt)))
    .orderBy(asc(deviceAssignments.startedAt), asc(deviceAssignments.id));

export const insertDevice = (on: Sql, values: typeof devices.$inferInsert) => on.insert(devices).values(values);
export const insertDeviceEvent = (on: Sql, values: typeof deviceEvents.$inferInsert) => on.insert(deviceEvents).values(values);
export const insertAssignment = (on: Sql, values: typeof deviceAssignments.$inferInsert) => on.insert(deviceAssignments).values(values);

/** Ends what is open of the device; not before it began. */
export const endAssignment = (on: Sql, deviceId: string, at: Date, closedByEventId: string) =>
  on
    .update(deviceAssignments)
    .set({ endedAt: sql`greatest(${deviceAssignments.startedAt}, ${at.toISOString()}::timestamptz)`, closedByEventId })
    .where(and(eq(deviceAssignments.deviceId, deviceId), isNull(deviceAssignments.endedAt)))
    .returning();

export const setDue = (on: Sql, deviceId: string, dueOn: string) =>
  on
    .update(deviceAssignments)
    .set({ dueOn })
    .where(and(eq(deviceAssignments.deviceId, deviceId), isNull(deviceAssignments.endedAt)));

/** The first instant at which nobody has it any more: clocks of two processes may differ by a little. */
export async function freeSince(on: Sql, deviceId: string, studentId: string | null): Promise<Date | null> {
  const [last] = await on
    .select({ at: sql<string | null>`max(${deviceAssignments.endedAt})` })
    .from(deviceAssignments)
    .where(or(eq(deviceAssignments.deviceId, deviceId), studentId === null ? sql`false` : eq(deviceAssignments.studentId, studentId)));
  return last?.at ? new Date(last.at) : null;
}

type Fields = Partial<
  Pick<
    typeof devices.$inferInsert,
    | 'assetTag'
    | 'serial'
    | 'modelId'
    | 'homeSiteId'
    | 'isLoaner'
    | 'acquiredOn'
    | 'priceCents'
    | 'warrantyEndsOn'
    | 'fundingSource'
    | 'plannedRefreshOn'
  >
>;
export const setDevice = (on: Sql, id: string, fields: Fields) => on.update(devices).set(fields).where(eq(devices.id, id));

export const findModel = async (on: Sql, id: string) => (await on.select().from(deviceModels).where(eq(deviceModels.id, id)))[0];
const models = selection({ model: deviceModels });
const readModels = written(sql`select ${models.columns} from ${deviceModels} order by ${deviceModels.make}, ${deviceModels.name}`);
export const listModels = async (on: Sql): Promise<(typeof deviceModels.$inferSelect)[]> =>
  (await runWritten(on, readModels)).map((row) => (models.rowOf(row) as { model: typeof deviceModels.$inferSelect }).model);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What models and schools with these ids are called. */
export async function namesOf(on: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => UUID.test(id));
  if (wanted.length === 0) return new Map();
  const named = [
    ...(await on.select({ id: sites.id, name: sites.name }).from(sites).where(inArray(sites.id, wanted))),
    ...(await on
      .select({ id: deviceModels.id, name: sql<string>`${deviceModels.make} || ' ' || ${deviceModels.name}` })
      .from(deviceModels)
      .where(inArray(deviceModels.id, wanted))),
  ];
  return new Map(named.map(({ id, name }) => [id, name]));
}
export const findSiteOfDevices = async (on: Sql, id: string) =>
  (
    await on
      .select({ id: sites.id, name: sites.name, areaId: sites.areaId, status: sites.status })
      .from(sites)
      .leftJoin(areas, eq(areas.id, sites.areaId))
      .where(eq(sites.id, id))
  )[0];

export const listActs = (on: Sql, actId: string) =>
  on.select().from(deviceEvents).where(eq(deviceEvents.actId, actId)).orderBy(asc(deviceEvents.occurredAt), asc(deviceEvents.id));

/** What happened to a device, the newest first. */
export const listEvents = (on: Sql, deviceId: string) =>
  on
    .select({
      event: deviceEvents,
      actor: { id: people.id, name: people.name },
      student: { id: students.id, key: students.key, siteId: students.siteId },
      areaId: sites.areaId,
    })
    .from(deviceEvents)
    .leftJoin(people, eq(people.id, deviceEvents.actorId))
    .leftJoin(students, eq(students.id, deviceEvents.studentId))
    .leftJoin(sites, eq(sites.id, students.siteId))
    .where(eq(deviceEvents.deviceId, deviceId))
    .orderBy(desc(deviceEvents.occurredAt), desc(deviceEvents.id))
    .limit(500);

/** The last thing that happened to the device. */
export const lastEvent = async (on: Sql, deviceId: string) =>
  (
    await on
      .select({ id: deviceEvents.id, actId: deviceEvents.actId })
      .from(deviceEvents)
      .where(eq(deviceEvents.deviceId, deviceId))
      .orderBy(desc(deviceEvents.id))
      .limit(1)
  )[0];

/** Somebody on the staff, by their address. */
export const findStaff = async (on: Sql, email: string) =>
  (
    await on
      .select({ id: people.id })
      .from(people)
      .where(and(sql`lower(${people.email}) = lower(${email})`, eq(people.isActive, true)))
  )[0];
export const findRoomAt = async (on: Sql, id: string, siteId: string) =>
  (
    await on
      .select({ id: rooms.id })
      .from(rooms)
      .where(and(eq(rooms.id, id), eq(rooms.siteId, siteId)))
  )[0];
export const listCarts = (on: Sql, siteId: string) =>
  on.select({ id: deviceCarts.id, name: deviceCarts.name }).from(deviceCarts).where(eq(deviceCarts.siteId, siteId)).orderBy(asc(deviceCarts.name));
/** The cart of this name at the school; made where there is none. */
export async function cartNamed(on: Sql, id: string, siteId: string, name: string): Promise<string> {
  await on.insert(deviceCarts).values({ id, siteId, name }).onConflictDoNothing();
  const [found] = await on
    .select({ id: deviceCarts.id })
    .from(deviceCarts)
    .where(and(eq(deviceCarts.siteId, siteId), sql`lower(${deviceCarts.name}) = lower(${name})`));
  return found!.id;
}

/** The lot by which a device is to leave, or left. */
export const findLotOf = async (on: Sql, deviceId: string) =>
  (
    await on
      .select({ id: deviceDisposals.id, name: deviceDisposals.name })
      .from(devices)
      .leftJoin(deviceDisposalItems, eq(deviceDisposalItems.deviceId, devices.id))
      .innerJoin(deviceDisposals, sql`${deviceDisposals.id} = coalesce(${devices.disposalId}, ${deviceDisposalItems.disposalId})`)
      .where(eq(devices.id, deviceId))
  )[0];

/** Who holds it where that is no student. */
export async function nameOfHolder(
  on: Sql,
  { personId, roomId, cartId }: { personId: string | null; roomId: string | null; cartId: string | null },
): Promise<string | null> {
  if (cartId !== null) return (await on.select({ name: deviceCarts.name }).from(deviceCarts).where(eq(deviceCarts.id, cartId)))[0]?.name ?? null;
  if (personId !== null) return (await on.select({ name: people.name }).from(people).where(eq(people.id, personId)))[0]?.name ?? null;
  if (roomId !== null)
    return (
      (
        await on
          .select({ name: sql<string>`trim(${rooms.number} || ' ' || ${rooms.name})` })
          .from(rooms)
          .where(eq(rooms.id, roomId))
      )[0]?.name ?? null
    );
  return null;
}
