import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
import {
  approvalLadders,
  baselineLines,
  baselines,
  bids,
  budgetLines,
  capitalApprovals,
  capitalDecisions,
  capitalDocuments,
  capitalEvents,
  capitalRequests,
  changeOrderLines,
  changeOrders,
  closedPeriods,
  contractLines,
  contracts,
  deficiencies,
  fundingSources,
  invoiceLines,
  invoices,
  ledgerEntries,
  people,
  procurements,
  programmes,
  projectPhases,
  projectRisks,
  projects,
  projectScopes,
  proposalEvents,
  proposals,
  scopeNeeds,
  sites,
  structures,
  transfers,
  vendors,
} from '@steward/db/schema';
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { MadeProgramme } from './make-programme.ts';
import type { makeProposals } from './make-proposals.ts';

export const hasProgramme = async (on: Sql, code: string) =>
  (await on.select({ id: programmes.id }).from(programmes).where(eq(programmes.code, code))).length > 0;

/** Those who are there, of these. */
export const listPeopleIn = async (on: Sql, ids: readonly string[]) =>
  new Set(
    (
      await on
        .select({ id: people.id })
        .from(people)
        .where(inArray(people.id, [...ids]))
    ).map(({ id }) => id),
  );

/** Open schools with buildings of the district's own. */
export const listSchools = (on: Sql) =>
  on
    .select({ id: sites.id, code: sites.code, name: sites.name, level: sites.level })
    .from(sites)
    .where(and(eq(sites.status, 'active'), eq(sites.isVirtual, false), sql`${sites.isCharter} is not true`, isNotNull(sites.areaId)))
    .orderBy(asc(sites.code));

/** What was found wrong at schools: open, or put right. */
export const listFindings = (on: Sql) =>
  on
    .select({
      id: deficiencies.id,
      siteId: sql<string>`${structures.siteId}`,
      systemCode: deficiencies.systemCode,
      isCorrected: sql<boolean>`${deficiencies.status} = 'corrected'`,
      actualCents: sql<bigint | null>`coalesce(${deficiencies.actualCostCents}, ${deficiencies.costCents})`.mapWith((cents) => BigInt(cents)),
    })
    .from(deficiencies)
    .innerJoin(structures, eq(structures.id, deficiencies.structureId))
    .where(and(isNotNull(structures.siteId), inArray(deficiencies.status, ['open', 'corrected'])))
    .orderBy(asc(deficiencies.priority), asc(deficiencies.id));

export const listLadder = (on: Sql) => on.select().from(approvalLadders).orderBy(asc(approvalLadders.kind), asc(approvalLadders.position));

const BATCH = 1_000;

/** Everything of a programme, in the order that the database's own rules ask for: asked, decided, approved, entered; months closed last. */
export async function insertProgramme(on: Sql, made: MadeProgramme): Promise<void> {
  await on.insert(vendors).values(made.vendors).onConflictDoNothing();
  await on.insert(programmes).values(made.programme);
  await insertMany(on, fundingSources, made.sources);
  await insertMany(on, projects, made.projects);
  await insertMany(on, projectPhases, made.phases);
  await insertMany(on, projectScopes, made.scopes);
  await insertMany(on, scopeNeeds, made.needs);
  await insertMany(on, projectRisks, made.risks);
  await insertMany(on, capitalDocuments, made.documents);
  await insertMany(on, budgetLines, made.lines);
  await on.insert(baselines).values(made.baseline);
  await insertMany(on, baselineLines, made.baselineLines);
  await insertMany(on, procurements, made.bought.procurements);
  await insertMany(on, bids, made.bought.bids);
  await insertMany(
    on,
    capitalRequests,
    made.requests.map(({ becomes: _becomes, decidedAt: _decidedAt, ...request }) => ({ ...request, state: 'waiting' })),
  );
  await insertMany(on, capitalApprovals, made.approvals);
  await insertMany(on, capitalDecisions, made.decisions);
  await insertMany(on, transfers, made.transfers);
  await insertMany(on, contracts, made.contracts);
  await insertMany(on, contractLines, made.contractLines);
  await insertMany(on, changeOrders, made.changeOrders);
  await insertMany(on, changeOrderLines, made.changeOrderLines);
  await insertMany(on, invoices, made.invoices);
  await insertMany(on, invoiceLines, made.invoiceLines);
  // So much came at once that the rules below would be looked up as in empty tables.
  await on.execute(
    sql`analyze ${capitalRequests}, ${capitalApprovals}, ${capitalDecisions}, ${transfers}, ${contracts}, ${contractLines}, ${changeOrderLines}, ${invoiceLines}, ${budgetLines}, ${baselineLines}`,
  );
  await settle(on, made.requests);
  await insertMany(on, ledgerEntries, made.entries);
  await insertMany(on, capitalEvents, made.events);
  await insertMany(on, closedPeriods, made.closed);
}

/** Proposals with what happened to each. */
export async function insertProposals(on: Sql, { rows, events }: ReturnType<typeof makeProposals>): Promise<void> {
  await insertMany(on, proposals, rows);
  await insertMany(on, proposalEvents, events);
}

/** What became of what was asked for. */
async function settle(on: Sql, requests: MadeProgramme['requests']): Promise<void> {
  const settled = requests.filter(({ becomes }) => becomes !== 'waiting');
  for (let i = 0; i < settled.length; i += BATCH) {
    const rows = settled.slice(i, i + BATCH).map(({ id, becomes, decidedAt }) => ({ id, state: becomes, decided: decidedAt?.toISOString() ?? null }));
    await on.execute(sql`
      update ${capitalRequests} r set state = x.state, decided_at = x.decided
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, state text, decided timestamptz)
      where r.id = x.id`);
  }
}
