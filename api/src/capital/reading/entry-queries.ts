import type { Sql } from '@steward/db';
import {
  budgetLines,
  capitalDocuments,
  capitalRequests,
  contractLines,
  contracts,
  ledgerEntries,
  people,
  projects,
  sites,
  vendors,
} from '@steward/db/schema';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#kernel/actor.ts';
import { ENTRY_KINDS, type EntryKind, type FigureName, MADE_OF } from './figures.ts';
import { readsWholePlan } from '../rules/access.ts';
import { visibleOrWhole } from '../visible-queries.ts';

export type EntriesAsked = {
  programmeId: string;
  projectId?: string | undefined;
  sourceId?: string | undefined;
  lineId?: string | undefined;
  /** `given`: all lines but those that are unallocated; `projects`: those of projects. */
  lineKind?: string | undefined;
  contractId?: string | undefined;
  requestId?: string | undefined;
  kind?: EntryKind | undefined;
  figure?: FigureName | undefined;
  from?: string | undefined;
  until?: string | undefined;
};

const otherLine = alias(budgetLines, 'from_line');
/** What has two sides among all lines: a budget that moved is counted where it went, and not where it came from. */
const OF_TWO_SIDES: readonly (FigureName | undefined)[] = ['budget', 'uncommitted'];
const isPlain = (actor: Actor, { projectId, sourceId, lineId, lineKind, figure }: EntriesAsked) =>
  readsWholePlan(actor) && !OF_TWO_SIDES.includes(figure) && [projectId, sourceId, lineId, lineKind].every((one) => one === undefined);

/** Is a line among those asked for, and seen by this person? */
function asked(actor: Actor, { programmeId, projectId, sourceId, lineId, lineKind }: EntriesAsked): SQL {
  return sql`(select l.id from ${budgetLines} l left join ${projects} on ${projects.id} = l.project_id left join ${sites} on ${sites.id} = ${projects.siteId}
    where l.programme_id = ${programmeId} and ${visibleOrWhole(actor)}
      ${projectId ? sql`and l.project_id = ${projectId}` : sql``} ${sourceId ? sql`and l.source_id = ${sourceId}` : sql``} ${lineId ? sql`and l.id = ${lineId}` : sql``}
      ${
        lineKind === undefined
          ? sql``
          : lineKind === 'given'
            ? sql`and l.kind <> 'unallocated'`
            : lineKind === 'projects'
              ? sql`and l.project_id is not null`
              : sql`and l.kind = ${lineKind}`
      })`;
}

const signOf = (figure: FigureName | undefined): SQL => {
  if (figure === undefined) return sql`1`;
  const negative = Object.entries(MADE_OF[figure]).flatMap(([kind, sign]) => (sign < 0 ? [kind] : []));
  return negative.length === 0 ? sql`1` : sql`case when ${ledgerEntries.kind} in (${sql.join(negative, sql`, `)}) then -1 else 1 end`;
};

function parts(actor: Actor, given: EntriesAsked) {
  const { programmeId, contractId, requestId, kind, figure, from, until } = given;
  const lines = asked(actor, given);
  const kinds = kind ? [kind] : figure ? ENTRY_KINDS.filter((one) => one in MADE_OF[figure]) : undefined;
  const where = and(
    eq(ledgerEntries.programmeId, programmeId),
    kinds ? sql`${ledgerEntries.kind} in (${sql.join(kinds, sql`, `)})` : undefined,
    contractId ? sql`${ledgerEntries.contractLineId} in (select id from ${contractLines} where contract_id = ${contractId})` : undefined,
    requestId ? eq(ledgerEntries.requestId, requestId) : undefined,
    from ? sql`${ledgerEntries.effectiveOn} >= ${from}` : undefined,
    until ? sql`${ledgerEntries.effectiveOn} <= ${until}` : undefined,
    sql`(${ledgerEntries.budgetLineId} in ${lines} or ${ledgerEntries.fromLineId} in ${lines})`,
  );
  // Money that moves between two of these lines leaves their sum as it is; where every line is asked for, it is shown with what moved.
  const side = isPlain(actor, given)
    ? sql`1`
    : sql`((${ledgerEntries.budgetLineId} in ${lines})::int - (${ledgerEntries.fromLineId} is not null and ${ledgerEntries.fromLineId} in ${lines})::int)`;
  return { where, amount: sql`${ledgerEntries.amountCents} * ${side} * ${signOf(figure)}` };
}

const CENTS = (amount: SQL) => sql<bigint>`(${amount})::text`.mapWith(BigInt);

/** Entries, the latest first, with what each counts for in what was asked. */
export function listEntries(
  on: Sql,
  actor: Actor,
  given: EntriesAsked,
  { after, limit }: { after: readonly [string, string] | undefined; limit: number },
) {
  const { where, amount } = parts(actor, given);
  return on
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      cents: CENTS(amount),
      effectiveOn: ledgerEntries.effectiveOn,
      recordedAt: ledgerEntries.recordedAt,
      note: ledgerEntries.note,
      noDocumentReason: ledgerEntries.noDocumentReason,
      line: { id: budgetLines.id, name: budgetLines.name, kind: budgetLines.kind, account: budgetLines.account },
      fromLine: { id: otherLine.id, name: otherLine.name, kind: otherLine.kind, account: otherLine.account },
      project: { id: projects.id, code: projects.code, name: projects.name, siteName: projects.siteName },
      contract: { id: contracts.id, number: contracts.number, title: contracts.title },
      vendorName: vendors.name,
      request: {
        id: capitalRequests.id,
        number: capitalRequests.number,
        kind: capitalRequests.kind,
        title: capitalRequests.title,
        reason: capitalRequests.reason,
      },
      document: { id: capitalDocuments.id, title: capitalDocuments.title, reference: capitalDocuments.reference },
      actor: { id: people.id, name: people.name },
    })
    .from(ledgerEntries)
    .innerJoin(budgetLines, eq(budgetLines.id, ledgerEntries.budgetLineId))
    .leftJoin(otherLine, eq(otherLine.id, ledgerEntries.fromLineId))
    .leftJoin(projects, sql`${projects.id} = coalesce(${budgetLines.projectId}, ${otherLine.projectId})`)
    .leftJoin(contractLines, eq(contractLines.id, ledgerEntries.contractLineId))
    .leftJoin(contracts, eq(contracts.id, contractLines.contractId))
    .leftJoin(vendors, eq(vendors.id, contracts.vendorId))
    .leftJoin(capitalRequests, eq(capitalRequests.id, ledgerEntries.requestId))
    .leftJoin(capitalDocuments, eq(capitalDocuments.id, ledgerEntries.documentId))
    .leftJoin(people, eq(people.id, ledgerEntries.actorId))
    .where(and(where, after ? sql`(${ledgerEntries.effectiveOn}, ${ledgerEntries.id}) < (${after[0]}::date, ${after[1]}::uuid)` : undefined))
    .orderBy(sql`${ledgerEntries.effectiveOn} desc, ${ledgerEntries.id} desc`)
    .limit(limit);
}
export type EntryRow = Awaited<ReturnType<typeof listEntries>>[number];

/** How many there are, and what they come to. */
export async function sumEntries(on: Sql, actor: Actor, given: EntriesAsked): Promise<{ count: number; cents: bigint }> {
  const { where, amount } = parts(actor, given);
  const [row] = await on
    .select({ count: sql<number>`count(*)::int`, cents: sql<bigint>`coalesce(sum(${amount}), 0)::text`.mapWith(BigInt) })
    .from(ledgerEntries)
    .where(where);
  return row!;
}
