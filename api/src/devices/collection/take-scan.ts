import type { Sql } from '@steward/db';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { Problem } from '#kernel/problem.ts';
import { happenedAt, notBefore, type When } from '#kernel/when.ts';
import { refundFound } from '../charges/write-charges.ts';
import { takeBackAct } from '../counter/undo-act.ts';
import { placeOf } from '../may.ts';
import { actNotFound, refusing, undoneLate } from '../problems.ts';
import { type DeviceRow, findDeviceByCode, findStudent, findStudentByKey, listActs, lockDevice } from '../queries.ts';
import { again, type Doing, recordMove, standingOf, takeBack } from '../record-move.ts';
import { type RepairDesk, openRepair } from '../repairs/open-repair.ts';
import { setRepair } from '../repairs/queries.ts';
import { keepsDevices } from '../rules/access.ts';
import { judgeCollected } from '../rules/collection.ts';
import type { Scan } from './contract.ts';
import { resultOf, refusalOf, type ScanResult } from './present.ts';
import { findLastMove, findScan, findStudentBefore, findUndoing, insertScan, lockScan } from './queries.ts';

/** The station whose scans are taken in, and when it sent them. */
export type From = { siteId: string; station: string; by: DoneBy; sentAt: Date; now: Date; desk: RepairDesk };
type Scanned = Extract<Scan, { code: string }>;
type Undoing = Extract<Scan, { undoes: string }>;
/** What a scan came to, as its record keeps it. */
type Came = Omit<Parameters<typeof insertScan>[1], 'id' | 'siteId' | 'station' | 'actorId' | 'recordedAt' | 'code'>;

/** No scan waits longer for signal: one that says so was read by a clock that was set before it was sent, and counts from when we hear of it. */
const LONGEST_WAIT_MS = 14 * 86_400_000;

/** Takes in one scan, once however often it is sent: its record is written in the transaction of what it does. */
export const takeScan = (db: Sql, actor: Actor, scan: Scan, from: From): Promise<ScanResult> =>
  refusing(() =>
    db.transaction(async (tx) => {
      await lockScan(tx, scan.id);
      const known = await findScan(tx, scan.id);
      if (known && known.scan.actorId !== actor.id) throw actNotFound();
      if (known) return resultOf(known);
      const { siteId, station, by, now } = from;
      const said = happenedAt({ deviceAt: new Date(scan.deviceAt), sentAt: from.sentAt }, now);
      const when = { at: now.getTime() - said.getTime() > LONGEST_WAIT_MS ? now : said, heardAt: now };
      const came = 'undoes' in scan ? await undo(tx, actor, scan, when, from) : await collect(tx, actor, scan, when, from);
      const record = { id: scan.id, siteId, station, ...by, actorId: actor.id, recordedAt: now };
      await insertScan(tx, { ...record, ...came });
      return resultOf((await findScan(tx, scan.id))!);
    }),
  ).catch((error: unknown) => {
    if (error instanceof Problem && error.status < 500) return refusalOf(scan.id, error);
    throw error;
  });

async function collect(tx: Sql, actor: Actor, { id, code, ...said }: Scanned, when: When, from: From): Promise<Came & { code: string }> {
  const damage = said.damage ?? null;
  const scanned = { code, damage, isBack: false, occurredAt: when.at };
  const seen = await findDeviceByCode(tx, code);
  if (!seen) {
    const student = await findStudentByKey(tx, code);
    if (student && keepsDevices(actor, placeOf(student))) return { ...scanned, studentId: student.id, exceptions: [] };
  }
  // What is not this keeper’s is unknown here.
  if (!seen || !keepsDevices(actor, placeOf(seen))) return { ...scanned, exceptions: ['unknown'] };
  const row = (await lockDevice(tx, seen.device.id))!;
  const student = row.open?.studentId ? await findStudent(tx, row.open.studentId) : undefined;
  const brought = await findStudentBefore(tx, { actorId: actor.id, station: from.station, at: when.at });
  const { act, exceptions } = judgeCollected(
    {
      status: standingOf(row).status,
      heldSince: row.open?.startedAt ?? null,
      wasReturned: row.open === null && (await findLastMove(tx, row.device.id))?.kind === 'return',
      isOtherSites: student !== undefined && student.site.id !== from.siteId,
      isSomebodyElses: brought !== null && brought !== row.open?.studentId,
      isDamaged: damage !== null,
    },
    when.at,
  );
  const { at } = notBefore(when, row.device.statusChangedAt);
  const doing = { actId: id, by: from.by, now: at, heardAt: when.heardAt };
  if (act === 'return') await comeBack(tx, actor, row, damage, doing, from.desk);
  if (act === 'recover') {
    await recordMove(tx, row, 'recover', doing);
    await refundFound(tx, row.device.id, doing);
  }
  if (act !== 'return' && damage !== null) await toRepair(tx, actor, await again(tx, row), damage, doing, from.desk);
  return { ...scanned, deviceId: row.device.id, isBack: act !== null, grade: student?.grade ?? null, exceptions };
}

/** What was not out and is damaged is mended, too, where it is ours to mend. */
async function toRepair(tx: Sql, actor: Actor, row: DeviceRow, damage: string, doing: Doing, desk: RepairDesk) {
  if (!['in_stock', 'recovered'].includes(row.device.status)) return;
  const { repair } = await openRepair(tx, actor, row, damage, { desk, now: doing.heardAt ?? doing.now });
  await recordMove(tx, row, 'repair', doing, { to: 'in_repair', reason: repair.problem });
  await setRepair(tx, repair.id, { kind: 'in_house' });
}

/** Back into stock; a damaged one to repair, off its student’s name but with whose it was known to the repair. */
async function comeBack(tx: Sql, actor: Actor, row: DeviceRow, damage: string | null, doing: Doing, desk: RepairDesk) {
  const opened = damage === null ? undefined : await openRepair(tx, actor, row, damage, { desk, now: doing.heardAt ?? doing.now });
  await takeBack(tx, row, 'return', doing);
  if (!opened) return;
  await recordMove(tx, await again(tx, row), 'repair', doing, { to: 'in_repair', reason: opened.repair.problem });
  await setRepair(tx, opened.repair.id, { kind: 'in_house' });
}

async function undo(tx: Sql, actor: Actor, { id, undoes }: Undoing, when: When, { desk }: From): Promise<Came & { code: string }> {
  const of = await findScan(tx, undoes);
  if (!of || of.scan.actorId !== actor.id || of.scan.undoesId !== null) throw actNotFound();
  if (await findUndoing(tx, undoes)) throw undoneLate();
  const { at } = notBefore(when, of.scan.occurredAt);
  if ((await listActs(tx, undoes)).length > 0) await takeBackAct(tx, actor, undoes, { actId: id, now: at, heardAt: when.heardAt, desk });
  const { code, deviceId, grade } = of.scan;
  return { code, deviceId, grade, isBack: false, exceptions: [], undoesId: undoes, occurredAt: at };
}
