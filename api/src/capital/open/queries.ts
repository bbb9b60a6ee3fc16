import type { Sql } from '@steward/db';
import {
  budgetLines,
  capitalDocuments,
  capitalRequests,
  changeOrders,
  contracts,
  fundingSources,
  invoices,
  ledgerEntries,
  programmes,
  projectPhases,
  projects,
  projectScopes,
  sites,
  vendors,
} from '@steward/db/schema';
import { and, asc, desc, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { CHANGE_LINES, LIKELY } from '../reading/line-queries.ts';

/*
 * What everybody may know, and nothing else: every read below stands on these two conditions. A programme is public when finance says so; a project
 * about security never is.
 */
const IS_PUBLIC_PROGRAMME = and(eq(programmes.isPublic, true), ne(programmes.kind, 'other_owner'));
const IS_PUBLIC_PROJECT = eq(projects.isSecurity, false);

/** The name of a project that somebody else has read, or came in a file; else its code. */
const nameOf = (of: Pick<typeof projects, 'name' | 'code' | 'isNameUnreviewed'>) =>
  sql<string>`case when ${of.isNameUnreviewed} then ${of.code} else ${of.name} end`;

const sum = (what: SQL) => sql<string>`coalesce(sum(${what}), 0)`.mapWith(BigInt);

/** Reads that belong together see the same moment. */
export const atOneMoment = <T>(db: Sql, read: (on: Sql) => Promise<T>): Promise<T> =>
  db.transaction((tx) => read(tx), { isolationLevel: 'repeatable read', accessMode: 'read only' });

export const listProgrammes = (on: Sql) =>
  on.select().from(programmes).where(IS_PUBLIC_PROGRAMME).orderBy(asc(programmes.startsOn), asc(programmes.code));
export type ProgrammeRow = Awaited<ReturnType<typeof listProgrammes>>[number];

/** Are the figures of a public programme made up? Then nothing beside them is taken for real. */
export const isAnyMadeUp = async (on: Sql) => (await listProgrammes(on)).some(({ isDemonstration }) => isDemonstration);

const moneyColumns = {
  promisedCents: sum(sql`${budgetLines.baselineCents}`),
  budgetCents: sum(sql`${budgetLines.budgetCents}`),
  committedCents: sum(sql`${budgetLines.committedCents}`),
  expendedCents: sum(sql`${budgetLines.expendedCents}`),
  toCommitCents: sum(sql`${budgetLines.toCommitCents}`),
};
/** The money of public programmes by the kind of line. Sums only: work about security is in them, and nowhere by itself. */
export const sumByKind = (on: Sql, programmeIds: readonly string[]) =>
  on
    .select({ programmeId: budgetLines.programmeId, kind: budgetLines.kind, revenueCents: sum(sql`${budgetLines.revenueCents}`), ...moneyColumns })
    .from(budgetLines)
    .where(inArray(budgetLines.programmeId, [...programmeIds]))
    .groupBy(budgetLines.programmeId, budgetLines.kind);

/** Change orders that wait in each programme, each times how likely it comes. */
export const sumWaiting = async (on: Sql, programmeIds: readonly string[]): Promise<ReadonlyMap<string, bigint>> =>
  new Map(
    programmeIds.length === 0
      ? []
      : [
          ...(await on.execute<{ id: string; cents: string }>(
            sql`select r.programme_id as id, sum(${LIKELY})::text as cents from ${CHANGE_LINES}
              where r.state = 'waiting' and ${inArray(sql`r.programme_id`, [...programmeIds])} group by 1`,
          )),
        ].map(({ id, cents }) => [id, BigInt(cents)] as const),
  );

/** What work about security has in all, without its names. */
export const sumSecurity = async (on: Sql, programmeId: string) =>
  (
    await on
      .select(moneyColumns)
      .from(budgetLines)
      .innerJoin(projects, eq(projects.id, budgetLines.projectId))
      .where(and(eq(projects.programmeId, programmeId), eq(projects.isSecurity, true)))
  )[0]!;

export const listSources = (on: Sql, programmeId: string) =>
  on
    .select({
      name: fundingSources.name,
      kind: fundingSources.kind,
      plannedCents: fundingSources.plannedCents,
      arrivedCents: sum(sql`${budgetLines.revenueCents}`),
    })
    .from(fundingSources)
    .leftJoin(budgetLines, eq(budgetLines.sourceId, fundingSources.id))
    .where(eq(fundingSources.programmeId, programmeId))
    .groupBy(fundingSources.id)
    .orderBy(asc(fundingSources.code));

export type Narrowed = { programmeId?: string | undefined; siteId?: string | undefined; projectId?: string | undefined };
const within = ({ programmeId, siteId, projectId }: Narrowed) =>
  and(
    IS_PUBLIC_PROGRAMME,
    IS_PUBLIC_PROJECT,
    programmeId === undefined ? undefined : eq(projects.programmeId, programmeId),
    siteId === undefined ? undefined : eq(projects.siteId, siteId),
    projectId === undefined ? undefined : eq(projects.id, projectId),
  );

/** Change orders that wait on the lines of a project, each times how likely it comes: a part of the forecast. */
const WAITING = sql<string>`coalesce((select sum(${LIKELY}) from ${CHANGE_LINES} join budget_lines w on w.id = cl.budget_line_id
  where w.project_id = ${projects.id} and r.state = 'waiting'), 0)`.mapWith(BigInt);

/** Public projects with their money. */
export const listProjects = (on: Sql, narrowed: Narrowed) =>
  on
    .select({
      id: projects.id,
      code: projects.code,
      name: nameOf(projects),
      programme: { id: programmes.id, code: programmes.code, name: programmes.name },
      siteId: projects.siteId,
      siteName: projects.siteName,
      phase: projects.phase,
      progressRatio: projects.progressRatio,
      summary: sql<string | null>`case when ${projects.summaryReviewedAt} is not null then ${projects.summary} end`,
      waitingCents: WAITING,
      ...moneyColumns,
    })
    .from(projects)
    .innerJoin(programmes, eq(programmes.id, projects.programmeId))
    .leftJoin(budgetLines, eq(budgetLines.projectId, projects.id))
    .where(within(narrowed))
    .groupBy(projects.id, programmes.id)
    .orderBy(asc(projects.siteName), asc(nameOf(projects)), asc(projects.id));
export type ProjectRow = Awaited<ReturnType<typeof listProjects>>[number];

/** What was promised line by line, with why it was changed or dropped. */
export const listScopes = (on: Sql, narrowed: Narrowed & { scopeSiteId?: string }) =>
  on
    .select({
      id: projectScopes.id,
      projectId: projectScopes.projectId,
      projectName: nameOf(projects),
      position: projectScopes.position,
      siteId: projectScopes.siteId,
      promise: sql<string | null>`case when not ${projectScopes.isPromiseUnreviewed} then ${projectScopes.promise} end`,
      promisedCents: projectScopes.promisedCents,
      state: projectScopes.state,
      reason: sql<string | null>`case when not ${projectScopes.isReasonUnreviewed} then ${projectScopes.reason} end`,
      hasReason: sql<boolean>`${projectScopes.reason} is not null`,
      actualCents: projectScopes.actualCents,
      completedOn: projectScopes.completedOn,
    })
    .from(projectScopes)
    .innerJoin(projects, eq(projects.id, projectScopes.projectId))
    .innerJoin(programmes, eq(programmes.id, projects.programmeId))
    .where(and(within(narrowed), narrowed.scopeSiteId === undefined ? undefined : eq(projectScopes.siteId, narrowed.scopeSiteId)))
    .orderBy(asc(projectScopes.projectId), asc(projectScopes.position));
export type ScopeRow = Awaited<ReturnType<typeof listScopes>>[number];

export const listPhases = (on: Sql, projectId: string) =>
  on
    .select({
      phase: projectPhases.phase,
      baselineStartOn: projectPhases.baselineStartOn,
      baselineEndOn: projectPhases.baselineEndOn,
      plannedStartOn: projectPhases.plannedStartOn,
      plannedEndOn: projectPhases.plannedEndOn,
      actualStartOn: projectPhases.actualStartOn,
      actualEndOn: projectPhases.actualEndOn,
    })
    .from(projectPhases)
    .where(eq(projectPhases.projectId, projectId))
    .orderBy(sql`array_position(array['planned','design','bid_award','construction','closeout','warranty'], ${projectPhases.phase})`);

/** Reviewed papers: their titles and where they are kept. */
export const listDocuments = (on: Sql, projectId: string) =>
  on
    .select({ kind: capitalDocuments.kind, title: capitalDocuments.title, reference: capitalDocuments.reference })
    .from(capitalDocuments)
    .where(and(eq(capitalDocuments.projectId, projectId), eq(capitalDocuments.isPublic, true)))
    .orderBy(asc(capitalDocuments.addedAt), asc(capitalDocuments.id));

const giver = alias(budgetLines, 'giver');
const givingProject = alias(projects, 'giving_project');
type Paged = { after?: string | undefined; limit: number; isNewestFirst?: boolean };
const afterId = (after: string | undefined) => (after === undefined ? undefined : gt(ledgerEntries.id, after));

/** Changes of what projects have: transfers to and from them, and change orders. The words of who asked are shown where the paper they rest on was reviewed. */
export const listChanges = (on: Sql, narrowed: Narrowed, { after, limit, isNewestFirst = false }: Paged) =>
  on
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      on: ledgerEntries.effectiveOn,
      amountCents: ledgerEntries.amountCents,
      programmeCode: programmes.code,
      to: {
        projectId: projects.id,
        projectName: nameOf(projects),
        siteName: projects.siteName,
        kind: budgetLines.kind,
        isSecurity: projects.isSecurity,
      },
      from: {
        projectId: givingProject.id,
        projectName: sql<string | null>`case when ${givingProject.isNameUnreviewed} then ${givingProject.code} else ${givingProject.name} end`,
        siteName: givingProject.siteName,
        kind: giver.kind,
        isSecurity: givingProject.isSecurity,
      },
      reasonCode: changeOrders.reasonCode,
      reason: sql<string | null>`case when ${capitalDocuments.isPublic} then ${capitalRequests.reason} end`,
      document: sql<
        string | null
      >`case when ${capitalDocuments.isPublic} then coalesce(${capitalDocuments.reference}, ${capitalDocuments.title}) end`,
    })
    .from(ledgerEntries)
    .innerJoin(programmes, eq(programmes.id, ledgerEntries.programmeId))
    .innerJoin(budgetLines, eq(budgetLines.id, ledgerEntries.budgetLineId))
    .leftJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(giver, eq(giver.id, ledgerEntries.fromLineId))
    .leftJoin(givingProject, eq(givingProject.id, giver.projectId))
    .leftJoin(capitalRequests, eq(capitalRequests.id, ledgerEntries.requestId))
    .leftJoin(changeOrders, eq(changeOrders.requestId, ledgerEntries.requestId))
    .leftJoin(capitalDocuments, eq(capitalDocuments.id, capitalRequests.documentId))
    .where(
      and(
        IS_PUBLIC_PROGRAMME,
        inArray(ledgerEntries.kind, ['transfer', 'change_order']),
        // A side about security is told as such, without its name; with nothing but security there is nothing to tell.
        sql`not coalesce(${projects.isSecurity}, false) and not coalesce(${givingProject.isSecurity}, false)`,
        narrowed.programmeId === undefined ? undefined : eq(ledgerEntries.programmeId, narrowed.programmeId),
        narrowed.projectId === undefined ? undefined : or(eq(projects.id, narrowed.projectId), eq(givingProject.id, narrowed.projectId)),
        narrowed.siteId === undefined ? undefined : or(eq(projects.siteId, narrowed.siteId), eq(givingProject.siteId, narrowed.siteId)),
        afterId(after),
      ),
    )
    .orderBy(...(isNewestFirst ? [desc(ledgerEntries.effectiveOn), desc(ledgerEntries.id)] : [asc(ledgerEntries.id)]))
    .limit(limit);
export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];

/** Approved invoices, gross of what is held back: they add up to what is spent. */
export const listInvoices = (on: Sql, narrowed: Narrowed, { after, limit, isNewestFirst = false }: Paged) =>
  on
    .select({
      id: ledgerEntries.id,
      on: ledgerEntries.effectiveOn,
      amountCents: ledgerEntries.amountCents,
      programmeCode: programmes.code,
      projectId: projects.id,
      projectName: nameOf(projects),
      siteName: projects.siteName,
      number: invoices.number,
      vendor: vendors.name,
      contract: contracts.number,
    })
    .from(ledgerEntries)
    .innerJoin(programmes, eq(programmes.id, ledgerEntries.programmeId))
    .innerJoin(budgetLines, eq(budgetLines.id, ledgerEntries.budgetLineId))
    .innerJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(invoices, eq(invoices.requestId, ledgerEntries.requestId))
    .leftJoin(vendors, eq(vendors.id, invoices.vendorId))
    .leftJoin(contracts, eq(contracts.id, invoices.contractId))
    .where(and(within(narrowed), eq(ledgerEntries.kind, 'invoice'), afterId(after)))
    .orderBy(...(isNewestFirst ? [desc(ledgerEntries.effectiveOn), desc(ledgerEntries.id)] : [asc(ledgerEntries.id)]))
    .limit(limit);
export type InvoiceRow = Awaited<ReturnType<typeof listInvoices>>[number];

export const countInvoices = async (on: Sql, narrowed: Narrowed) =>
  (
    await on
      .select({ count: sql<number>`count(*)::int`, cents: sum(sql`${ledgerEntries.amountCents}`) })
      .from(ledgerEntries)
      .innerJoin(programmes, eq(programmes.id, ledgerEntries.programmeId))
      .innerJoin(budgetLines, eq(budgetLines.id, ledgerEntries.budgetLineId))
      .innerJoin(projects, eq(projects.id, budgetLines.projectId))
      .where(and(within(narrowed), eq(ledgerEntries.kind, 'invoice')))
  )[0]!;

export const findSite = async (on: Sql, id: string) => (await on.select({ id: sites.id, name: sites.name }).from(sites).where(eq(sites.id, id)))[0];
