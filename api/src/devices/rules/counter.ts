import type { DeviceStatus, Held } from './device-lifecycle.ts';
import { MENDING } from './device-lifecycle.ts';

/** What a scan turned out to be. */
export type Scanned =
  { kind: 'student'; id: string } | { kind: 'device'; id: string; status: DeviceStatus; held: Held; isLoaner: boolean; isStudents: boolean };
type ScannedDevice = Extract<Scanned, { kind: 'device' }>;

export type Act = 'assign' | 'lend' | 'return' | 'swap' | 'hand_back' | 'recover';

export type Reading =
  | { done: true; act: Act; deviceId: string; studentId?: string; otherId?: string }
  | { done: false; expects: 'device' | 'student' | 'loaner_or_again' | 'loaner_back_or_again' }
  | { done: false; refused: 'not_in_stock' | 'wants_device' | 'wants_student' | 'not_with_anybody'; at: number };

const isMending = (status: DeviceStatus) => (MENDING as readonly string[]).includes(status);
const isMissing = (status: DeviceStatus) => status === 'lost' || status === 'stolen';
const give = (device: ScannedDevice, studentId: string, at: number): Reading =>
  device.status === 'in_stock'
    ? { done: true, act: device.isLoaner ? 'lend' : 'assign', deviceId: device.id, studentId }
    : { done: false, refused: 'not_in_stock', at };

function readOne(scan: Scanned): Reading {
  if (scan.kind === 'student') return { done: false, expects: 'device' };
  const { id, status } = scan;
  if (status === 'on_loan') return { done: true, act: 'return', deviceId: id };
  if (isMissing(status)) return { done: true, act: 'recover', deviceId: id };
  if (status === 'assigned') return { done: false, expects: 'loaner_or_again' };
  if (isMending(status) && scan.held === 'primary') return { done: false, expects: 'loaner_back_or_again' };
  return status === 'in_stock' ? { done: false, expects: 'student' } : { done: false, refused: 'not_in_stock', at: 0 };
}

/**
 * What is meant by these scans, one after the other: nobody chooses a task first. A loaner that is scanned comes back. A student and a device in
 * stock: it is handed out. A student’s own device and then one in stock: a swap; twice the same: it comes back. A mended one and the loaner: each
 * goes back to where it belongs.
 */
export function readScans(scans: readonly [Scanned, ...Scanned[]]): Reading {
  const [first, second] = scans;
  if (second === undefined) return readOne(first);
  if (first.kind === 'student') return second.kind === 'device' ? give(second, first.id, 1) : { done: false, refused: 'wants_device', at: 1 };
  if (second.kind === 'student') return first.status === 'in_stock' ? give(first, second.id, 0) : { done: false, refused: 'wants_device', at: 1 };
  const isAgain = second.id === first.id;
  if (first.status === 'assigned') {
    if (isAgain) return { done: true, act: 'return', deviceId: first.id };
    if (!first.isStudents) return { done: false, refused: 'wants_student', at: 0 };
    return second.status === 'in_stock'
      ? { done: true, act: 'swap', deviceId: first.id, otherId: second.id }
      : { done: false, refused: 'not_in_stock', at: 1 };
  }
  if (isMending(first.status) && first.held === 'primary') {
    if (isAgain) return { done: true, act: 'hand_back', deviceId: first.id };
    return second.status === 'on_loan'
      ? { done: true, act: 'hand_back', deviceId: first.id, otherId: second.id }
      : { done: false, refused: 'not_with_anybody', at: 1 };
  }
  return { done: false, refused: 'wants_student', at: 1 };
}
