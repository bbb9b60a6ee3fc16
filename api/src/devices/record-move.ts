import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';
import type { Problem } from '#kernel/problem.ts';
import { stamps } from '#kernel/when.ts';
import { dueBefore, hasPrimary, heldByNobody, notAMove, notWiped, stillHeld, studentLeft, studentOutside } from './problems.ts';
import {
  type DeviceRow,
  endAssignment,
  findDevice,
  findPrimaryOf,
  findStudent,
  freeSince,
  insertAssignment,
  insertDeviceEvent,
  lockStudent,
  type StudentRow,
} from './queries.ts';
import { type DeviceStatus, judgeMove, type MoveKind, type Standing } from './rules/device-lifecycle.ts';

/** For so many days a loaner is lent, where nobody says otherwise. */
export const LOAN_DAYS = 14;

/** One call: what it writes belongs together. `heardAt`: when we heard of it, where that may be later than it was done. */
export type Doing = { actId: string; by: DoneBy; now: Date; heardAt?: Date };
type More = { to?: DeviceStatus | undefined; reason?: string | null | undefined; disposalId?: string; data?: Record<string, unknown> };
type Holder = { studentId: string } | { personId: string } | { roomId: string } | { cartId: string };

export const standingOf = ({ device, open }: DeviceRow): Standing => ({
  status: device.status as DeviceStatus,
  held: open?.kind ?? null,
  isDeprovisioned: device.deprovisionedAt !== null,
  isWiped: device.wipedAt !== null,
});

const refusal = (why: 'not_a_move' | 'held' | 'not_held' | 'not_wiped', status: string): Problem =>
  ({ not_a_move: () => notAMove(status), held: stillHeld, not_held: heldByNobody, not_wiped: notWiped })[why]();

/** Writes the event that moves a device; the device is held. Answers the event. */
export async function recordMove(
  tx: Sql,
  row: DeviceRow,
  kind: MoveKind,
  { actId, by, now, heardAt = now }: Doing,
  more: More & Partial<Record<'studentId' | 'personId', string | null>> = {},
) {
  const { to, reason = null, disposalId = null, data = {}, studentId = row.open?.studentId ?? null, personId = row.open?.personId ?? null } = more;
  const verdict = judgeMove(standingOf(row), kind, to);
  if (!verdict.ok) throw refusal(verdict.why, row.device.status);
  const { bulkId: _bulk, ...who } = by;
  const id = uuidv7();
  const fromStatus = row.device.status;
  await insertDeviceEvent(tx, {
    id,
    deviceId: row.device.id,
    actId,
    kind,
    fromStatus,
    toStatus: verdict.status,
    ...who,
    studentId,
    personId,
    disposalId,
    reason,
    data,
    ...stamps({ at: now, heardAt }),
  });
  return id;
}

/** The student, held, who may be given something. */
async function receiver(tx: Sql, studentId: string, isToKeep: boolean): Promise<StudentRow> {
  await lockStudent(tx, studentId);
  const student = (await findStudent(tx, studentId))!;
  if (student.status !== 'active') throw studentLeft();
  if (!student.isInProgramme) throw studentOutside();
  const has = isToKeep ? await findPrimaryOf(tx, studentId) : undefined;
  if (has) throw hasPrimary(has.assetTag);
  return student;
}

/** Gives a device that is in stock: to keep, or until a day. */
export async function give(tx: Sql, row: DeviceRow, holder: Holder, kind: 'assign' | 'lend', doing: Doing, dueOn?: string | null) {
  const today = districtDay(doing.now);
  if (dueOn && dueOn < today) throw dueBefore();
  const student = 'studentId' in holder ? await receiver(tx, holder.studentId, kind === 'assign') : undefined;
  const to = { studentId: student?.id ?? null, personId: 'personId' in holder ? holder.personId : null };
  const eventId = await recordMove(tx, row, kind, doing, to);
  const free = await freeSince(tx, row.device.id, kind === 'assign' ? to.studentId : null);
  await insertAssignment(tx, {
    id: uuidv7(),
    deviceId: row.device.id,
    kind: kind === 'lend' ? 'loaner' : 'primary',
    ...to,
    roomId: 'roomId' in holder ? holder.roomId : null,
    cartId: 'cartId' in holder ? holder.cartId : null,
    siteId: student?.site.id ?? row.site.id,
    startedAt: free && free > doing.now ? free : doing.now,
    dueOn: kind === 'lend' ? (dueOn ?? dayAfter(today, LOAN_DAYS)) : null,
    openedByEventId: eventId,
  });
}

/** Takes a device from whoever has it: back into stock, or, where it is not there, off their name. */
export async function takeBack(tx: Sql, row: DeviceRow, kind: 'return' | 'release', doing: Doing, reason?: string | null) {
  const eventId = await recordMove(tx, row, kind, doing, { reason });
  await endAssignment(tx, row.device.id, doing.now, eventId);
}

/** The same device after what was just written. */
export const again = async (tx: Sql, row: DeviceRow): Promise<DeviceRow> => (await findDevice(tx, row.device.id))!;
