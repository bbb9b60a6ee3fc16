import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { logViews } from '../links/log-views.ts';
import { placeOf } from '../may.ts';
import { type DeviceRow, findDevice, findStudent, findStudentName, listActs, listHeldBy, type StudentRow } from '../queries.ts';
import { readsLinks } from '../rules/access.ts';
import type { DeviceStatus, MoveKind } from '../rules/device-lifecycle.ts';
import type { Found } from './scan.ts';

const presentDevice = ({ device, model, open }: DeviceRow) => ({
  id: device.id,
  assetTag: device.assetTag,
  model: `${model.make} ${model.name}`,
  status: device.status as DeviceStatus,
  isLoaner: device.isLoaner,
  dueOn: open?.dueOn ?? null,
});

const presentStudent = async (tx: Sql, { id, key, grade, site }: StudentRow) => ({
  id,
  key,
  grade,
  name: await findStudentName(tx, id),
  site: { id: site.id, name: site.name },
  holds: await listHeldBy(tx, id),
});

/** The student, for who may see the link; the look is noted with each device that it is shown with. */
async function studentShown(tx: Sql, actor: Actor, student: StudentRow | undefined, deviceIds: readonly string[], now: Date) {
  if (!student || !readsLinks(actor, placeOf(student))) return null;
  const shown = await presentStudent(tx, student);
  const devices = new Set([...deviceIds, ...shown.holds.map(({ deviceId }) => deviceId)]);
  const links = devices.size === 0 ? [null] : [...devices];
  await logViews(
    tx,
    actor,
    'actAtCounter',
    links.map((deviceId) => ({ studentId: student.id, deviceId, place: placeOf(student) })),
    now,
  );
  return shown;
}

export type Presented = Awaited<ReturnType<typeof presentActs>> | Awaited<ReturnType<typeof presentScans>>;

/** What was done under this id: the devices as they are now, the student whom it was about. */
export async function presentActs(tx: Sql, actor: Actor, actId: string, now: Date) {
  const events = await listActs(tx, actId);
  const ids = [...new Set(events.map(({ deviceId }) => deviceId))];
  const rows = await Promise.all(ids.map(async (id) => (await findDevice(tx, id))!));
  const studentId = events.find((event) => event.studentId !== null)?.studentId ?? null;
  const student = studentId === null ? undefined : await findStudent(tx, studentId);
  return {
    isDone: true as const,
    actId,
    did: events.map(({ kind, deviceId, reason }) => ({ kind: kind as MoveKind, deviceId, isUndo: reason === 'undo' })),
    expects: null,
    devices: rows.map(presentDevice),
    student: await studentShown(tx, actor, student, ids, now),
  };
}

/** What was scanned so far, and what is to be scanned now. */
export async function presentScans(
  tx: Sql,
  actor: Actor,
  found: readonly Found[],
  expects: 'device' | 'student' | 'loaner_or_again' | 'loaner_back_or_again',
  now: Date,
) {
  const rows = found.flatMap(({ device }) => device ?? []);
  const holderId = rows.find(({ open }) => open?.studentId)?.open?.studentId;
  const student = found.find((one) => one.student)?.student ?? (holderId ? await findStudent(tx, holderId) : undefined);
  return {
    isDone: false as const,
    actId: null,
    did: [],
    expects,
    devices: rows.map(presentDevice),
    student: await studentShown(tx, actor, student, holderId ? rows.map(({ device }) => device.id) : [], now),
  };
}
