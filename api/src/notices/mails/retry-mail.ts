import type { Sql } from '@steward/db';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { districtAdministratorsOnly, mailNotFound, notFailed } from '../problems.ts';
import { administersDistrict } from '../../people/index.ts';
import { mayRetry } from '../rules/delivery.ts';
import { insertMailEvent, lockMail, setMail } from './queries.ts';

/** Has a mail tried again that was given up: at once, and for another day. */
export const retryMail = (db: Sql, actor: Actor, id: string, now: Date) =>
  db.transaction(async (tx) => {
    const forId = actingFor(actor, administersDistrict);
    if (forId === undefined) throw districtAdministratorsOnly();
    const mail = await lockMail(tx, id);
    if (!mail) throw mailNotFound();
    if (!mayRetry(mail.status)) throw notFailed(mail.status);
    await setMail(tx, id, { status: 'queued', nextAttemptAt: now, triedSince: now });
    const { actorId, onBehalfOfId } = doneBy(actor, forId);
    await insertMailEvent(tx, { mailId: id, kind: 'retried', actorId, onBehalfOfId, data: {}, occurredAt: now });
  });
