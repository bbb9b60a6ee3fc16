import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import { DISTRICT, findPortfolio } from '../queries.ts';
import { makeEstimate, makeMeasures } from './make-measures.ts';
import { hasMeasures, insertMeasures, listNeedsToEstimate, listSchoolsToMeasure } from './measure-queries.ts';

/** The made-up adequacy, capacity and estimates of the demonstration's schools, once; gives how many schools. */
export async function seedMeasures(db: Sql, now: Date): Promise<number> {
  const year = Number(districtDay(now).slice(0, 4));
  return db.transaction(async (tx) => {
    const portfolio = await findPortfolio(tx, DISTRICT);
    if (!portfolio?.isDemonstration || (await hasMeasures(tx))) return 0;
    const measures = (await listSchoolsToMeasure(tx, portfolio.id)).map((school) => makeMeasures(school, year));
    const events = measures.map(({ siteId, ...after }) => ({
      id: uuidFor(`measures of ${siteId}`),
      siteId,
      kind: 'loaded',
      data: { before: null, after },
      occurredAt: now,
    }));
    const estimates = (await listNeedsToEstimate(tx, portfolio.id)).flatMap((need) => makeEstimate(need) ?? []);
    await insertMeasures(tx, { measures, events, estimates });
    return measures.length;
  });
}
