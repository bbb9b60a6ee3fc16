import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import type { FileStore } from '#platform/files/index.ts';
import { notify } from '../../notices/index.ts';
import { makePacket } from './make-packet.ts';
import { insertPacket, type SubscriptionRow } from './queries.ts';
import type { Locale } from './words.ts';

export type Given = { files: Pick<FileStore, 'put'> };
type Why = { period: string; sentById: string | null; id?: string };

/** Where in the portal packets are. */
export const packetsPath = (code: string) => `/capital/packet?${new URLSearchParams({ programme: code }).toString()}`;

/** Keeps the file, and gives its size. */
async function keep(files: Given['files'], storageKey: string, doc: NodeJS.ReadableStream): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'steward-packet-'));
  try {
    const path = join(directory, 'packet.pdf');
    await pipeline(doc, createWriteStream(path));
    await files.put(storageKey, path);
    return (await stat(path)).size;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Draws the packet as its person sees it, keeps it, and puts its mail into the outbox, all with the transaction. False where the period has its packet already. */
export async function sendPacket(tx: Sql, { files }: Given, subscription: SubscriptionRow, reader: Actor, why: Why, now: Date): Promise<boolean> {
  const { id: subscriptionId, programmeId, personId, language } = subscription;
  const { doc, fileName, asOf, since, programme } = await makePacket(tx, reader, programmeId, { language: language as Locale }, now);
  // The same key for the same period: what a worker that was killed left is written over.
  const storageKey = `board-packets/${subscriptionId}/${why.period}.pdf`;
  const sizeBytes = await keep(files, storageKey, doc);
  const { id = uuidv7(), period, sentById } = why;
  const kept = { storageKey, fileName, sizeBytes };
  const packet = { id, subscriptionId, programmeId, personId, period, sentById, asOfOn: asOf, sinceOn: since, language, createdAt: now, ...kept };
  if (!(await insertPacket(tx, packet))) return false;
  const attached = { ...kept, mediaType: 'application/pdf' };
  const about = { path: packetsPath(programme.code) };
  await notify(tx, { kind: 'board_packet', personIds: [personId], facts: { title: programme.name, day: asOf }, about, attached }, now);
  return true;
}
