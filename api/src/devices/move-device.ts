import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { charge, refundFound } from './charges/write-charges.ts';
import type { MoveRequest } from './contract.ts';
import { deviceToKeep, placeOf } from './may.ts';
import { dueBefore, nobodyToCharge, onlyOneHolder, priceUnknown, refusing, unknownRoom, unknownStaff, wantsStudent } from './problems.ts';
import { cartNamed, type DeviceRow, findRoomAt, findStaff, findStudentByKey, listActs, setDue } from './queries.ts';
import { type Doing, give, recordMove, takeBack } from './record-move.ts';
import { type RepairDesk, openRepair } from './repairs/open-repair.ts';
import { findOpenRepair, setRepair } from './repairs/queries.ts';
import { keepsDevices } from './rules/access.ts';
import type { MoveKind } from './rules/device-lifecycle.ts';
import { residualCents } from './rules/use.ts';

type Input = z.infer<typeof MoveRequest>;
type Mover = (tx: Sql, actor: Actor, row: DeviceRow, input: Input, doing: Doing, desk: RepairDesk) => Promise<unknown>;

/** To whom: the student of this key, where this keeper keeps; a member of staff; a room or a cart of the device's school. */
async function holderOf(tx: Sql, actor: Actor, row: DeviceRow, { student: key, staff, roomId, cart }: Input) {
  if ([key, staff, roomId, cart].filter((one) => one !== undefined).length > 1) throw onlyOneHolder();
  if (roomId !== undefined) {
    if (!(await findRoomAt(tx, roomId, row.site.id))) throw unknownRoom();
    return { roomId };
  }
  if (cart !== undefined) return { cartId: await cartNamed(tx, uuidv7(), row.site.id, cart) };
  if (staff !== undefined) {
    const person = await findStaff(tx, staff);
    if (!person) throw unknownStaff();
    return { personId: person.id };
  }
  const student = key === undefined ? undefined : await findStudentByKey(tx, key);
  if (!student || !keepsDevices(actor, placeOf(student))) throw wantsStudent('/student');
  return { studentId: student.id };
}

const giver =
  (kind: 'assign' | 'lend'): Mover =>
  async (tx, actor, row, input, doing) =>
    give(tx, row, await holderOf(tx, actor, row, input), kind, doing, input.dueOn);
const taker =
  (kind: 'return' | 'release'): Mover =>
  (tx, _actor, row, { reason }, doing) =>
    takeBack(tx, row, kind, doing, reason);
const mover =
  (kind: MoveKind): Mover =>
  (tx, _actor, row, { to, reason, disposalId }, doing) =>
    recordMove(tx, row, kind, doing, { to, reason, ...(disposalId === undefined ? {} : { disposalId }) });

/** It is gone: where that is asked for, the family is charged what it is still worth, by the ladder. */
const gone =
  (kind: 'lose' | 'steal'): Mover =>
  async (tx, actor, row, input, doing, ask) => {
    await mover(kind)(tx, actor, row, input, doing, ask);
    const studentId = row.open?.studentId;
    if (!input.isCharged) return;
    if (!studentId) throw nobodyToCharge();
    const { acquiredOn } = row.device;
    const priceCents = row.device.priceCents ?? row.model.priceCents;
    if (priceCents === null) throw priceUnknown();
    const bought = {
      priceCents,
      acquiredOn: acquiredOn ?? districtDay(doing.now),
      lifeYears: row.model.lifeYears,
    };
    const costCents = residualCents(bought, districtDay(doing.now));
    await charge(tx, { studentId, deviceId: row.device.id, cause: kind === 'lose' ? 'lost' : 'theft', earlier: 0, costCents, repairId: null }, doing);
  };

const KIND_OF_REPAIR: Record<string, string> = { in_repair: 'in_house', vendor_repair: 'vendor', warranty_repair: 'warranty' };

/** What ends with the device's use ends its repair. */
const ending =
  (kind: MoveKind, outcome: string): Mover =>
  async (tx, actor, row, input, doing, ask) => {
    await mover(kind)(tx, actor, row, input, doing, ask);
    const repair = await findOpenRepair(tx, row.device.id);
    if (repair) await setRepair(tx, repair.id, { outcome, closedAt: doing.now });
  };

const WRITERS: Partial<Record<MoveKind, Mover>> = {
  assign: giver('assign'),
  lend: giver('lend'),
  return: taker('return'),
  release: taker('release'),
  lose: gone('lose'),
  steal: gone('steal'),
  stock: ending('stock', 'mended'),
  hand_back: ending('hand_back', 'mended'),
  retire: ending('retire', 'beyond_repair'),
  recover: async (tx, actor, row, input, doing, ask) => {
    await mover('recover')(tx, actor, row, input, doing, ask);
    await refundFound(tx, row.device.id, doing);
  },
  extend: async (tx, actor, row, input, doing, ask) => {
    if (!input.dueOn || input.dueOn < districtDay(doing.now)) throw dueBefore();
    await mover('extend')(tx, actor, row, input, doing, ask);
    await setDue(tx, row.device.id, input.dueOn);
  },
  repair: async (tx, actor, row, input, doing, desk) => {
    await mover('repair')(tx, actor, row, input, doing, desk);
    const { repair } = await openRepair(tx, actor, row, input.reason ?? 'Does not work.', { desk, now: doing.now });
    await setRepair(tx, repair.id, { kind: KIND_OF_REPAIR[input.to ?? 'in_repair']! });
  },
};

/** Moves one device, with all that belongs to the move, once for each key. */
export async function moveDevice(
  db: Sql,
  actor: Actor,
  id: string,
  input: Input,
  { expected, actId, now, desk }: { expected: number; actId: string; now: Date; desk: RepairDesk },
): Promise<void> {
  await refusing(() =>
    db.transaction(async (tx) => {
      if ((await listActs(tx, actId)).length > 0) return;
      const { row, by } = await deviceToKeep(tx, actor, id, expected);
      await (WRITERS[input.kind] ?? mover(input.kind))(tx, actor, row, input, { actId, by, now }, desk);
    }),
  );
}
