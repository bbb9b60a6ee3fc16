import type { Sql } from '@steward/db';
import type { Role } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { findActors, listAway } from '../../people/index.ts';
import { placeOf } from '../may.ts';
import { findProject } from '../queries.ts';
import type { RequestRow } from '../requests/queries.ts';
import { type Candidate, type Deciders, decidersOf, RUNGS, type Subject } from '../rules/deciders.ts';
import { WHOLE } from '../rules/access.ts';
import { type ApprovalRow, listCandidateIds, listDecisions } from './queries.ts';

type Known = { approval: ApprovalRow; request: RequestRow };

/** What is decided on, as far as it says who may. */
export async function subjectsOf(on: Sql, requests: readonly RequestRow[]): Promise<ReadonlyMap<string, Subject>> {
  const decisions = Map.groupBy(
    await listDecisions(
      on,
      requests.map(({ id }) => id),
    ),
    ({ requestId }) => requestId,
  );
  const subjects = new Map<string, Subject>();
  for (const { id, projectId, requestedById } of requests) {
    const project = projectId === null ? undefined : await findProject(on, projectId);
    const decidedByIds = (decisions.get(id) ?? []).flatMap(({ decision }) => [decision.personId, decision.onBehalfOfId ?? []].flat());
    subjects.set(id, { requestedById, ...(project ? placeOf(project) : WHOLE), decidedByIds });
  }
  return subjects;
}

/** Who may decide on each of these steps at this moment, by the id of the step. */
export async function whoDecides(on: Sql, steps: readonly Known[], now: Date): Promise<ReadonlyMap<string, Deciders>> {
  if (steps.length === 0) return new Map();
  const roles = new Set([...RUNGS, ...steps.flatMap(({ approval }) => approval.roles)]);
  const ids = await listCandidateIds(on, [...roles], now);
  const away = await listAway(on, ids, districtDay(now));
  const candidates = (await findActors(on, ids, now)).map((actor): Candidate => ({ actor, isAway: away.has(actor.id) }));
  const subjects = await subjectsOf(
    on,
    steps.map(({ request }) => request),
  );
  return new Map(steps.map(({ approval, request }) => [approval.id, decidersOf(subjects.get(request.id)!, approval.roles as Role[], candidates)]));
}

/** The same for one. */
export const whoDecidesOn = async (on: Sql, approval: ApprovalRow, request: RequestRow, now: Date): Promise<Deciders> =>
  (await whoDecides(on, [{ approval, request }], now)).get(approval.id)!;
