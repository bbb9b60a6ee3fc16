import type { Sql } from '@steward/db';
import { endSubscription } from './keep-subscriptions.ts';
import { lockDue, setNextDue, type SubscriptionRow } from './queries.ts';
import { readerNow } from './readers.ts';
import { lastDue, nextDue, periodOf, type Rhythm } from './rules/rhythm.ts';
import { type Given, sendPacket } from './send-packet.ts';

/**
 * Sends every packet that is due, one transaction each: its subscription is held meanwhile, and is due again only with the packet that went into the outbox. One that cannot be made keeps no other
 * one waiting, and is due still. Gives how many went out.
 */
export async function sendDuePackets(db: Sql, given: Given, now: Date): Promise<number> {
  const failed: string[] = [];
  const errors: unknown[] = [];
  for (let sent = 0; ;) {
    let tried: string | undefined;
    try {
      const done = await db.transaction(async (tx) => {
        const due = await lockDue(tx, now, failed);
        tried = due?.id;
        return due && send(tx, given, due, now);
      });
      if (done === undefined && errors.length > 0) throw new AggregateError(errors, `${errors.length} packets could not be made`);
      if (done === undefined) return sent;
      sent += done;
    } catch (error) {
      if (tried === undefined) throw error;
      failed.push(tried);
      errors.push(error);
    }
  }
}

/** Who may no longer read the plan gets none, and the subscription ends. */
async function send(tx: Sql, given: Given, due: SubscriptionRow, now: Date): Promise<number> {
  const reader = await readerNow(tx, due.personId, now);
  if (!reader) {
    await endSubscription(tx, due, { actorId: null, onBehalfOfId: null }, 'role', now);
    return 0;
  }
  const rhythm: Rhythm = { every: due.every as 'week', day: due.day, hour: due.hour };
  const isSent = await sendPacket(tx, given, due, reader, { period: periodOf(lastDue(rhythm, due.nextDueAt, now)), sentById: null }, now);
  await setNextDue(tx, due.id, nextDue(rhythm, now));
  return isSent ? 1 : 0;
}
