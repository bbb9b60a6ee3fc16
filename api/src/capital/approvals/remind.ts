import type { Sql } from '@steward/db';
import { findRequest } from '../requests/queries.ts';
import { reminderAfter, tellDeciders } from './open-step.ts';
import { lockToRemind, setReminded } from './queries.ts';

const BATCH = 50;

/** Reminds those who can decide now of what has waited for so many working days, once each. What is disputed waits for the vendor. Gives how many reminders went out. */
export async function remindOfCapitalApprovals(db: Sql, now: Date): Promise<number> {
  let reminded = 0;
  for (;;) {
    const seen = await db.transaction(async (tx) => {
      const due = await lockToRemind(tx, now, BATCH);
      for (const approval of due) {
        const request = (await findRequest(tx, approval.requestId))!;
        await setReminded(tx, approval.id, await reminderAfter(tx, approval.openedAt!, approval.reminders + 1, now));
        if (request.state !== 'waiting') continue;
        await tellDeciders(tx, request, approval.id, 'approval_reminder', now);
        reminded += 1;
      }
      return due.length;
    });
    if (seen < BATCH) return reminded;
  }
}
