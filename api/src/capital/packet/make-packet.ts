import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { type Asked, readPacket } from './read-packet.ts';
import type { Locale } from './words.ts';

/** The packet as a file. */
export async function makePacket(on: Sql, actor: Actor, programmeId: string, { language, ...asked }: Asked & { language: Locale }, now: Date) {
  const packet = await readPacket(on, actor, programmeId, asked, now);
  // Fonts and all are read when the first packet is drawn.
  const { drawPacket } = await import('./draw-packet.ts');
  const { programme, asOf } = packet.programme;
  const fileName = `${programme.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}-${asOf}.pdf`;
  return { doc: drawPacket(packet, language, now), fileName, asOf, since: packet.changes.since, programme };
}
