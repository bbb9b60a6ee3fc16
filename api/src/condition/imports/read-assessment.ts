import type { Sql } from '@steward/db';
import { structureNotFound } from '../problems.ts';
import { findAssessed, listNeedsOf, listRatingsOf } from './queries.ts';

/** What an assessor said of a building: who, when, in which words of its systems, and what falls due in which year. */
export async function readAssessment(on: Sql, structureId: string) {
  const found = await findAssessed(on, structureId);
  if (!found) throw structureNotFound();
  const { method, assessment } = found;
  return {
    assessment: assessment && { id: assessment.id, assessor: assessment.assessor, assessedOn: assessment.assessedOn, fileName: assessment.fileName },
    method: (method ?? 'counted') as 'counted',
    ratings: (await listRatingsOf(on, structureId)).map((one) => ({ ...one, rating: one.rating as 'good' })),
    needs: await listNeedsOf(on, structureId),
  };
}
