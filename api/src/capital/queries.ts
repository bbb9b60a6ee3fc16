import type { Sql } from '@steward/db';
import { budgetLines, capitalDocuments, capitalEvents, closedPeriods, fundingSources, people, programmes, projects, sites } from '@steward/db/schema';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import type { Line } from './rules/transfers.ts';

export type ProgrammeRow = typeof programmes.$inferSelect;
export const findProgramme = async (on: Sql, id: string): Promise<ProgrammeRow | undefined> =>
  (await on.select().from(programmes).where(eq(programmes.id, id)))[0];

/** Held so that numbers are given one after the other; entries of others go on meanwhile. */
export const lockProgramme = (on: Sql, id: string) =>
  on.select({ id: programmes.id }).from(programmes).where(eq(programmes.id, id)).for('no key update');

const projectColumns = { project: projects, areaId: sites.areaId };
export type ProjectRow = { project: typeof projects.$inferSelect; areaId: string | null };
export const findProject = async (on: Sql, id: string): Promise<ProjectRow | undefined> =>
  (await on.select(projectColumns).from(projects).leftJoin(sites, eq(sites.id, projects.siteId)).where(eq(projects.id, id)))[0];
/** The same, holding the project's row until the transaction ends. */
export const lockProject = async (on: Sql, id: string): Promise<ProjectRow | undefined> => {
  const [held] = await on.select({ id: projects.id }).from(projects).where(eq(projects.id, id)).for('no key update');
  return held && findProject(on, id);
};

const lineColumns = {
  id: budgetLines.id,
  programmeId: budgetLines.programmeId,
  sourceId: budgetLines.sourceId,
  projectId: budgetLines.projectId,
  kind: budgetLines.kind,
  name: budgetLines.name,
  account: budgetLines.account,
  revenueCents: budgetLines.revenueCents,
  baselineCents: budgetLines.baselineCents,
  transferredInCents: budgetLines.transferredInCents,
  transferredOutCents: budgetLines.transferredOutCents,
  committedCents: budgetLines.committedCents,
  expendedCents: budgetLines.expendedCents,
  retainageCents: budgetLines.retainageCents,
  paidCents: budgetLines.paidCents,
  toCommitCents: budgetLines.toCommitCents,
  version: budgetLines.version,
};
export type LineRow = Line & { account: string; version: number };
export const listLinesById = (on: Sql, ids: readonly string[]): Promise<LineRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select(lineColumns)
        .from(budgetLines)
        .where(inArray(budgetLines.id, [...ids]));
export const findLine = async (on: Sql, id: string): Promise<LineRow | undefined> => (await listLinesById(on, [id]))[0];
/** The same, held in the order in which everybody holds them: nobody waits for somebody who waits for them. */
export const lockLines = (on: Sql, ids: readonly string[]): Promise<LineRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select(lineColumns)
        .from(budgetLines)
        .where(inArray(budgetLines.id, [...ids]))
        .orderBy(asc(budgetLines.id))
        .for('no key update');

export const findSource = async (on: Sql, id: string) => (await on.select().from(fundingSources).where(eq(fundingSources.id, id)))[0];

export const isClosed = async (on: Sql, programmeId: string, month: string): Promise<boolean> =>
  (
    await on
      .select({ month: closedPeriods.month })
      .from(closedPeriods)
      .where(and(eq(closedPeriods.programmeId, programmeId), eq(closedPeriods.month, month)))
  ).length > 0;

export const findDocument = async (on: Sql, id: string) => (await on.select().from(capitalDocuments).where(eq(capitalDocuments.id, id)))[0];

type Happening = {
  programmeId: string;
  projectId?: string | null;
  kind: string;
  by: Pick<DoneBy, 'actorId' | 'onBehalfOfId'>;
  data?: Record<string, unknown>;
  now: Date;
};
/** Keeps what happened beside the money: who did it, for whom, and what it was before. */
export const insertEvent = (on: Sql, { programmeId, projectId = null, kind, by, data = {}, now }: Happening) =>
  on
    .insert(capitalEvents)
    .values({ id: uuidv7(), programmeId, projectId, kind, actorId: by.actorId, onBehalfOfId: by.onBehalfOfId, data, occurredAt: now });

/** Names of these people. */
export const listNames = async (on: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  new Map(
    ids.length === 0
      ? []
      : (
          await on
            .select({ id: people.id, name: people.name })
            .from(people)
            .where(inArray(people.id, [...new Set(ids)]))
        ).map(({ id, name }) => [id, name]),
  );
