import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { presentBurn } from '../outlook/present-outlook.ts';
import { contingencyBurn } from '../outlook/rules/contingency-burn.ts';
import { sumUsed } from '../reading/contingency-queries.ts';
import { figuresOf } from '../reading/figures.ts';
import { presentProject } from '../reading/present-project.ts';
import { daysTurned } from '../reading/problems.ts';
import { listAllProjects, type ProjectRow } from '../reading/project-queries.ts';
import { readChanges } from '../reading/read-changes.ts';
import { readContingency, readProgramme } from '../reading/read-programmes.ts';
import { dayAsked, programmeSeen, scopeOf } from '../reading/seen.ts';
import { missingOf } from '../reading/standing.ts';
import { presentProposal } from '../selection/present-proposals.ts';
import { listProposals } from '../selection/queries.ts';
import { findLastAsOf, listLess, listReasons, type Reason } from './queries.ts';

const LAST_DAYS = 30;
const CHANGES_SHOWN = 30;
const GREW_SHOWN = 8;
const REASONS_EACH = 2;
const DECISIONS_SHOWN = 12;
/** Of what misses something a board reads all; of more than these, how many more there are. */
const MISSING_SHOWN = 60;
/** More are for the workbook. */
export const PROJECTS_ON_PAPER = 250;

export type Asked = { asOf?: string | undefined; since?: string | undefined };
export type Packet = Awaited<ReturnType<typeof readPacket>>;

/** What a programme's board reads: each figure is that of the page, of the same day. `since`: what changed since then; left out, since the last packet that went out, or the last 30 days. */
export async function readPacket(on: Sql, actor: Actor, programmeId: string, { asOf: asked, since: from }: Asked, now: Date) {
  const row = await programmeSeen(on, actor, programmeId);
  const { asOf, today, past } = dayAsked(asked, now);
  const since = from ?? (await findLastAsOf(on, programmeId, asOf)) ?? dayAfter(asOf, -LAST_DAYS);
  if (since > asOf) throw daysTurned();
  const scope = scopeOf(row, past);
  const changed = { since, until: asOf };
  const [programme, contingency, changes, tally, projects, usedCents, proposals] = await Promise.all([
    readProgramme(on, actor, programmeId, asked, now),
    readContingency(on, actor, programmeId, asked, now),
    readChanges(on, actor, programmeId, { ...changed, only: 'notable', limit: CHANGES_SHOWN }, now),
    readChanges(on, actor, programmeId, { ...changed, limit: 1 }, now),
    listAllProjects(on, actor, scope, past ?? today),
    sumUsed(on, scope),
    listProposals(on, actor, { programme: row.code }, undefined, 500),
  ]);
  const grew = projects
    .filter(({ totals }) => totals.baseline > 0n && figuresOf(totals).varianceToBaseline < 0n)
    .toSorted((a, b) => Number(figuresOf(a.totals).varianceToBaseline - figuresOf(b.totals).varianceToBaseline))
    .slice(0, GREW_SHOWN);
  const reasons = await listReasons(
    on,
    grew.map(({ id }) => id),
    asOf,
    2 * REASONS_EACH,
  );
  const missing = missingOf(projects);
  const shownOf = (all: readonly ProjectRow[]) => ({ all: all.length, items: all.slice(0, MISSING_SHOWN).map(presentProject) });
  const less = shownOf(missing.less);
  const lost = await listLess(
    on,
    less.items.map(({ id }) => id),
    past,
  );
  const by = (at: Date | null) => at !== null && districtDay(at) <= asOf;
  const shown = proposals.map((proposal) => presentProposal(proposal, actor, today));
  return {
    programme,
    contingency: { ...contingency, draws: contingency.draws.filter((draw) => draw.on >= since) },
    burn: programme.isWhole ? burnOf(programme.lineKinds, usedCents) : null,
    changes: { since, until: asOf, tally: tally.tally, items: changes.items, hasMore: changes.nextCursor !== null },
    grew: grew.map((project) => ({
      ...presentProject(project),
      reasons: apart(reasons.filter(({ projectId }) => projectId === project.id)).map(({ cents, ...reason }) => ({
        ...reason,
        amount: dollarsOf(BigInt(cents)),
      })),
    })),
    over: shownOf(missing.over),
    late: shownOf(missing.late),
    less: { ...less, lost },
    proposals: {
      decided: shown
        .filter(({ decision }) => by(decision?.at ?? null))
        .toSorted((a, b) => b.decision!.at.getTime() - a.decision!.at.getTime())
        .slice(0, DECISIONS_SHOWN),
      // What was withdrawn since was open then; nobody noted when, and it is left out.
      open: shown.filter(({ state, publishedAt, decision }) => state !== 'withdrawn' && by(publishedAt) && !by(decision?.at ?? null)).length,
    },
    projects: projects.map(presentProject),
    isPast: past !== undefined,
  };
}

/** A draw and the change order that it pays for say the same: once is enough. */
const apart = (reasons: readonly Reason[]) =>
  reasons.filter(({ reason }, i) => reasons.findIndex((other) => other.reason === reason) === i).slice(0, REASONS_EACH);

type Kinds = Awaited<ReturnType<typeof readProgramme>>['lineKinds'];
/** How fast contingency goes against the work that is left: as the outlook reckons it, of any day. */
function burnOf(kinds: Kinds, usedCents: bigint) {
  const sum = (own: Kinds, figure: 'budget' | 'expended' | 'encumbered' | 'uncommitted') =>
    own.reduce((total, { figures }) => total + centsOf(figures[figure]), 0n);
  const work = kinds.filter(({ kind }) => kind !== 'contingency');
  const given = {
    expendedCents: sum(work, 'expended'),
    encumberedCents: sum(work, 'encumbered'),
    usedCents,
    plannedWorkCents: sum(work, 'budget') - usedCents,
    leftCents: sum(
      kinds.filter(({ kind }) => kind === 'contingency'),
      'uncommitted',
    ),
  };
  return presentBurn(given, contingencyBurn(given));
}
