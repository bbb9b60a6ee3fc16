import type { Sql } from '@steward/db';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { networkName, type Networks } from '#platform/networks.ts';
import { sessionNotFound } from '../problems.ts';
import { insertPersonEvent } from '../queries.ts';
import { deviceOf } from './device.ts';
import { listSessions, removeSession } from './queries.ts';

type Asking = { token: string | null; networks: Networks };

/** Where I am signed in. The place is what the address tells: nobody outside is asked. */
export async function readSessions(on: Sql, actor: Actor, { token, networks }: Asking, now: Date) {
  const rows = await listSessions(on, actor.id, now);
  return {
    items: rows.map((row) => ({
      id: row.id,
      device: deviceOf(row.userAgent),
      place: { networkName: (row.ipAddress && networkName(networks, row.ipAddress)) || null, address: row.ipAddress || null },
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
      isCurrent: row.token === token,
    })),
  };
}

/** Signs one of my browsers out, with its event. 404 when it is not mine. */
export const endSession = (db: Sql, actor: Actor, id: string, now: Date) =>
  db.transaction(async (tx) => {
    if (!(await removeSession(tx, actor.id, id))) throw sessionNotFound();
    await insertPersonEvent(tx, { personId: actor.id, kind: 'session_ended', ...doneBy(actor), data: {}, occurredAt: now });
  });
