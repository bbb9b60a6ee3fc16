import type { Sql } from '@steward/db';
import {
  budgetLines,
  capitalRequests,
  fundingSources,
  ledgerEntries,
  outlookScenarios,
  people,
  programmes,
  projectPhases,
  projects,
  proposals,
  sites,
  transfers,
} from '@steward/db/schema';
import { and, asc, desc, eq, isNotNull, notInArray, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { pendingAt } from '../reading/line-queries.ts';
import { visibleOrWhole } from '../visible-queries.ts';

const OVER = ['complete', 'cancelled'];

export const listProgrammes = (on: Sql) => on.select().from(programmes).orderBy(asc(programmes.startsOn), asc(programmes.code));
export type Programme = Awaited<ReturnType<typeof listProgrammes>>[number];

const sum = (what: SQL) => sql<string>`coalesce(sum(${what}), 0)`.mapWith(BigInt);

/** The totals of a programme's lines by kind, those of projects apart from those of the programme. */
export const sumLines = (on: Sql, programmeId: string, actor: Actor) =>
  on
    .select({
      kind: budgetLines.kind,
      baselineCents: sum(sql`${budgetLines.baselineCents}`),
      revenueCents: sum(sql`${budgetLines.revenueCents}`),
      budgetCents: sum(sql`${budgetLines.budgetCents}`),
      committedCents: sum(sql`${budgetLines.committedCents}`),
      expendedCents: sum(sql`${budgetLines.expendedCents}`),
      toCommitCents: sum(sql`${budgetLines.toCommitCents}`),
    })
    .from(budgetLines)
    .leftJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(and(eq(budgetLines.programmeId, programmeId), visibleOrWhole(actor)))
    .groupBy(budgetLines.kind);
export type LineSums = Awaited<ReturnType<typeof sumLines>>[number];

/** Change orders that wait on lines that somebody sees, each times how likely it comes. */
export const sumWaitingChanges = async (on: Sql, programmeId: string, actor: Actor): Promise<bigint> => {
  const [row] = await on
    .select({ cents: sum(sql`w.pending`) })
    .from(sql`(${pendingAt({ programmeId })}) w`)
    .innerJoin(budgetLines, sql`${budgetLines.id} = w.line_id`)
    .leftJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(visibleOrWhole(actor));
  return row!.cents;
};

/** What was spent in each month: approved invoices, gross of retainage. */
export const sumMonths = (on: Sql, programmeId: string, actor: Actor) =>
  on
    .select({
      month: sql<string>`to_char(date_trunc('month', ${ledgerEntries.effectiveOn}), 'YYYY-MM-DD')`,
      cents: sum(sql`${ledgerEntries.amountCents}`),
    })
    .from(ledgerEntries)
    .innerJoin(budgetLines, eq(budgetLines.id, ledgerEntries.budgetLineId))
    .leftJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(and(eq(ledgerEntries.programmeId, programmeId), eq(ledgerEntries.kind, 'invoice'), visibleOrWhole(actor)))
    .groupBy(sql`1`)
    .orderBy(sql`1`);

/** The last day that work still to be done is planned for. */
export const findLastPlanned = async (on: Sql, programmeId: string, actor: Actor): Promise<string | null> =>
  (
    await on
      .select({ day: sql<string | null>`max(${projectPhases.plannedEndOn})::text` })
      .from(projectPhases)
      .innerJoin(projects, eq(projects.id, projectPhases.projectId))
      .leftJoin(sites, eq(sites.id, projects.siteId))
      .where(
        and(
          eq(projects.programmeId, programmeId),
          notInArray(projects.phase, OVER),
          notInArray(projectPhases.phase, ['planned', 'warranty']),
          visibleOrWhole(actor),
        ),
      )
  )[0]!.day;

/** With its table: drizzle leaves that out where only one is selected from. */
const ownId = sql.raw('"projects"."id"');
/** Of each project that was not called off: its money, its progress, and the days it was promised for. */
export const listWorked = (on: Sql, programmeId: string, actor: Actor) =>
  on
    .select({
      id: projects.id,
      budgetCents: sql<string>`coalesce((select sum(l.budget_cents) from ${budgetLines} l where l.project_id = ${ownId}), 0)`.mapWith(BigInt),
      expendedCents: sql<string>`coalesce((select sum(l.expended_cents) from ${budgetLines} l where l.project_id = ${ownId}), 0)`.mapWith(BigInt),
      progressRatio: projects.progressRatio,
      startOn: sql<string | null>`(select min(p.baseline_start_on)::text from ${projectPhases} p where p.project_id = ${ownId})`,
      endOn: sql<
        string | null
      >`(select max(p.baseline_end_on)::text from ${projectPhases} p where p.project_id = ${ownId} and p.phase not in ('planned', 'warranty'))`,
    })
    .from(projects)
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(and(eq(projects.programmeId, programmeId), notInArray(projects.phase, ['cancelled']), visibleOrWhole(actor)));

const giver = alias(budgetLines, 'giver');
const taker = alias(budgetLines, 'taker');
/** What contingency gave to work. */
export const findUsed = async (on: Sql, programmeId: string): Promise<bigint> =>
  (
    await on
      .select({ cents: sum(sql`${transfers.amountCents}`) })
      .from(transfers)
      .innerJoin(capitalRequests, eq(capitalRequests.id, transfers.requestId))
      .innerJoin(giver, eq(giver.id, transfers.fromLineId))
      .innerJoin(taker, eq(taker.id, transfers.toLineId))
      .where(
        and(
          eq(capitalRequests.programmeId, programmeId),
          eq(capitalRequests.state, 'approved'),
          eq(giver.kind, 'contingency'),
          notInArray(taker.kind, ['contingency', 'unallocated']),
        ),
      )
  )[0]!.cents;

/** What was decided to be done and has no budget line yet. */
export const findApprovedNeeds = async (on: Sql, programmeId: string): Promise<bigint> =>
  (
    await on
      .select({ cents: sum(sql`${proposals.costCents}`) })
      .from(proposals)
      .where(
        and(
          eq(proposals.programmeId, programmeId),
          eq(proposals.decision, 'approved'),
          sql`not exists (select from ${budgetLines} where ${budgetLines.projectId} = ${proposals.projectId})`,
        ),
      )
  )[0]!.cents;

/** The sources of a programme with what came of each. */
export const listSources = (on: Sql, programmeId: string) =>
  on
    .select({
      id: fundingSources.id,
      name: fundingSources.name,
      kind: fundingSources.kind,
      series: fundingSources.series,
      issuedOn: fundingSources.issuedOn,
      plannedCents: fundingSources.plannedCents,
      arrivedCents: sum(sql`${budgetLines.revenueCents}`),
      retainageCents: sum(sql`${budgetLines.retainageCents}`),
    })
    .from(fundingSources)
    .leftJoin(budgetLines, eq(budgetLines.sourceId, fundingSources.id))
    .where(eq(fundingSources.programmeId, programmeId))
    .groupBy(fundingSources.id)
    .orderBy(asc(fundingSources.code));

/** What was paid on each day out of each source that belongs to a series. */
export const sumPaidBySource = (on: Sql, programmeId: string) =>
  on
    .select({ sourceId: budgetLines.sourceId, on: ledgerEntries.effectiveOn, cents: sum(sql`${ledgerEntries.amountCents}`) })
    .from(ledgerEntries)
    .innerJoin(budgetLines, eq(budgetLines.id, ledgerEntries.budgetLineId))
    .innerJoin(fundingSources, eq(fundingSources.id, budgetLines.sourceId))
    .where(and(eq(ledgerEntries.programmeId, programmeId), eq(ledgerEntries.kind, 'payment'), isNotNull(fundingSources.series)))
    .groupBy(budgetLines.sourceId, ledgerEntries.effectiveOn);

const scenarioColumns = {
  id: outlookScenarios.id,
  programmeId: outlookScenarios.programmeId,
  name: outlookScenarios.name,
  method: outlookScenarios.method,
  inputs: outlookScenarios.inputs,
  asOf: outlookScenarios.asOf,
  createdBy: { id: people.id, name: people.name },
  createdAt: outlookScenarios.createdAt,
  version: outlookScenarios.version,
};
const scenarios = (on: Sql) =>
  on.select(scenarioColumns).from(outlookScenarios).innerJoin(people, eq(people.id, outlookScenarios.createdById)).$dynamic();
export type ScenarioRow = Awaited<ReturnType<typeof scenarios>>[number];
export const listScenarios = (on: Sql, programmeId: string) =>
  scenarios(on).where(eq(outlookScenarios.programmeId, programmeId)).orderBy(desc(outlookScenarios.createdAt), desc(outlookScenarios.id));
export const findScenario = async (on: Sql, id: string) => (await scenarios(on).where(eq(outlookScenarios.id, id)))[0];
/** False where the name is taken. */
export const insertScenario = async (on: Sql, row: typeof outlookScenarios.$inferInsert): Promise<boolean> =>
  (
    await on
      .insert(outlookScenarios)
      .values(row)
      .onConflictDoNothing({ target: [outlookScenarios.programmeId, outlookScenarios.name] })
      .returning({ id: outlookScenarios.id })
  ).length > 0;
export const removeScenario = async (on: Sql, id: string, expected: number): Promise<boolean> =>
  (
    await on
      .delete(outlookScenarios)
      .where(and(eq(outlookScenarios.id, id), eq(outlookScenarios.version, expected)))
      .returning({ id: outlookScenarios.id })
  ).length > 0;
