import type { Sql } from '@steward/db';
import { actingFor, type Actor } from '#kernel/actor.ts';
import { findActors } from '../../people/index.ts';
import { listCandidateIds } from '../approvals/queries.ts';
import { mustRead, programmeSeen } from '../may.ts';
import { keepsBooks, READERS, readsSomewhere, readsWholePlan } from '../rules/access.ts';
import { packetNotFound, subscriptionNotFound } from './problems.ts';
import { findPacket, findSubscription, listPackets, listSubscriptions, type PacketRow, type SubscriptionWith } from './queries.ts';

const PACKETS_SHOWN = 50;

const mayKeep = (actor: Actor) => actingFor(actor, keepsBooks) !== undefined;
/** All of them, or one's own. */
const whose = (actor: Actor) => (readsWholePlan(actor) ? undefined : actor.id);

function present({ subscription, programme, person, createdBy }: SubscriptionWith, actor: Actor) {
  const { id, every, day, hour, language, nextDueAt, createdAt, endedAt, endedBecause, version } = subscription;
  return {
    id,
    programme: { id: programme.id, code: programme.code, name: programme.name },
    person: { id: person.id, name: person.name },
    isMailed: person.isMailed,
    createdBy,
    every: every as 'week' | 'month',
    day,
    hour,
    language: language as 'en' | 'es',
    nextDueAt: endedAt ? null : nextDueAt,
    createdAt,
    endedAt,
    endedBecause: endedBecause as 'person' | 'role' | null,
    may: { change: !endedAt && mayKeep(actor), end: !endedAt && (mayKeep(actor) || person.id === actor.id), send: !endedAt && mayKeep(actor) },
    version,
  };
}

/** One subscription, for who keeps them and whose it is. */
export async function readSubscription(on: Sql, actor: Actor, id: string) {
  const row = await findSubscription(on, id);
  if (!row || !(row.person.id === actor.id || readsWholePlan(actor))) throw subscriptionNotFound();
  return present(row, actor);
}

/** Who gets the packet of a programme, which ones went out, and whom one could subscribe. */
export async function readSubscriptions(on: Sql, actor: Actor, programmeId: string, now: Date) {
  const { isDemonstration } = await programmeSeen(on, actor, programmeId);
  const [subscriptions, packets, readers] = await Promise.all([
    listSubscriptions(on, programmeId, whose(actor)),
    listPackets(on, programmeId, whose(actor), PACKETS_SHOWN),
    mayKeep(actor) ? listReaders(on, now) : [],
  ]);
  return {
    isDemonstration,
    items: subscriptions.map((row) => present(row, actor)),
    sent: packets.map(({ packet: { id, period, asOfOn, sinceOn, language, fileName, sizeBytes, createdAt, sentById }, person, sentBy }) => ({
      id,
      dueOn: sentById === null ? period : null,
      person,
      sentBy,
      asOf: asOfOn,
      since: sinceOn,
      language: language as 'en' | 'es',
      fileName,
      sizeBytes,
      sentAt: createdAt,
    })),
    readers,
    may: { subscribe: mayKeep(actor) },
  };
}

async function listReaders(on: Sql, now: Date) {
  const actors = await findActors(on, await listCandidateIds(on, READERS, now), now);
  return actors
    .filter(readsSomewhere)
    .map(({ id, name }) => ({ id, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** A packet that went out, for who reads the whole plan and whom it went to. */
export async function packetSeen(on: Sql, actor: Actor, id: string): Promise<PacketRow> {
  mustRead(actor);
  const packet = await findPacket(on, id);
  if (!packet || !(readsWholePlan(actor) || (packet.personId === actor.id && readsSomewhere(actor)))) throw packetNotFound();
  return packet;
}
