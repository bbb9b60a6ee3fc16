import type { Sql } from '@steward/db';
import { uuidFor } from '@steward/db/seed';
import { districtDay } from '#kernel/day.ts';
import { isDemonstration } from '../../people/index.ts';
import { insertTargetEvents, listTargetEvents } from '../queries.ts';

/** Made-up targets: where each measure begins three years ago, and by how much it is to change in a year. */
const TARGETS = [
  { measure: 'fci', first: 0.2, step: -0.01 },
  { measure: 'survey_effective', first: 0.6, step: 0.03 },
  { measure: 'survey_adequate', first: 0.55, step: 0.03 },
  { measure: 'device_coverage', first: 0.98, step: 0 },
  { measure: 'bandwidth', first: 0.9, step: 0.03 },
  { measure: 'cip_completion', first: 0.4, step: 0.15 },
  { measure: 'reserve_draw', first: 0.03, step: -0.005 },
];
const YEARS = 6;
const YEARS_BACK = 3;
const rounded = (ratio: number) => Math.round(Math.min(Math.max(ratio, 0), 1) * 1_000) / 1_000;

/** The targets of the demonstration's plan, once. */
export const seedPlan = (db: Sql, now: Date): Promise<void> =>
  db.transaction(async (tx) => {
    if (!(await isDemonstration(tx)) || (await listTargetEvents(tx)).length > 0) return;
    const firstYear = Number(districtDay(now).slice(0, 4)) - YEARS_BACK;
    const rows = TARGETS.flatMap(({ measure, first, step }) =>
      Array.from({ length: YEARS }, (_, i) => ({
        id: uuidFor(`plan target ${measure} ${firstYear + i}`),
        measure,
        year: firstYear + i,
        targetRatio: rounded(first + step * i),
        reason: 'Demonstration: a made-up plan',
        isDemonstration: true,
        actorId: null,
        occurredAt: new Date(`${firstYear}-07-01T15:00:00Z`),
      })),
    );
    await insertTargetEvents(tx, rows);
  });
