import type { Sql } from '@steward/db';
import { baselineLines, baselines, budgetLines, closedPeriods, fundingSources, people, programmes, projects, sites } from '@steward/db/schema';
import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { readsWholePlan } from '../rules/access.ts';
import { visibleProjects } from '../visible-queries.ts';

export const insertProgramme = (on: Sql, row: typeof programmes.$inferInsert) => on.insert(programmes).values(row);
export const setProgramme = (on: Sql, id: string, set: Partial<typeof programmes.$inferInsert>) =>
  on
    .update(programmes)
    .set({ ...set, version: sql`${programmes.version} + 1` })
    .where(eq(programmes.id, id))
    .returning({ version: programmes.version });

export const insertSource = (on: Sql, row: typeof fundingSources.$inferInsert) => on.insert(fundingSources).values(row);
type NewLine = Pick<typeof budgetLines.$inferInsert, 'id' | 'programmeId' | 'sourceId' | 'projectId' | 'kind' | 'name' | 'account'>;
/** Written out: the totals are the ledger's alone, and so are not even named here. */
export const insertLine = (on: Sql, { id, programmeId, sourceId, projectId = null, kind, name, account }: NewLine) =>
  on.execute(
    sql`insert into budget_lines (id, programme_id, source_id, project_id, kind, name, account) values (${id}, ${programmeId}, ${sourceId}, ${projectId}, ${kind}, ${name}, ${account})`,
  );
export const findUnallocated = async (on: Sql, sourceId: string) =>
  (
    await on
      .select({ id: budgetLines.id })
      .from(budgetLines)
      .where(and(eq(budgetLines.sourceId, sourceId), eq(budgetLines.kind, 'unallocated')))
  )[0];

/** Lines of a programme, or of one of its projects, that this person may see. */
export const listLines = (on: Sql, actor: Actor, { programmeId, projectId }: { programmeId: string; projectId?: string | undefined }) =>
  on
    .select({ line: budgetLines, sourceName: fundingSources.name, projectName: projects.name })
    .from(budgetLines)
    .innerJoin(fundingSources, eq(fundingSources.id, budgetLines.sourceId))
    .leftJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(
      and(
        eq(budgetLines.programmeId, programmeId),
        // Of the programme as a whole: money comes from there for every project.
        projectId === undefined ? undefined : or(eq(budgetLines.projectId, projectId), isNull(budgetLines.projectId)),
        readsWholePlan(actor) ? undefined : or(isNull(budgetLines.projectId), visibleProjects(actor)),
      ),
    )
    .orderBy(asc(budgetLines.account), asc(budgetLines.id));

export const nextBaselineNumber = async (on: Sql, programmeId: string): Promise<number> =>
  1 +
  ((
    await on
      .select({ number: baselines.number })
      .from(baselines)
      .where(eq(baselines.programmeId, programmeId))
      .orderBy(desc(baselines.number))
      .limit(1)
  )[0]?.number ?? 0);
export const findBaseline = async (on: Sql, id: string) => (await on.select().from(baselines).where(eq(baselines.id, id)))[0];
export const insertBaseline = async (
  on: Sql,
  row: typeof baselines.$inferInsert,
  lines: readonly { budgetLineId: string; amountCents: bigint }[],
) => {
  await on.insert(baselines).values(row);
  await on.insert(baselineLines).values(lines.map((line) => ({ baselineId: row.id, ...line })));
};

export const insertClosedMonth = (on: Sql, row: typeof closedPeriods.$inferInsert) => on.insert(closedPeriods).values(row);
export const listClosedMonths = (on: Sql, programmeId: string) =>
  on
    .select({ month: closedPeriods.month, closedBy: people.name, closedAt: closedPeriods.closedAt })
    .from(closedPeriods)
    .innerJoin(people, eq(people.id, closedPeriods.closedById))
    .where(eq(closedPeriods.programmeId, programmeId))
    .orderBy(desc(closedPeriods.month));
