import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { programmeSeen, projectSeen } from '../may.ts';
import type { ProgrammeRow } from '../queries.ts';
import { figuresOf } from '../rules/identities.ts';
import { NOT_FOR_BUYING } from '../rules/commitments.ts';
import { listClosedMonths, listLines } from './queries.ts';

/** As of when figures are, and whether they are real. */
export const standingOf = ({ reconciledOn, isDemonstration }: ProgrammeRow, now: Date) => ({ asOf: now, reconciledOn, isDemonstration });

type Row = Awaited<ReturnType<typeof listLines>>[number];
function presentLine({ line, sourceName, projectName }: Row) {
  const figures = figuresOf(line);
  return {
    id: line.id,
    programmeId: line.programmeId,
    sourceId: line.sourceId,
    sourceName,
    projectId: line.projectId,
    projectName,
    kind: line.kind,
    name: line.name,
    account: line.account,
    budget: dollarsOf(figures.budgetCents),
    baseline: dollarsOf(line.baselineCents),
    transferredIn: dollarsOf(line.transferredInCents),
    transferredOut: dollarsOf(line.transferredOutCents),
    revenue: dollarsOf(line.revenueCents),
    committed: dollarsOf(line.committedCents),
    uncommitted: dollarsOf(figures.uncommittedCents),
    expended: dollarsOf(line.expendedCents),
    encumbered: dollarsOf(figures.encumberedCents),
    retainage: dollarsOf(line.retainageCents),
    payable: dollarsOf(figures.payableCents),
    paid: dollarsOf(line.paidCents),
    toCommit: dollarsOf(line.toCommitCents),
    isForBuying: !NOT_FOR_BUYING.includes(line.kind),
    version: line.version,
  };
}

/** The lines of a programme, or those that a project may take from, with what each has. */
export async function readLines(on: Sql, actor: Actor, query: { programmeId: string; projectId?: string | undefined }, now: Date) {
  const programme = await programmeSeen(on, actor, query.programmeId);
  if (query.projectId !== undefined) await projectSeen(on, actor, query.projectId);
  return { ...standingOf(programme, now), items: (await listLines(on, actor, query)).map(presentLine) };
}

/** Months that the books of a programme are closed for, the newest first. */
export async function readClosedMonths(on: Sql, actor: Actor, programmeId: string) {
  await programmeSeen(on, actor, programmeId);
  return { items: (await listClosedMonths(on, programmeId)).map((row) => ({ ...row, month: row.month.slice(0, 7) })) };
}
