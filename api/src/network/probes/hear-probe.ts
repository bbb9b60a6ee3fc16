import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { probeUnknown } from '../problems.ts';
import { DOWN_AFTER_MS, linkState } from '../rules/heartbeats.ts';
import { hashOfProbe } from './make-probe.ts';
import { findProbeBySecret, holdLink, insertLinkEvent, lastLinkEvent, listHeard, setHeard } from './queries.ts';

export type LiveProbe = { id: string; siteId: string };

/** The probe that shows this secret. */
export async function probeWith(on: Sql, authorization: string | undefined): Promise<LiveProbe> {
  const secret = /^Bearer (stp_[\w-]{20,80})$/.exec(authorization ?? '')?.[1];
  const probe = secret === undefined ? undefined : await findProbeBySecret(on, hashOfProbe(secret));
  if (!probe) throw probeUnknown();
  return probe;
}

/** A probe says that it lives: its school is up, from now on where no probe watched it before. */
export const hearProbe = (db: Sql, { id, siteId }: LiveProbe, now: Date): Promise<void> =>
  db.transaction(async (tx) => {
    await holdLink(tx, siteId);
    const [watched] = await listHeard(tx, siteId);
    if (!(await setHeard(tx, id, now))) throw probeUnknown();
    const last = watched && (await lastLinkEvent(tx, siteId));
    if (last?.kind === 'up') return;
    const downFor = last ? { downSeconds: Math.round((now.getTime() - last.occurredAt.getTime()) / 1000) } : {};
    await insertLinkEvent(tx, { id: uuidv7(), siteId, kind: 'up', data: downFor, occurredAt: now });
  });

/** Notes which schools fell silent; gives how many. A school is down from its last word on, whenever that is noticed. */
export async function watchLinks(db: Sql, now: Date): Promise<number> {
  let fell = 0;
  for (const { siteId } of await listHeard(db)) if (await noteSilence(db, siteId, now)) fell += 1;
  return fell;
}

const noteSilence = (db: Sql, siteId: string, now: Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    await holdLink(tx, siteId);
    const [heard] = await listHeard(tx, siteId);
    const last = await lastLinkEvent(tx, siteId);
    if (!heard?.lastHeardAt || last?.kind !== 'up' || linkState(heard.lastHeardAt, now) !== 'down') return false;
    await insertLinkEvent(tx, {
      id: uuidv7(),
      siteId,
      kind: 'down',
      data: { noticedAt: now.toISOString(), afterSeconds: DOWN_AFTER_MS / 1000 },
      // Two machines' clocks may differ: it is down after it was up.
      occurredAt: heard.lastHeardAt < last.occurredAt ? last.occurredAt : heard.lastHeardAt,
    });
    return true;
  });
