import type { Sql } from '@steward/db';
import {
  budgetLines,
  capitalDocuments,
  capitalRequests,
  contractLines,
  contracts,
  fundingSources,
  ledgerEntries,
  procurements,
  projects,
  sites,
  vendors,
} from '@steward/db/schema';
import { and, asc, between, eq, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { readsWholePlan } from '../rules/access.ts';
import { visibleProjects } from '../visible-queries.ts';
import type { Lookup } from './rules/columns.ts';

/** Something that a code stands for: as the cell says it, in words, with what there is of it. */
export type Found = {
  id: string;
  code: string;
  other: string | null;
  name: string;
  availableCents: bigint | null;
  parentId: string | null;
  sourceId?: string;
};
type Asked = { actor: Actor; programmeId: string };
/** Which of them: those of these codes, in small letters; or those that hold these words. */
export type Which = { codes: readonly string[] } | { q: string; contract: string; limit: number };

type Says = PgColumn | SQL<string> | SQL<string | null>;
const named = (which: Which, ...by: Says[]) =>
  'codes' in which
    ? or(...by.map((one) => inArray(sql`lower(${one})`, which.codes.length === 0 ? [''] : [...which.codes])))
    : which.q === ''
      ? undefined
      : sql`lower(concat_ws(' ', ${sql.join(by, sql`, `)})) like ${`%${which.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`;
const most = (which: Which) => ('codes' in which ? 2_000 : which.limit);
/** What is of no project is the whole programme's, for who reads the plan. Needs `projects` and `sites` joined. */
const seenBy = (actor: Actor) => (readsWholePlan(actor) ? undefined : or(isNull(projects.id), visibleProjects(actor)));

const noCents = sql<string | null>`null::text`;
const noText = sql<string | null>`null::text`;
const noId = sql<string | null>`null::uuid`;
type Row = Omit<Found, 'availableCents'> & { available: string | null };

const uncommitted = sql<string>`(${budgetLines.revenueCents} + ${budgetLines.baselineCents} + ${budgetLines.transferredInCents} - ${budgetLines.transferredOutCents} - ${budgetLines.committedCents})::text`;
/** Two sources may give to one account: then its code names the source, too. */
const ofSource = sql<string>`${budgetLines.account} || ' ' || ${fundingSources.code}`;
const isShared = sql`exists (select 1 from budget_lines o where o.programme_id = ${budgetLines.programmeId} and o.account = ${budgetLines.account} and o.id <> ${budgetLines.id})`;
const lines = (on: Sql, { actor, programmeId }: Asked, which: Which): Promise<Row[]> =>
  on
    .select({
      id: budgetLines.id,
      code: sql<string>`case when ${isShared} then ${ofSource} else ${budgetLines.account} end`,
      other: budgetLines.account,
      name: sql<string>`concat_ws(' · ', ${projects.code}, ${budgetLines.name}, case when ${isShared} then ${fundingSources.name} end)`,
      available: uncommitted,
      parentId: budgetLines.projectId,
      sourceId: budgetLines.sourceId,
    })
    .from(budgetLines)
    .innerJoin(fundingSources, eq(fundingSources.id, budgetLines.sourceId))
    .leftJoin(projects, eq(projects.id, budgetLines.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(
      and(
        eq(budgetLines.programmeId, programmeId),
        seenBy(actor),
        'codes' in which
          ? named(which, budgetLines.account, ofSource)
          : named(which, ofSource, budgetLines.name, fundingSources.name, projects.code, projects.name),
      ),
    )
    .orderBy(asc(budgetLines.account), asc(budgetLines.id))
    .limit(most(which));

const projectsOf = (on: Sql, { actor, programmeId }: Asked, which: Which): Promise<Row[]> =>
  on
    .select({ id: projects.id, code: projects.code, other: noText, name: projects.name, available: noCents, parentId: noId })
    .from(projects)
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(
      and(
        eq(projects.programmeId, programmeId),
        seenBy(actor),
        'codes' in which ? named(which, projects.code) : named(which, projects.code, projects.name),
      ),
    )
    .orderBy(asc(projects.code))
    .limit(most(which));

const unbilled = sql<string>`(select sum(${contractLines.committedCents} - ${contractLines.expendedCents})::text from ${contractLines} where ${contractLines.contractId} = ${contracts.id})`;
const contractsOf = (on: Sql, { actor, programmeId }: Asked, which: Which): Promise<Row[]> =>
  on
    .select({ id: contracts.id, code: contracts.number, other: noText, name: contracts.title, available: unbilled, parentId: contracts.projectId })
    .from(contracts)
    .innerJoin(capitalRequests, eq(capitalRequests.id, contracts.requestId))
    .innerJoin(vendors, eq(vendors.id, contracts.vendorId))
    .leftJoin(projects, eq(projects.id, contracts.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(
      and(
        eq(capitalRequests.programmeId, programmeId),
        seenBy(actor),
        'codes' in which
          ? named(which, contracts.number)
          : and(isNotNull(contracts.executedOn), isNull(contracts.closedOn), named(which, contracts.number, contracts.title, vendors.name)),
      ),
    )
    .orderBy(asc(contracts.number), asc(contracts.id))
    .limit(most(which));

/** By the contract, each line of it by its name: which one is meant is for who knows the contract. */
export const linesOfContracts = (on: Sql, contractIds: readonly string[]) =>
  contractIds.length === 0
    ? Promise.resolve([])
    : on
        .select({
          id: contractLines.id,
          contractId: contractLines.contractId,
          budgetLineId: contractLines.budgetLineId,
          position: contractLines.position,
          name: contractLines.name,
          available: sql<string>`(${contractLines.committedCents} - ${contractLines.expendedCents})::text`,
        })
        .from(contractLines)
        .where(inArray(contractLines.contractId, [...contractIds]))
        .orderBy(asc(contractLines.contractId), asc(contractLines.position));

async function contractLinesOf(on: Sql, asked: Asked, which: Which): Promise<Row[]> {
  if ('codes' in which) return [];
  const [contract] = await contractsOf(on, asked, { codes: [which.contract.toLowerCase()] });
  const all = await linesOfContracts(on, contract ? [contract.id] : []);
  return all.map(({ id, name, available }) => ({ id, code: name, other: null, name: contract!.name, available, parentId: contract!.id }));
}

const vendorsOf = (on: Sql, _: Asked, which: Which): Promise<Row[]> =>
  on
    .select({
      id: vendors.id,
      code: sql<string>`coalesce(${vendors.number}, ${vendors.name})`,
      other: vendors.name,
      name: vendors.name,
      available: noCents,
      parentId: noId,
    })
    .from(vendors)
    .where(and('codes' in which ? undefined : vendors.isActive, named(which, sql<string | null>`${vendors.number}`, vendors.name)))
    .orderBy(asc(vendors.name), asc(vendors.id))
    .limit(most(which));

const procurementsOf = (on: Sql, { actor, programmeId }: Asked, which: Which): Promise<Row[]> =>
  on
    .select({
      id: procurements.id,
      code: procurements.title,
      other: noText,
      name: projects.code,
      available: noCents,
      parentId: procurements.projectId,
    })
    .from(procurements)
    .innerJoin(projects, eq(projects.id, procurements.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(and(eq(projects.programmeId, programmeId), seenBy(actor), named(which, procurements.title)))
    .orderBy(asc(procurements.title), asc(procurements.id))
    .limit(most(which));

const sourcesOf = (on: Sql, { programmeId }: Asked, which: Which): Promise<Row[]> =>
  on
    .select({ id: fundingSources.id, code: fundingSources.code, other: noText, name: fundingSources.name, available: noCents, parentId: noId })
    .from(fundingSources)
    .where(
      and(
        eq(fundingSources.programmeId, programmeId),
        'codes' in which ? named(which, fundingSources.code) : named(which, fundingSources.code, fundingSources.name),
      ),
    )
    .orderBy(asc(fundingSources.code))
    .limit(most(which));

const papersOf = (on: Sql, { actor, programmeId }: Asked, which: Which): Promise<Row[]> =>
  on
    .select({
      id: capitalDocuments.id,
      code: sql<string>`coalesce(${capitalDocuments.reference}, ${capitalDocuments.title})`,
      other: capitalDocuments.title,
      name: capitalDocuments.title,
      available: noCents,
      parentId: capitalDocuments.projectId,
    })
    .from(capitalDocuments)
    .leftJoin(projects, eq(projects.id, capitalDocuments.projectId))
    .leftJoin(sites, eq(sites.id, projects.siteId))
    .where(
      and(
        eq(capitalDocuments.programmeId, programmeId),
        seenBy(actor),
        named(which, sql<string | null>`${capitalDocuments.reference}`, capitalDocuments.title),
      ),
    )
    .orderBy(asc(capitalDocuments.title), asc(capitalDocuments.id))
    .limit(most(which));

const schoolsOf = (on: Sql, _: Asked, which: Which): Promise<Row[]> =>
  on
    .select({
      id: sites.id,
      code: sites.name,
      other: sql<string | null>`${sites.code}`,
      name: sql<string>`coalesce(${sites.city}, ${sites.name})`,
      available: noCents,
      parentId: noId,
    })
    .from(sites)
    .where(named(which, sites.name, sql<string | null>`${sites.code}`))
    .orderBy(asc(sites.name), asc(sites.id))
    .limit(most(which));

const BY_LOOKUP: Record<Lookup, (on: Sql, asked: Asked, which: Which) => Promise<Row[]>> = {
  line: lines,
  project: projectsOf,
  contract: contractsOf,
  contract_line: contractLinesOf,
  vendor: vendorsOf,
  procurement: procurementsOf,
  source: sourcesOf,
  paper: papersOf,
  school: schoolsOf,
};

/** What codes stand for in a programme, as far as this person sees it. */
export const findByCode = async (on: Sql, lookup: Lookup, asked: Asked, which: Which): Promise<Found[]> =>
  (await BY_LOOKUP[lookup](on, asked, which)).map(({ available, ...row }) => ({
    ...row,
    availableCents: available === null ? null : BigInt(available),
  }));

const MADE = { request: capitalRequests, entry: ledgerEntries, project: projects, vendor: vendors, source: fundingSources, line: budgetLines };
/** What a row may make. */
export type Makes = keyof typeof MADE;
/** Ids of what was made between two ids. */
export const madeBetween = async (on: Sql, makes: Makes, [first, last]: readonly [string, string]): Promise<string[]> => {
  const { id } = MADE[makes];
  return (
    await on
      .select({ id })
      .from(MADE[makes])
      .where(between(id, first, last))
  ).map((made) => made.id);
};
