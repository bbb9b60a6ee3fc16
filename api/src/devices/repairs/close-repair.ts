import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { countDamage } from '../charges/queries.ts';
import { charge } from '../charges/write-charges.ts';
import type { ClosingRequest } from '../contract.ts';
import { keeperAt, placeOf } from '../may.ts';
import { needsCost, needsDamage, nobodyToCharge, partGone, refusing, repairClosed, repairNotFound } from '../problems.ts';
import { findDevice, listActs, listHeldBy, lockDevices } from '../queries.ts';
import { again, type Doing, recordMove, standingOf, takeBack } from '../record-move.ts';
import { keepsDevices } from '../rules/access.ts';
import type { Cause } from '../rules/charges.ts';
import { judgeMove } from '../rules/device-lifecycle.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import { usePartsIn } from './part-queries.ts';
import { findRepair, setRepair } from './queries.ts';
import { studentOfAssignment } from './student-queries.ts';

/** Ends a repair: what it cost, what kind of damage it was, what the family is charged. A device that is nobody's goes into stock; one that its student has again ends their loan; one beyond repair is retired. */
export async function closeRepair(
  db: Sql,
  actor: Actor,
  id: string,
  input: z.infer<typeof ClosingRequest>,
  { actId, now }: { actId: string; now: Date },
) {
  return refusing(() =>
    db.transaction(async (tx) => {
      const seen = await findRepair(tx, id);
      const device = seen && (await findDevice(tx, seen.deviceId));
      if (!seen || !device || !keepsDevices(actor, placeOf(device))) throw repairNotFound();
      const studentId = seen.assignmentId === null ? null : await studentOfAssignment(tx, seen.assignmentId);
      const lent = input.isHandedBack && studentId !== null ? (await listHeldBy(tx, studentId)).filter(({ kind }) => kind === 'loaner') : [];
      await lockDevices(tx, [seen.deviceId, ...lent.map(({ deviceId }) => deviceId)]);
      const row = (await findDevice(tx, seen.deviceId))!;
      const doing: Doing = { actId, by: keeperAt(actor, placeOf(row)), now };
      const repair = (await findRepair(tx, id))!;
      if (repair.closedAt !== null) {
        if ((await listActs(tx, actId)).length > 0) return seen.deviceId;
        throw repairClosed();
      }
      const { outcome, damageClass = null, cost, isCharged } = input;
      if (isCharged && damageClass === null) throw needsDamage();
      if (isCharged && studentId === null) throw nobodyToCharge();
      if (isCharged && cost === undefined) throw needsCost();
      const costCents = cost === undefined ? null : centsOf(cost);
      await setRepair(tx, id, { outcome, damageClass, costCents, closedAt: now });
      const parts = await usePartsIn(tx, id, input.partIds, now);
      if (parts.length < new Set(input.partIds).size) throw partGone();
      const data = parts.length === 0 ? {} : { parts };
      if (isCharged && studentId !== null) {
        const earlier = await countDamage(tx, studentId, damageClass!, `${schoolYearOf(districtDay(now))}-07-01`, id);
        await charge(
          tx,
          { studentId, deviceId: row.device.id, cause: damageClass as Cause, earlier, costCents: costCents ?? 0n, repairId: id },
          doing,
        );
      }
      if (outcome === 'beyond_repair') {
        if (judgeMove(standingOf(row), 'release').ok) await takeBack(tx, row, 'release', doing);
        else if (row.device.status === 'assigned') await takeBack(tx, row, 'return', doing);
        await recordMove(tx, await again(tx, row), 'retire', doing, { studentId: null, personId: null });
      } else if (input.isHandedBack) {
        await recordMove(tx, row, 'hand_back', doing, { data });
        for (const { deviceId } of lent) await takeBack(tx, (await findDevice(tx, deviceId))!, 'return', doing);
      } else if (judgeMove(standingOf(row), 'stock').ok) await recordMove(tx, row, 'stock', doing, { data });
      else await recordMove(tx, row, 'change', doing, { data: { ...data, repair: outcome } });
      return seen.deviceId;
    }),
  );
}
