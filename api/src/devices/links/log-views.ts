import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { type Place, readsLinks } from '../rules/access.ts';
import { insertViews } from './queries.ts';

type Link = { studentId: string; deviceId: string | null; place: Place };

/** Notes which links somebody is about to see, in the transaction that reads them: who cannot be noted sees nothing. */
export async function logViews(tx: Sql, actor: Actor, page: string, links: readonly Link[], now: Date): Promise<void> {
  const once = new Map(links.map((link) => [`${link.studentId} ${link.deviceId}`, link]));
  if (once.size === 0) return;
  await insertViews(
    tx,
    [...once.values()].map(({ studentId, deviceId, place }) => ({
      id: uuidv7(),
      viewerId: actor.id,
      onBehalfOfId: actingFor(actor, (as) => readsLinks(as, place)) ?? null,
      apiTokenId: actor.token?.id ?? null,
      studentId,
      deviceId,
      page,
      occurredAt: now,
    })),
  );
}
