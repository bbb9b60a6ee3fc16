import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { noPolicy } from '../problems.ts';
import { lockStudent } from '../queries.ts';
import type { Doing } from '../record-move.ts';
import { type Cause, chargeFor, mostOf } from '../rules/charges.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import { findPolicy, insertLine, listLines, listLostCharges, sumOfYear } from './queries.ts';

/** Why what was lost is given back, where nobody says otherwise. */
const FOUND = 'found';
type Broken = { studentId: string; deviceId: string; cause: Cause; earlier: number; costCents: bigint; repairId: string | null };

/** Charges a family by the ladder that counts today, and never over its cap; answers how much, which may be nothing. */
export async function charge(tx: Sql, { studentId, deviceId, cause, earlier, costCents, repairId }: Broken, { by, now }: Doing): Promise<bigint> {
  const today = districtDay(now);
  await lockStudent(tx, studentId);
  const policy = await findPolicy(tx, today);
  if (!policy) throw noPolicy();
  const schoolYear = schoolYearOf(today);
  const { soFarCents, times } = await sumOfYear(tx, studentId, schoolYear, cause);
  const { ladder, capCents } = policy;
  const amountCents = chargeFor({ ladder, cause, earlier: Math.max(earlier, times), costCents, soFarCents, capCents });
  if (amountCents > 0n)
    await insertLine(tx, {
      id: uuidv7(),
      studentId,
      deviceId,
      kind: 'charge',
      amountCents,
      repairId,
      policyId: policy.id,
      cause,
      schoolYear,
      enteredById: by.actorId,
      enteredAt: now,
    });
  return amountCents;
}

/** It was found: what a family was charged because it was lost is given back, also what it has paid. */
export async function refundFound(tx: Sql, deviceId: string, { by, now }: Doing): Promise<void> {
  for (const found of await listLostCharges(tx, deviceId)) {
    await lockStudent(tx, found.studentId);
    const lines = (await listLines(tx, found.studentId)).map(({ line }) => line);
    const open = mostOf('refund', found, lines);
    const { studentId, schoolYear } = found;
    if (open > 0n)
      await insertLine(tx, {
        id: uuidv7(),
        studentId,
        deviceId,
        kind: 'refund',
        amountCents: -open,
        chargeId: found.id,
        schoolYear,
        reason: FOUND,
        enteredById: by.actorId,
        enteredAt: now,
      });
  }
}
