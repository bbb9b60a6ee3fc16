import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { type AskedRow, type ContractRow, listAsked, listContracts, listDocuments, listNeeds, listScopes } from './contract-queries.ts';
import { findWriter } from '../projects/queries.ts';
import { movesFor } from '../projects/read-scope.ts';
import { isWriter, runsProject } from '../rules/access.ts';
import { isUnreviewed } from '../rules/public-words.ts';
import { slipDaysOf } from '../rules/phase-slip.ts';
import { presentFigures } from './figures.ts';
import { listLines, listSources } from './line-queries.ts';
import { presentDecisions, presentProject } from './present-project.ts';
import { projectNotFound } from './problems.ts';
import { listPhases, listProjects, listRisks } from './project-queries.ts';
import { dayAsked, headOf, projectSeen } from './seen.ts';

const money = (cents: string | bigint) => dollarsOf(BigInt(cents));
/** A day that had come by then. */
const reachedBy = (day: string | null, asOf: string) => (day !== null && day <= asOf ? day : null);
const moneyOrNull = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));

/** A project: what was promised and what became of it, its money, its time, and everything that was bought, changed and moved. */
export async function readProject(on: Sql, actor: Actor, id: string, asked: string | undefined, now: Date) {
  const { project, programme, manager, area } = await projectSeen(on, actor, id);
  const { asOf, past } = dayAsked(asked, now);
  const scope = { programmeId: programme.id, projectId: id, asOf: past };
  const [listed, lines, sources, scopes, needs, phases, contracts, requests, documents, risks] = await Promise.all([
    listProjects(on, actor, { scope, narrowed: {}, sort: 'code', today: asOf, limit: 1, offset: 0 }),
    listLines(on, scope),
    listSources(on, programme.id),
    listScopes(on, id, past),
    listNeeds(on, id),
    listPhases(on, id, past),
    listContracts(on, id, past),
    listAsked(on, id, past),
    listDocuments(on, id, past),
    listRisks(on, id),
  ]);
  const [own] = listed.items;
  if (!own) throw projectNotFound();
  const sourceOf = (sourceId: string) => sources.find((source) => source.id === sourceId)!;
  // As it was on a day that is over, it is read only.
  const run = past === undefined && runsProject(actor, { siteId: project.siteId, areaId: area?.id ?? null });
  const isSummaryReviewed = project.summaryReviewedById !== null;
  const isReviewable = run && project.summary !== null && !isSummaryReviewed;
  const may = {
    run,
    reviewSummary: isReviewable && !isWriter(actor, await findWriter(on, id, 'summary')),
    reviewName: run && project.isNameUnreviewed && !isWriter(actor, await findWriter(on, id, 'name')),
  };
  const moves = new Map<string, Awaited<ReturnType<typeof movesFor>>>();
  if (run) for (const scopeRow of scopes) moves.set(scopeRow.id, await movesFor(on, actor, scopeRow));
  return {
    ...headOf(programme, actor, asOf),
    may,
    version: project.version,
    project: presentProject(own),
    summary: project.summary,
    isSummaryReviewed,
    isNameReviewed: !project.isNameUnreviewed,
    manager,
    area,
    lines: lines.map(({ totals, sourceId, ...line }) => ({
      ...line,
      source: { id: sourceId, name: sourceOf(sourceId).name },
      figures: presentFigures(totals),
    })),
    promises: scopes.map(
      ({ id: scopeId, position, promise, promised, state, reason, actual: came, completedOn, version, addedLaterOn, ...words }) => ({
        id: scopeId,
        position,
        promise,
        promised: promised === null ? null : money(promised),
        state: state as 'promised',
        reason,
        actual: came === null ? null : money(came),
        completedOn,
        addedLaterOn,
        isReviewed: !isUnreviewed(words),
        allowedMoves: moves.get(scopeId) ?? [],
        version,
        needs: needs
          .filter((need) => need.scopeId === scopeId)
          .map(({ scopeId: _scopeId, actualCents: actual, costCents, ...need }) => ({
            ...need,
            cost: moneyOrNull(costCents),
            actual: state === 'complete' ? moneyOrNull(actual) : null,
          })),
      }),
    ),
    phases: phases
      .map(({ actualStartOn, actualEndOn, ...phase }) => ({
        ...phase,
        actualStartOn: reachedBy(actualStartOn, asOf),
        actualEndOn: reachedBy(actualEndOn, asOf),
      }))
      .map((phase) => ({ ...phase, slipDays: slipDaysOf(phase, own.phase, asOf) })),
    contracts: contracts.map(presentContract),
    requests: requests.map(presentRequest),
    documents,
    risks: risks.map(({ risk, owner }) => ({
      id: risk.id,
      title: risk.title,
      likelihoodRatio: risk.likelihoodRatio,
      impact: dollarsOf(risk.impactCents),
      response: risk.response,
      state: risk.state as 'open',
      owner,
      version: risk.version,
    })),
  };
}

function presentContract({
  isFictitious: _isFictitious,
  closedOn: _closedOn,
  original,
  committed,
  expended,
  retainage,
  paid,
  procurement,
  decisions,
  kind,
  ...contract
}: ContractRow) {
  return {
    ...contract,
    kind: kind as 'contract' | 'purchase_order',
    decisions: presentDecisions(decisions),
    original: money(original),
    committed: money(committed),
    expended: money(expended),
    encumbered: money(BigInt(committed) - BigInt(expended)),
    retainage: money(retainage),
    paid: money(paid),
    procurement: procurement && { ...procurement, bids: procurement.bids.map((bid) => ({ ...bid, amount: money(bid.amount) })) },
  };
}

function presentRequest({ cents, requestedAt, decidedAt, decisions, kind, state, ...request }: AskedRow) {
  return {
    ...request,
    kind: kind as 'transfer' | 'change_order' | 'invoice',
    state: state as 'waiting',
    amount: money(cents),
    requestedAt: new Date(requestedAt),
    decidedAt: decidedAt === null ? null : new Date(decidedAt),
    decisions: presentDecisions(decisions),
  };
}
