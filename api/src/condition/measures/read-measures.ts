import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { mayPlan } from '../may-plan.ts';
import { siteNotFound } from '../problems.ts';
import { DISTRICT, findPortfolio } from '../queries.ts';
import { adequacyWeights } from '../weightings/read-weighting.ts';
import { presentMeasuresInDetail } from './present-measures.ts';
import { findSiteMeasures, listMeasureEvents } from './queries.ts';

const EVENTS_SHOWN = 50;
type Known = { scores: Record<string, number>; assessedOn: string | null; source: string; capacity: number | null };

/** The measures of one school beside its condition, and how they came to be. */
export async function readMeasures(on: Sql, actor: Actor, siteId: string) {
  const found = await findSiteMeasures(on, siteId);
  if (!found) throw siteNotFound();
  const weights = await adequacyWeights(on, (await findPortfolio(on, DISTRICT))!.id);
  const events = await listMeasureEvents(on, siteId, EVENTS_SHOWN);
  return {
    site: { id: siteId, name: found.name },
    ...presentMeasuresInDetail(found, weights),
    capacity: found.capacity,
    enrollment: found.enrollment,
    version: found.version ?? 0,
    may: { plan: mayPlan(actor, { siteId, areaId: found.areaId }) },
    history: events.map(({ event, actor: by }) => ({
      id: event.id,
      kind: event.kind as 'changed',
      actor: by,
      occurredAt: event.occurredAt,
      before: (event.data['before'] ?? null) as Known | null,
      after: event.data['after'] as Known,
    })),
  };
}
