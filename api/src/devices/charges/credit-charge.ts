import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf } from '#kernel/money.ts';
import { keeperAt, placeOf } from '../may.ts';
import { chargeNotFound, creditTooHigh, refusing } from '../problems.ts';
import { findStudent, lockStudent } from '../queries.ts';
import { keepsDevices } from '../rules/access.ts';
import { mostOf } from '../rules/charges.ts';
import type { CreditRequest } from './contract.ts';
import { findLine, insertLine, listLines } from './queries.ts';

/** Enters a payment, waives, or gives back, of one charge. Why something is waived is not asked and not kept. `id` may come from the caller's Idempotency-Key. */
export async function creditCharge(
  db: Sql,
  actor: Actor,
  chargeId: string,
  { kind, amount, reason }: z.infer<typeof CreditRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  return refusing(() =>
    db.transaction(async (tx) => {
      const owed = await findLine(tx, chargeId);
      const student = owed?.kind === 'charge' ? await findStudent(tx, owed.studentId) : undefined;
      if (!owed || !student || !keepsDevices(actor, placeOf(student))) throw chargeNotFound();
      const by = keeperAt(actor, placeOf(student));
      await lockStudent(tx, student.id);
      if (await findLine(tx, id)) return student.id;
      const lines = (await listLines(tx, student.id)).map(({ line }) => line);
      const cents = centsOf(amount);
      if (cents > mostOf(kind, owed, lines)) throw creditTooHigh();
      const { deviceId, schoolYear } = owed;
      await insertLine(tx, {
        id,
        studentId: student.id,
        deviceId,
        kind,
        amountCents: -cents,
        chargeId,
        schoolYear,
        reason: reason ?? null,
        enteredById: by.actorId,
        enteredAt: now,
      });
      return student.id;
    }),
  );
}
