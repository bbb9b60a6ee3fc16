import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { isOver, judgeDip, STILL_SAYS_MS, USUAL_DAYS } from '../rules/dips.ts';
import { insertDip, latestMeasuredAfter, listMeasuredLately, listMeasuredSince, listOpenDips, setDip } from './queries.ts';

const DAY_MS = 86_400_000;

/**
 * Proposes one order for each school that has been under half of its usual speed for an hour, and notes which are as fast as before. Probes
 * measure at all hours and by cable; what a browser measured over Wi-Fi says nothing of a dip. Gives how many were proposed.
 */
export async function proposeDips(db: Sql, now: Date): Promise<number> {
  for (const dip of await listOpenDips(db))
    if (isOver(dip, await latestMeasuredAfter(db, dip.siteId, dip.beganAt))) await setDip(db, dip.id, { endedAt: now });
  let proposed = 0;
  for (const siteId of await listMeasuredLately(db, new Date(now.getTime() - STILL_SAYS_MS))) {
    const dip = judgeDip(await listMeasuredSince(db, siteId, new Date(now.getTime() - USUAL_DAYS * DAY_MS)), now);
    if (dip && (await insertDip(db, { id: uuidv7(), siteId, ...dip, foundAt: now, state: 'proposed' }))) proposed += 1;
  }
  return proposed;
}
