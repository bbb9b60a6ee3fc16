import type { Sql } from '@steward/db';
import { boardPackets, budgetLines, capitalRequests, projectScopes, transfers } from '@steward/db/schema';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { DISTRICT_ZONE } from '#kernel/day.ts';

/** The day that the last packet of this programme was of, before this one. */
export const findLastAsOf = async (on: Sql, programmeId: string, before: string): Promise<string | undefined> =>
  (
    await on
      .select({ asOfOn: boardPackets.asOfOn })
      .from(boardPackets)
      .where(and(eq(boardPackets.programmeId, programmeId), lt(boardPackets.asOfOn, before)))
      .orderBy(desc(boardPackets.asOfOn))
      .limit(1)
  )[0]?.asOfOn;

export type Reason = { projectId: string; title: string; reason: string; cents: string };
/** Of each of these projects: the largest that were approved up to that day of what makes it dearer. */
export const listReasons = async (on: Sql, projectIds: readonly string[], asOf: string, most: number): Promise<Reason[]> =>
  projectIds.length === 0
    ? []
    : [
        ...(await on.execute<Reason>(sql`
          select "projectId", title, reason, cents::text from (
            select coalesce(r.project_id, l.project_id) as "projectId", r.title, r.reason, r.amount_cents as cents,
              row_number() over (partition by coalesce(r.project_id, l.project_id) order by r.amount_cents desc, r.id) as place
            from ${capitalRequests} r left join ${transfers} t on t.request_id = r.id left join ${budgetLines} l on l.id = t.to_line_id
            where r.kind in ('transfer', 'change_order') and r.state = 'approved' and r.amount_cents > 0
              and coalesce(r.project_id, l.project_id) in (${sql.join(
                projectIds.map((id) => sql`${id}::uuid`),
                sql`, `,
              )})
              and (r.decided_at at time zone ${DISTRICT_ZONE})::date <= ${asOf}
          ) x where place <= ${most} order by "projectId", place`)),
      ];

/** What these projects were promised and did not get, with why. */
export const listLess = (on: Sql, projectIds: readonly string[]) =>
  projectIds.length === 0
    ? Promise.resolve([])
    : on
        .select({ projectId: projectScopes.projectId, promise: projectScopes.promise, state: projectScopes.state, reason: projectScopes.reason })
        .from(projectScopes)
        .where(and(inArray(projectScopes.projectId, [...projectIds]), inArray(projectScopes.state, ['dropped', 'changed'])))
        .orderBy(projectScopes.projectId, projectScopes.position);
