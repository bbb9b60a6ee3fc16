import type { Sql } from '@steward/db';
import { BY_THE_SYSTEM } from '#kernel/actor.ts';
import { findOrderById, insertEvent } from '../queries.ts';
import { askedOf, reminderAfter } from './ask-for-approval.ts';
import { findOpenStep, lockToRemind, setReminded } from './queries.ts';

const BATCH = 50;

/**
 * Reminds those who can decide now of what has waited for so many working days, once each: also after a restart, and where who was asked first
 * has gone away meanwhile. Gives how many reminders were written.
 */
export async function remindOfApprovals(db: Sql, now: Date): Promise<number> {
  let reminded = 0;
  for (;;) {
    const seen = await db.transaction(async (tx) => {
      const due = await lockToRemind(tx, now, BATCH);
      for (const approval of due) {
        const row = (await findOrderById(tx, approval.workOrderId))!;
        const waits = (await findOpenStep(tx, row.order.id))?.id === approval.id;
        const reminders = approval.reminders + 1;
        const next = waits ? await reminderAfter(tx, row, approval.openedAt!, reminders, now) : { reminders, nextReminderAt: null };
        await setReminded(tx, approval.id, next);
        if (!waits) continue;
        const data = { approvalId: approval.id, reminder: reminders, cause: approval.cause, ...(await askedOf(tx, approval, row, now)) };
        const isInternal = approval.cause === 'cost';
        await insertEvent(tx, {
          workOrderId: row.order.id,
          kind: 'approval_reminder',
          ...BY_THE_SYSTEM,
          isInternal,
          data,
          occurredAt: now,
        });
        reminded += 1;
      }
      return due.length;
    });
    if (seen < BATCH) return reminded;
  }
}
