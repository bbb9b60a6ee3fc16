import { dollarsOf } from '#kernel/money.ts';
import type { listPublicProposals } from '../selection/queries.ts';
import type { ChangeRow, InvoiceRow, ProgrammeRow, ProjectRow, ScopeRow } from './queries.ts';

const orNone = (cents: bigint | null) => (cents === null ? null : dollarsOf(cents));

type Cents = Record<'promisedCents' | 'budgetCents' | 'committedCents' | 'expendedCents' | 'toCommitCents', bigint> & { waitingCents?: bigint };
/** What was promised, what it has today, what is contracted and spent, and what it is forecast to come to. */
export const presentMoney = (cents: Cents) => ({
  promised: dollarsOf(cents.promisedCents),
  budget: dollarsOf(cents.budgetCents),
  change: dollarsOf(cents.budgetCents - cents.promisedCents),
  contracted: dollarsOf(cents.committedCents),
  spent: dollarsOf(cents.expendedCents),
  forecast: dollarsOf(cents.committedCents + (cents.waitingCents ?? 0n) + cents.toCommitCents),
});

export const addUp = (all: readonly Cents[]): Cents => {
  const of = (key: keyof Cents) => all.reduce((sum, one) => sum + (one[key] ?? 0n), 0n);
  return {
    promisedCents: of('promisedCents'),
    budgetCents: of('budgetCents'),
    committedCents: of('committedCents'),
    expendedCents: of('expendedCents'),
    toCommitCents: of('toCommitCents'),
    waitingCents: of('waitingCents'),
  };
};

export const presentProgramme = ({ code, name, kind, source, startsOn, endsOn, reconciledOn, isDemonstration }: ProgrammeRow) => ({
  code,
  name,
  kind: kind as 'bond',
  source,
  startsOn,
  endsOn,
  reconciledOn,
  isDemonstration,
});

export const presentProject = (row: ProjectRow) => ({
  id: row.id,
  code: row.code,
  name: row.name,
  programme: { code: row.programme.code, name: row.programme.name },
  school: { id: row.siteId, name: row.siteName },
  phase: row.phase as 'planned',
  progress: row.progressRatio,
  summary: row.summary,
  money: presentMoney(row),
});

export const presentScope = ({ projectId: _project, projectName: _name, siteId: _site, promisedCents, actualCents, ...scope }: ScopeRow) => ({
  ...scope,
  state: scope.state as 'promised',
  promised: orNone(promisedCents),
  actual: orNone(actualCents),
});

type Side = ChangeRow['to'];
type Given = { [K in keyof NonNullable<Side>]: NonNullable<Side>[K] | null } | null;
const presentSide = (side: Given) =>
  side === null || side.kind === null
    ? null
    : { kind: side.kind, project: side.projectId === null ? null : { id: side.projectId, name: side.projectName!, school: side.siteName! } };

export const presentChange = ({ kind, amountCents, to, from, ...row }: ChangeRow) => ({
  ...row,
  kind: kind as 'transfer',
  amount: dollarsOf(amountCents),
  from: presentSide(from),
  to: presentSide(to)!,
  reasonCode: row.reasonCode as 'unforeseen' | null,
});

export const presentInvoice = ({ amountCents, ...row }: InvoiceRow) => ({ ...row, amount: dollarsOf(amountCents) });

type ProposalRow = Awaited<ReturnType<typeof listPublicProposals>>[number];
/** A published proposal, without who proposed or decided. */
export const presentProposal = (row: ProposalRow) => ({
  id: row.id,
  number: row.number,
  programme: { code: row.programme.code, name: row.programme.name },
  school: { id: row.site.id, name: row.site.name },
  title: row.title,
  summary: row.summary,
  cost: dollarsOf(row.costCents),
  points: row.points,
  scoreBasis: row.scoreBasis,
  weightsNumber: row.weightsNumber,
  publishedAt: row.publishedAt!,
  committee: row.committee === null ? null : { name: row.committee, view: row.committeeView!, metOn: row.committeeMetOn! },
  state: row.state as 'published',
  decision: row.decision === null ? null : { outcome: row.decision as 'approved', reason: row.reason!, at: row.decidedAt! },
  projectId: row.projectId,
});
