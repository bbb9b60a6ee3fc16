import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { logViews } from '../links/log-views.ts';
import { keepsEverywhere } from '../rules/access.ts';
import type { UnreturnedQuery } from '../received-files/contract.ts';
import { filesNotForYou } from '../received-files/problems.ts';
import { listUnreturned } from './queries.ts';

const Key = z.tuple([z.iso.date(), z.uuid()]);

/** Devices that students who left still have. Each is a link of a student and a device: that it was seen is noted with the reading. */
export const readUnreturned = (db: Sql, actor: Actor, { limit, cursor }: z.infer<typeof UnreturnedQuery>, now: Date) =>
  db.transaction(async (tx) => {
    if (!keepsEverywhere(actor)) throw filesNotForYou();
    const key = decodeCursor(cursor, Key);
    const rows = await listUnreturned(tx, key ? { leftOn: key[0], id: key[1] } : null, limit + 1);
    const { items, nextCursor } = pageOf(rows, limit, (one) => [one.leftOn, one.assignmentId]);
    await logViews(
      tx,
      actor,
      'listUnreturnedDevices',
      items.map(({ studentId, deviceId, siteId, areaId }) => ({ studentId, deviceId, place: { siteId, areaId } })),
      now,
    );
    return {
      items: items.map((one) => ({
        device: { id: one.deviceId, assetTag: one.assetTag, model: one.model, status: one.status, lastSeenAt: one.lastSeenAt?.toISOString() ?? null },
        kind: one.kind as 'primary',
        dueOn: one.dueOn,
        student: {
          key: one.studentKey,
          name: [one.givenName, one.familyName].filter(Boolean).join(' ') || null,
          grade: one.grade,
          leftOn: one.leftOn,
          site: { id: one.siteId, name: one.siteName },
        },
      })),
      nextCursor,
    };
  });
