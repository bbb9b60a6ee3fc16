import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { mayPlan } from '../may-plan.ts';
import { assessedLater, mayNotPlan, measuresChanged, siteNotFound } from '../problems.ts';
import type { AdequacyCategory } from '../rules/adequacy.ts';
import { findSiteMeasures, insertMeasureEvent, setSiteMeasures } from './queries.ts';

type Given = {
  scores: Partial<Record<AdequacyCategory, number | null>>;
  assessedOn: string | null;
  source: string;
  capacity: number | null;
};

/** Notes how a school suits those who learn in it and how many it has room for; what was before stays in its history. `expected` is the version that was seen, 0 where there was none. */
export async function changeMeasures(db: Sql, actor: Actor, siteId: string, expected: number, given: Given, now: Date): Promise<void> {
  const { assessedOn, source, capacity } = given;
  if (assessedOn !== null && assessedOn > districtDay(now)) throw assessedLater();
  const scores = Object.fromEntries(Object.entries(given.scores).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  await db.transaction(async (tx) => {
    const found = await findSiteMeasures(tx, siteId);
    if (!found) throw siteNotFound();
    if (!mayPlan(actor, { siteId, areaId: found.areaId })) throw mayNotPlan();
    const after = { scores, assessedOn, source, capacity };
    const isWritten = (found.version ?? 0) === expected && (await setSiteMeasures(tx, siteId, after, expected));
    if (!isWritten) throw measuresChanged((await findSiteMeasures(tx, siteId))!.version ?? 0);
    const before =
      found.scores === null ? null : { scores: found.scores, assessedOn: found.assessedOn, source: found.source, capacity: found.capacity };
    await insertMeasureEvent(tx, { id: uuidv7(), siteId, kind: 'changed', actorId: actor.id, data: { before, after }, occurredAt: now });
  });
}
