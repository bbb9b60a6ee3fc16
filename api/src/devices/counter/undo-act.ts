import type { Sql } from '@steward/db';
import type { deviceAssignments } from '@steward/db/schema';
import type { Actor } from '#kernel/actor.ts';
import { uuidv7 } from 'uuidv7';
import { actNotFound, refusing, undoneLate } from '../problems.ts';
import { type DeviceRow, findDevice, lastEvent, listActs, lockDevices } from '../queries.ts';
import { type Doing, give, recordMove, takeBack } from '../record-move.ts';
import { findOpenRepair, insertRepair, setRepair } from '../repairs/queries.ts';
import { findEnded } from './queries.ts';
import { type Presented, presentActs } from './present-act.ts';
import { keeperOf } from './scan.ts';

type Event = Awaited<ReturnType<typeof listActs>>[number];
const UNDO = { reason: 'undo' };

/** What takes each move back. History keeps both: nothing is rubbed out. */
const BACK: Record<string, (tx: Sql, row: DeviceRow, event: Event, doing: Doing) => Promise<unknown>> = {
  assign: (tx, row, _event, doing) => takeBack(tx, row, 'return', doing, UNDO.reason),
  lend: (tx, row, _event, doing) => takeBack(tx, row, 'return', doing, UNDO.reason),
  return: async (tx, row, event, doing) => {
    const ended = await findEnded(tx, event.id);
    if (ended) await give(tx, row, holderOf(ended), ended.kind === 'loaner' ? 'lend' : 'assign', doing, notOver(ended.dueOn, doing.now));
  },
  recover: (tx, row, event, doing) => recordMove(tx, row, event.fromStatus === 'stolen' ? 'steal' : 'lose', doing, UNDO),
  repair: async (tx, row, _event, doing) => {
    await recordMove(tx, row, row.open ? 'hand_back' : 'stock', doing, UNDO);
    const repair = await findOpenRepair(tx, row.device.id);
    if (repair) await setRepair(tx, repair.id, { outcome: 'no_fault', closedAt: doing.now });
  },
  hand_back: async (tx, row, event, doing) => {
    await recordMove(tx, row, 'repair', doing, { to: event.fromStatus as 'in_repair', ...UNDO });
    if (await findOpenRepair(tx, row.device.id)) return;
    const opened = { id: uuidv7(), deviceId: row.device.id, assignmentId: row.open?.id ?? null, openedAt: doing.now };
    await insertRepair(tx, { ...opened, kind: 'in_house', problem: 'Handed back by mistake.', openedById: doing.by.actorId });
  },
};

type Ended = typeof deviceAssignments.$inferSelect;
const holderOf = ({ studentId, personId, roomId }: Ended) =>
  studentId !== null ? { studentId } : personId !== null ? { personId } : { roomId: roomId! };
/** A day that is over is no day to bring it back by: then the usual time counts. */
const notOver = (dueOn: string | null, now: Date) => (dueOn !== null && Date.parse(dueOn) > now.getTime() ? dueOn : null);

/** Takes back all that was done under an id, where nothing else has happened to any of its devices since. The way back begins at the end. */
export async function takeBackAct(
  tx: Sql,
  actor: Actor,
  ofActId: string,
  { actId, now, heardAt = now }: { actId: string; now: Date; heardAt?: Date },
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
    await back(tx, row, event, { actId, by: keeperOf(actor, { device: row }), now, heardAt });
  }
}

/** Takes back what was done at the counter. */
export async function undoAct(db: Sql, actor: Actor, ofActId: string, doing: { actId: string; now: Date }): Promise<Presented> {
  return refusing(() =>
    db.transaction(async (tx) => {
      if ((await listActs(tx, doing.actId)).length === 0) await takeBackAct(tx, actor, ofActId, doing);
      return presentActs(tx, actor, doing.actId, doing.now);
    }),
  );
}
