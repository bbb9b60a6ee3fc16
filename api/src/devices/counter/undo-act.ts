import type { Sql } from '@steward/db';
import type { deviceAssignments } from '@steward/db/schema';
import type { Actor } from '#kernel/actor.ts';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { isRefundedSince } from '../charges/queries.ts';
import { findScan } from '../collection/queries.ts';
import { actNotFound, refundedSince, refusing, undoneLate } from '../problems.ts';
import { type DeviceRow, findDevice, lastEvent, listActs, lockDevices } from '../queries.ts';
import { type Doing, give, recordMove, takeBack } from '../record-move.ts';
import type { RepairDesk } from '../repairs/open-repair.ts';
import { findOpenRepair, insertRepair, setRepair } from '../repairs/queries.ts';
import { findEnded } from './queries.ts';
import { type Presented, presentActs } from './present-act.ts';
import { keeperOf } from './scan.ts';

type Event = Awaited<ReturnType<typeof listActs>>[number];
const UNDO = { reason: 'undo' };

/** What takes each move back. History keeps both: nothing is rubbed out. */
const BACK: Record<string, (tx: Sql, row: DeviceRow, event: Event, doing: Doing, at: { actor: Actor; desk: RepairDesk }) => Promise<unknown>> = {
  assign: (tx, row, _event, doing) => takeBack(tx, row, 'return', doing, UNDO.reason),
  lend: (tx, row, _event, doing) => takeBack(tx, row, 'return', doing, UNDO.reason),
  return: async (tx, row, event, doing) => {
    const ended = await findEnded(tx, event.id);
    if (ended) await give(tx, row, holderOf(ended), ended.kind === 'loaner' ? 'lend' : 'assign', doing, notOver(ended.dueOn, doing.now));
  },
  recover: async (tx, row, event, doing) => {
    // Money that went back to a family is not taken again by a press of undo.
    if (await isRefundedSince(tx, row.device.id, event.occurredAt)) throw refundedSince();
    await recordMove(tx, row, event.fromStatus === 'stolen' ? 'steal' : 'lose', doing, UNDO);
  },
  repair: async (tx, row, event, doing, { actor, desk }) => {
    await recordMove(tx, row, row.open ? 'hand_back' : 'stock', doing, UNDO);
    const repair = await findOpenRepair(tx, row.device.id);
    // What somebody had reported before stays reported.
    const isOfThis = repair && repair.openedById === event.actorId && repair.openedAt >= event.occurredAt;
    if (!isOfThis) return;
    await setRepair(tx, repair.id, { outcome: 'no_fault', closedAt: doing.now });
    if (repair.workOrderId !== null) await desk.withdraw(tx, actor, repair.workOrderId, doing.heardAt ?? doing.now);
  },
  hand_back: async (tx, row, event, doing) => {
    await recordMove(tx, row, 'repair', doing, { to: event.fromStatus as 'in_repair', ...UNDO });
    if (await findOpenRepair(tx, row.device.id)) return;
    const opened = { id: uuidv7(), deviceId: row.device.id, assignmentId: row.open?.id ?? null, openedAt: doing.now };
    await insertRepair(tx, { ...opened, kind: 'in_house', problem: 'Handed back by mistake.', openedById: doing.by.actorId });
  },
};

type Ended = typeof deviceAssignments.$inferSelect;
function holderOf({ studentId, personId, roomId, cartId }: Ended) {
  if (studentId !== null) return { studentId };
  if (personId !== null) return { personId };
  return roomId === null ? { cartId: cartId! } : { roomId };
}
/** A day that is over is no day to bring it back by: then the usual time counts. */
const notOver = (dueOn: string | null, now: Date) => (dueOn !== null && dueOn >= districtDay(now) ? dueOn : null);

/** Takes back all that was done under an id, where nothing else has happened to any of its devices since. The way back begins at the end. */
export async function takeBackAct(
  tx: Sql,
  actor: Actor,
  ofActId: string,
  { actId, now, heardAt = now, desk }: { actId: string; now: Date; heardAt?: Date; desk: RepairDesk },
) {
  const events = await listActs(tx, ofActId);
  if (events.length === 0) throw actNotFound();
  const deviceIds = [...new Set(events.map(({ deviceId }) => deviceId))];
  await lockDevices(tx, deviceIds);
  for (const id of deviceIds) {
    keeperOf(actor, { device: (await findDevice(tx, id))! });
    if ((await lastEvent(tx, id))?.actId !== ofActId) throw undoneLate();
  }
  for (const event of events.toReversed()) {
    const row = (await findDevice(tx, event.deviceId))!;
    const back = BACK[event.kind];
    if (!back) throw undoneLate();
    await back(tx, row, event, { actId, by: keeperOf(actor, { device: row }), now, heardAt }, { actor, desk });
  }
}

/** Takes back what was done at the counter. */
export async function undoAct(db: Sql, actor: Actor, ofActId: string, doing: { actId: string; now: Date; desk: RepairDesk }): Promise<Presented> {
  return refusing(() =>
    db.transaction(async (tx) => {
      // A scan of a collection day is taken back where it was scanned, or its record would say that the device is back.
      if (await findScan(tx, ofActId)) throw actNotFound();
      if ((await listActs(tx, doing.actId)).length === 0) await takeBackAct(tx, actor, ofActId, doing);
      return presentActs(tx, actor, doing.actId, doing.now);
    }),
  );
}
