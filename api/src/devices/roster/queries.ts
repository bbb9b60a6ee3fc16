import type { Sql } from '@steward/db';
import { deviceAssignments, deviceModels, devices, sites, studentNames, students } from '@steward/db/schema';
import { and, asc, eq, gt, isNotNull, isNull, notLike, or, sql } from 'drizzle-orm';
import { KEYED } from '../account-digest.ts';

/** Students whom a roster brought, as the next one is compared with them. */
export const listKnown = (on: Sql) =>
  on
    .select({
      id: students.id,
      version: students.version,
      status: students.status,
      sourceId: sql<string>`${students.sourceId}`,
      givenName: studentNames.givenName,
      familyName: studentNames.familyName,
      accountDigest: students.accountDigest,
      grade: students.grade,
      siteId: students.siteId,
    })
    .from(students)
    .leftJoin(studentNames, eq(studentNames.studentId, students.id))
    .where(isNotNull(students.sourceId));
/** What stands for accounts and has no key: some of them. */
export const listUnkeyed = (on: Sql, limit: number) =>
  on
    .select({ id: students.id, digest: students.accountDigest })
    .from(students)
    .where(and(isNotNull(students.accountDigest), notLike(students.accountDigest, `${KEYED}%`)))
    .limit(limit);
/** Writes other digests, where nobody has written one meanwhile. Nothing that anybody reads changes, so versions stay. */
export const setDigests = (on: Sql, rows: readonly { id: string; was: string; digest: string }[]) =>
  on.execute(sql`
    update students s set account_digest = v.digest from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id uuid, was text, digest text)
    where s.id = v.id and s.account_digest = v.was`);
export const listKeys = (on: Sql) => on.select({ key: sql<string>`upper(${students.key})` }).from(students);

/** Of a roster everything is let in at once. */
type Confirmed = { fileId: string; now: Date; today: string };
const at = ({ now }: Confirmed) => sql`${now.toISOString()}::timestamptz`;

/** Says of rows whose student somebody changed since the comparison that they are left alone; gives how many. */
export async function leaveChangedAlone(on: Sql, { fileId }: Confirmed): Promise<number> {
  await on.execute(
    sql`select 1 from students where id in (select target_id from device_file_rows where file_id = ${fileId}::uuid and effect in ('changed','left')) order by id for update`,
  );
  const [left] = await on.execute<{ n: number }>(sql`
    with left_alone as (
      update device_file_rows r set effect = 'same', verdict = 'remark', reasons = '[{"code":"changed_meanwhile"}]'::jsonb, values = null, before = null
      where r.file_id = ${fileId}::uuid and (
        (r.effect in ('changed','left') and not exists (select 1 from students s where s.id = r.target_id and s.version = r.seen_version))
        or (r.effect = 'new' and exists (select 1 from students s where s.source_id = r.mark or upper(s.key) = r.values->>'key'))
      ) returning 1
    ) select count(*)::int as n from left_alone`);
  return left!.n;
}
export async function insertStudents(on: Sql, confirmed: Confirmed): Promise<void> {
  const rows = sql`device_file_rows r where r.file_id = ${confirmed.fileId}::uuid and r.effect = 'new'`;
  await on.execute(sql`
    insert into students (id, key, source_id, account_digest, site_id, grade, status, created_at, updated_at)
    select r.target_id, r.values->>'key', r.mark, r.values->>'accountDigest', (r.values->>'siteId')::uuid, (r.values->>'grade')::int, 'active', ${at(confirmed)}, ${at(confirmed)} from ${rows}`);
  await on.execute(sql`
    insert into student_names (student_id, given_name, family_name) select r.target_id, r.values->>'givenName', r.values->>'familyName' from ${rows}`);
}
export async function changeStudents(on: Sql, confirmed: Confirmed): Promise<void> {
  const changed = sql`r.file_id = ${confirmed.fileId}::uuid and r.effect = 'changed'`;
  await on.execute(sql`
    update students s set
      site_id = coalesce((r.values->>'siteId')::uuid, s.site_id), grade = coalesce((r.values->>'grade')::int, s.grade),
      account_digest = case when r.values ? 'accountDigest' then r.values->>'accountDigest' else s.account_digest end,
      status = 'active', left_on = null, version = s.version + 1, updated_at = ${at(confirmed)}
    from device_file_rows r where ${changed} and s.id = r.target_id`);
  await on.execute(sql`
    insert into student_names as n (student_id, given_name, family_name)
    select r.target_id, coalesce(r.values->>'givenName', known.given_name, ''), coalesce(r.values->>'familyName', known.family_name, '')
    from device_file_rows r left join student_names known on known.student_id = r.target_id where ${changed} and r.values ?| array['givenName','familyName']
    on conflict (student_id) do update set given_name = excluded.given_name, family_name = excluded.family_name`);
}
export const letStudentsLeave = (on: Sql, confirmed: Confirmed) =>
  on.execute(sql`
    update students s set status = 'left', left_on = ${confirmed.today}::date, version = s.version + 1, updated_at = ${at(confirmed)}
    from device_file_rows r where r.file_id = ${confirmed.fileId}::uuid and r.effect = 'left' and s.id = r.target_id`);

/** Devices that students who left still have, those longest gone first. */
export const listUnreturned = (on: Sql, after: { leftOn: string; id: string } | null, limit: number) =>
  on
    .select({
      assignmentId: deviceAssignments.id,
      kind: deviceAssignments.kind,
      dueOn: deviceAssignments.dueOn,
      deviceId: devices.id,
      assetTag: devices.assetTag,
      status: devices.status,
      lastSeenAt: devices.lastSeenAt,
      model: sql<string>`${deviceModels.make} || ' ' || ${deviceModels.name}`,
      studentId: students.id,
      studentKey: students.key,
      grade: students.grade,
      leftOn: sql<string>`${students.leftOn}`,
      givenName: studentNames.givenName,
      familyName: studentNames.familyName,
      siteId: sites.id,
      siteName: sites.name,
      areaId: sites.areaId,
    })
    .from(deviceAssignments)
    .innerJoin(students, eq(students.id, deviceAssignments.studentId))
    .innerJoin(devices, eq(devices.id, deviceAssignments.deviceId))
    .innerJoin(deviceModels, eq(deviceModels.id, devices.modelId))
    .innerJoin(sites, eq(sites.id, students.siteId))
    .leftJoin(studentNames, eq(studentNames.studentId, students.id))
    .where(
      and(
        isNull(deviceAssignments.endedAt),
        eq(students.status, 'left'),
        after === null
          ? undefined
          : or(gt(students.leftOn, after.leftOn), and(eq(students.leftOn, after.leftOn), gt(deviceAssignments.id, after.id))),
      ),
    )
    .orderBy(asc(students.leftOn), asc(deviceAssignments.id))
    .limit(limit);
