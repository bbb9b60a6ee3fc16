import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { keeperAt, placeOf } from '../may.ts';
import { unknownScan } from '../problems.ts';
import { type DeviceRow, findDeviceByCode, findStudentByKey, type StudentRow } from '../queries.ts';
import { standingOf } from '../record-move.ts';
import { keepsDevices } from '../rules/access.ts';
import type { Scanned } from '../rules/counter.ts';

export type Found = { device: DeviceRow; student?: never } | { student: StudentRow; device?: never };

/** What a scan is: the label of a device, its serial, or a student’s key. What is not this keeper’s is unknown here. */
export async function findScanned(on: Sql, actor: Actor, code: string, pointer: string): Promise<Found> {
  const device = await findDeviceByCode(on, code);
  if (device) {
    if (!keepsDevices(actor, placeOf(device))) throw unknownScan(pointer);
    return { device };
  }
  const student = await findStudentByKey(on, code);
  if (!student || !keepsDevices(actor, placeOf(student))) throw unknownScan(pointer);
  return { student };
}

/** The same as the rules read it. */
export function asScanned({ device, student }: Found): Scanned {
  if (student) return { kind: 'student', id: student.id };
  const { status, held } = standingOf(device!);
  return { kind: 'device', id: device!.device.id, status, held, isLoaner: device!.device.isLoaner, isStudents: device!.open?.studentId != null };
}

export const keeperOf = (actor: Actor, found: Found) => keeperAt(actor, placeOf(found.device ?? found.student!));
