import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { districtDay } from '#kernel/day.ts';
import { changeStructure } from '../keep-condition.ts';
import { lockStructures } from '../kept-queries.ts';
import { insertDeficiency } from '../queries.ts';
import { findKindName, insertLinks, listAlike, listComponentsOfSystem, lockOrders } from './queries.ts';
import { NOT_YET_JUDGED } from './report-problem.ts';

/** As many orders alike, within so many days, say something of the building. */
export const ALIKE = 5;
const DAYS = 365;
const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/**
 * Proposes a candidate wherever five orders alike came within a year: of one kind of request, at one structure (orders name no component). Once: not while something is known to be wrong
 * there, or waits for a planner; after one that ended, five new ones are needed. Confidential orders never count. Gives how many.
 */
export async function proposeFindings(db: Sql, now: Date): Promise<number> {
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  let proposed = 0;
  for (;;) {
    const found = await listAlike(db, { since, atLeast: ALIKE, limit: AT_ONCE });
    for (const one of found) if (await propose(db, one, since, now)) proposed += 1;
    if (found.length < AT_ONCE) return proposed;
  }
}

type Alike = Awaited<ReturnType<typeof listAlike>>[number];

/** One of them, if it is still so: two workers may have found the same. */
const propose = (db: Sql, { structureId, systemCode, requestTypeId, orderIds }: Alike, since: Date, now: Date) =>
  db.transaction(async (tx) => {
    await lockOrders(tx, orderIds);
    await lockStructures(tx, [structureId]);
    const still = (await listAlike(tx, { since, atLeast: ALIKE, limit: AT_ONCE, structureId })).find((one) => one.requestTypeId === requestTypeId);
    if (!still) return false;
    const id = uuidv7();
    const parts = await listComponentsOfSystem(tx, structureId, systemCode);
    const componentId = parts.length === 1 ? parts[0]!.id : null;
    const scope = `${still.orderIds.length} similar requests within a year: ${await findKindName(tx, requestTypeId)}`;
    const add = async () => {
      const foundOn = districtDay(now);
      await insertDeficiency(tx, {
        id,
        structureId,
        componentId,
        systemCode,
        scope,
        costBaseYear: Number(foundOn.slice(0, 4)),
        foundOn,
        isProposed: true,
        ...NOT_YET_JUDGED,
      });
      await insertLinks(
        tx,
        still.orderIds.map((workOrderId) => ({ deficiencyId: id, workOrderId, kind: 'similar', linkedAt: now })),
      );
    };
    const happening = {
      kind: 'candidate_proposed',
      cause: 'findings',
      actorId: null,
      deficiencyId: id,
      componentId,
      data: { orders: still.orderIds.length },
    } as const;
    await changeStructure(tx, structureId, happening, add, now);
    return true;
  });
