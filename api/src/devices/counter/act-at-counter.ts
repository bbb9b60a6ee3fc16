import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { notInStock, notWithAnybody, refusing, unknownScan, wantsDevice, wantsStudent } from '../problems.ts';
import { type DeviceRow, findDevice, listActs, lockDevices } from '../queries.ts';
import { type Doing, again, give, recordMove, takeBack } from '../record-move.ts';
import { type RepairDesk, openRepair } from '../repairs/open-repair.ts';
import { findOpenRepair, setRepair } from '../repairs/queries.ts';
import { refundFound } from '../charges/write-charges.ts';
import { type Reading, readScans, type Scanned } from '../rules/counter.ts';
import type { CounterRequest } from './contract.ts';
import { type Presented, presentActs, presentScans } from './present-act.ts';
import { asScanned, type Found, findScanned, keeperOf } from './scan.ts';

type Input = z.infer<typeof CounterRequest>;
type Refused = Extract<Reading, { refused: unknown }>;
type Done = Extract<Reading, { done: true }>;

const refuse = ({ refused, at }: Refused, found: readonly Found[]) => {
  const pointer = `/scans/${at}`;
  if (refused === 'not_in_stock') return notInStock(pointer, found[at]?.device?.device.status ?? 'unknown');
  return { wants_device: wantsDevice, wants_student: wantsStudent, not_with_anybody: notWithAnybody }[refused](pointer);
};

/** What was scanned, with every device of it held, in one order for all, and read after that. */
async function holdScans(tx: Sql, actor: Actor, codes: readonly string[]): Promise<Found[]> {
  const seen = await Promise.all(codes.map((code, i) => findScanned(tx, actor, code, `/scans/${i}`)));
  await lockDevices(tx, [...new Set(seen.flatMap(({ device }) => device?.device.id ?? []))]);
  const held: Found[] = [];
  for (const one of seen) held.push(one.device ? { device: (await findDevice(tx, one.device.device.id))! } : one);
  return held;
}

type With = { desk: RepairDesk; problem: string | undefined; dueOn: string | undefined };
type Doer = (
  tx: Sql,
  actor: Actor,
  of: { row: DeviceRow; other: DeviceRow | undefined; studentId: string | undefined },
  doing: Doing,
  more: With,
) => Promise<void>;

const OUT_OF_ORDER = 'Does not work; swapped at the counter.';

/** Each act in all it writes. */
const ACTS: Record<Done['act'], Doer> = {
  assign: async (tx, _actor, { row, studentId }, doing) => give(tx, row, { studentId: studentId! }, 'assign', doing),
  lend: async (tx, _actor, { row, studentId }, doing, { dueOn }) => give(tx, row, { studentId: studentId! }, 'lend', doing, dueOn),
  return: async (tx, _actor, { row }, doing) => takeBack(tx, row, 'return', doing),
  recover: async (tx, _actor, { row }, doing) => {
    await recordMove(tx, row, 'recover', doing);
    await refundFound(tx, row.device.id, doing);
  },
  swap: async (tx, actor, { row, other }, doing, { desk, problem = OUT_OF_ORDER, dueOn }) => {
    const { repair } = await openRepair(tx, actor, row, problem, { desk, now: doing.now });
    await recordMove(tx, row, 'repair', doing, { to: 'in_repair', reason: repair.problem });
    await setRepair(tx, repair.id, { kind: 'in_house' });
    await give(tx, other!, { studentId: row.open!.studentId! }, 'lend', doing, dueOn);
  },
  hand_back: async (tx, _actor, { row, other }, doing) => {
    if (other) await takeBack(tx, other, 'return', doing);
    await recordMove(tx, row, 'hand_back', doing);
    const repair = await findOpenRepair(tx, row.device.id);
    if (repair) await setRepair(tx, repair.id, { outcome: 'mended', closedAt: doing.now });
  },
};

/** Does what the scans mean, in one transaction, once for each key; or says what else is to be scanned. */
export async function actAtCounter(
  db: Sql,
  actor: Actor,
  { scans, problem, dueOn }: Input,
  { actId, now, desk }: { actId: string; now: Date; desk: RepairDesk },
): Promise<Presented> {
  return refusing(() =>
    db.transaction(async (tx) => {
      if ((await listActs(tx, actId)).length > 0) return presentActs(tx, actor, actId, now);
      const found = await holdScans(tx, actor, scans);
      if (found.length === 0) throw unknownScan('/scans/0');
      const reading = readScans(found.map(asScanned) as [Scanned, ...Scanned[]]);
      if (!reading.done) {
        if ('refused' in reading) throw refuse(reading, found);
        return presentScans(tx, actor, found, reading.expects, now);
      }
      const rowOf = (id: string | undefined) => found.find(({ device }) => device?.device.id === id)?.device;
      const row = await again(tx, rowOf(reading.deviceId)!);
      const by = keeperOf(actor, { device: row });
      const of = { row, other: rowOf(reading.otherId), studentId: reading.studentId };
      await ACTS[reading.act](tx, actor, of, { actId, by, now }, { desk, problem, dueOn });
      return presentActs(tx, actor, actId, now);
    }),
  );
}
