import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, actingFor, doneBy, type DoneBy } from '#kernel/actor.ts';
import { mustRead, programmeSeen } from '../may.ts';
import { keepsBooks, readsWholePlan } from '../rules/access.ts';
import { notAReader, notYoursToSubscribe, subscribedAlready, subscriptionChanged, subscriptionNotFound, subscriptionOver } from './problems.ts';
import {
  findSubscription,
  hasSentSince,
  insertSubscription,
  insertSubscriptionEvent,
  lockSubscription,
  setSubscription,
  type SubscriptionRow,
} from './queries.ts';
import { readerNow } from './readers.ts';
import { nextDue, type Rhythm } from './rules/rhythm.ts';
import { type Given, sendPacket } from './send-packet.ts';

const SENT_AGAIN_AFTER_MS = 60_000;

type Wish = Rhythm & { language: 'en' | 'es' };

/** Who says who gets a packet, or for whom they do. */
function subscriber(actor: Actor): DoneBy {
  mustRead(actor);
  const forId = actingFor(actor, keepsBooks);
  if (forId === undefined) throw notYoursToSubscribe();
  return doneBy(actor, forId);
}
const event = (subscriptionId: string, kind: string, { actorId, onBehalfOfId }: Pick<DoneBy, 'actorId' | 'onBehalfOfId'>, now: Date) => ({
  subscriptionId,
  kind,
  actorId,
  onBehalfOfId,
  occurredAt: now,
});

/** Subscribes somebody who reads the plan to the packet of a programme. Gives its id. */
export async function subscribe(
  db: Sql,
  actor: Actor,
  { programmeId, personId, ...wish }: Wish & { programmeId: string; personId: string },
  now: Date,
  id: string = uuidv7(),
): Promise<string> {
  const by = subscriber(actor);
  await db.transaction(async (tx) => {
    if (await findSubscription(tx, id)) return;
    await programmeSeen(tx, actor, programmeId);
    if (!(await readerNow(tx, personId, now))) throw notAReader();
    const row = { id, programmeId, personId, createdById: actor.id, ...wish, nextDueAt: nextDue(wish, now), createdAt: now };
    if (!(await insertSubscription(tx, row))) throw subscribedAlready();
    await insertSubscriptionEvent(tx, { ...event(id, 'subscribed', by, now), data: wish });
  });
  return id;
}

/** The subscription, held, on the version that was seen. */
async function held(tx: Sql, actor: Actor, id: string, version: number | undefined): Promise<SubscriptionRow> {
  const row = await lockSubscription(tx, id);
  if (!row || !(row.personId === actor.id || readsWholePlan(actor))) throw subscriptionNotFound();
  if (row.endedAt) throw subscriptionOver();
  if (version !== undefined && version !== row.version) throw subscriptionChanged(row.version);
  return row;
}

/** Changes when it goes out, and in which language. */
export async function changeSubscription(db: Sql, actor: Actor, id: string, version: number, wish: Wish, now: Date): Promise<void> {
  mustRead(actor);
  await db.transaction(async (tx) => {
    const { every, day, hour, language } = await held(tx, actor, id, version);
    const by = subscriber(actor);
    await setSubscription(tx, id, { ...wish, nextDueAt: nextDue(wish, now) });
    await insertSubscriptionEvent(tx, { ...event(id, 'changed', by, now), data: { before: { every, day, hour, language }, after: wish } });
  });
}

/** Ends it: by a person, or because who gets it may no longer read it. */
export async function endSubscription(
  tx: Sql,
  { id }: SubscriptionRow,
  by: Pick<DoneBy, 'actorId' | 'onBehalfOfId'>,
  endedBecause: 'person' | 'role',
  now: Date,
): Promise<void> {
  await setSubscription(tx, id, { endedAt: now, endedBecause });
  await insertSubscriptionEvent(tx, event(id, endedBecause === 'person' ? 'ended' : 'role_ended', by, now));
}

/** Ends it, for finance or whoever gets it. */
export async function unsubscribe(db: Sql, actor: Actor, id: string, version: number, now: Date): Promise<void> {
  mustRead(actor);
  await db.transaction(async (tx) => {
    const row = await held(tx, actor, id, version);
    await endSubscription(tx, row, row.personId === actor.id ? doneBy(actor) : subscriber(actor), 'person', now);
  });
}

/** Sends a packet at once, besides those that are due. The same press twice sends one. */
export async function sendNow(db: Sql, given: Given, actor: Actor, id: string, now: Date, packetId: string = uuidv7()): Promise<void> {
  mustRead(actor);
  await db.transaction(async (tx) => {
    const row = await held(tx, actor, id, undefined);
    subscriber(actor);
    const reader = await readerNow(tx, row.personId, now);
    if (!reader) throw notAReader();
    // Pressed again within a minute, also from another page: the first one is the answer.
    if (await hasSentSince(tx, id, new Date(now.getTime() - SENT_AGAIN_AFTER_MS))) return;
    await sendPacket(tx, given, row, reader, { period: packetId, sentById: actor.id, id: packetId }, now);
  });
}
