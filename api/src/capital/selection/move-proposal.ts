import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { mustReadPlan } from '../outlook/who-reads.ts';
import { nameOpenNeed } from '../projects/needs.ts';
import { findScope } from '../projects/queries.ts';
import { findProject } from '../queries.ts';
import { committeeLater, noProposal, notAMove, notYours, ownProposal, proposalChanged } from './problems.ts';
import { findProposal, insertEvent, insertProject, listCodes, listNeeds, type ProposalRow, setProposal } from './queries.ts';
import { allowedMoves, judgeMove, type State } from './rules/moves.ts';
import { standInFor, standingOn } from './standing.ts';

export type Asked =
  | { to: 'published' }
  | { to: 'in_committee'; committee: string; metOn: string; view: string }
  | { to: 'decided'; outcome: 'approved' | 'declined' | 'later'; reason: string }
  | { to: 'withdrawn'; reason: string };

const REFUSALS = { not_yours: notYours, own: ownProposal };

/** Takes a proposal a step further; approved, it becomes a project in the same transaction. */
export async function moveProposal(db: Sql, actor: Actor, id: string, expected: number, asked: Asked, now: Date): Promise<void> {
  mustReadPlan(actor);
  const today = districtDay(now);
  await db.transaction(async (tx) => {
    const row = await findProposal(tx, id, actor);
    if (!row) throw noProposal();
    const [state, standing] = [row.state as State, standingOn(actor, row)];
    const refused = judgeMove(state, asked.to, standing);
    if (refused === 'not_a_move') throw notAMove(state, allowedMoves(state, standing));
    if (refused) throw REFUSALS[refused]();
    if (asked.to === 'in_committee' && asked.metOn > today) throw committeeLater();
    if (row.version !== expected) throw proposalChanged(row.version);
    const projectId = asked.to === 'decided' && asked.outcome === 'approved' ? await makeProject(tx, row, { actor, now, today }) : null;
    if (!(await setProposal(tx, id, expected, changeOf(asked, { actor, now, projectId })))) throw proposalChanged(row.version + 1);
    const { to: kind, ...data } = asked;
    await insertEvent(tx, {
      id: uuidv7(),
      proposalId: id,
      kind,
      actorId: actor.id,
      onBehalfOfId: standInFor(actor, row.site),
      data: { ...data, ...(projectId ? { projectId } : {}) },
      occurredAt: now,
    });
  });
}

function changeOf(asked: Asked, { actor, now, projectId }: { actor: Actor; now: Date; projectId: string | null }) {
  switch (asked.to) {
    case 'published':
      return { state: asked.to, publishedAt: now };
    case 'in_committee':
      return { state: asked.to, committee: asked.committee, committeeView: asked.view, committeeMetOn: asked.metOn };
    case 'decided':
      return { state: asked.to, decision: asked.outcome, reason: asked.reason, decidedById: actor.id, decidedAt: now, projectId };
    case 'withdrawn':
      return { state: asked.to };
  }
}

/** The code of its number; where somebody has given it to another project, the next one after it. */
async function freeCode(tx: Sql, { number, programme }: ProposalRow): Promise<string> {
  const code = `D-${String(number).padStart(4, '0')}`;
  const taken = new Set(await listCodes(tx, programme.id, code));
  const others = Array.from({ length: taken.size }, (_, i) => `${code}-${i + 2}`);
  return [code, ...others].find((one) => !taken.has(one))!;
}

/** The project that an approved proposal becomes: planned, with a scope line for each need, which it names and funds. Its words were reviewed on the way. */
async function makeProject(tx: Sql, row: ProposalRow, { actor, now, today }: { actor: Actor; now: Date; today: string }): Promise<string> {
  const projectId = uuidv7();
  const needs = (await listNeeds(tx, [row.id])).map((need) => ({ ...need, scopeId: uuidv7() }));
  const scope = { projectId, siteId: row.site.id, state: 'promised' };
  await insertProject(tx, {
    project: {
      id: projectId,
      programmeId: row.programme.id,
      code: await freeCode(tx, row),
      name: row.title,
      siteId: row.site.id,
      siteName: row.site.name,
      phase: 'planned',
      summary: row.summary,
      summaryReviewedById: actor.id,
      summaryReviewedAt: now,
      isSecurity: row.isSecurity,
      draftPlanId: row.draftPlanId,
    },
    scopes:
      needs.length > 0
        ? needs.map(({ scopeId, position, words, costCents }) => ({ ...scope, id: scopeId, position, promise: words, promisedCents: costCents }))
        : [{ ...scope, id: uuidv7(), position: 1, promise: row.title, promisedCents: row.costCents }],
    event: {
      id: uuidv7(),
      programmeId: row.programme.id,
      projectId,
      kind: 'project_decided',
      actorId: actor.id,
      onBehalfOfId: standInFor(actor, row.site),
      data: { proposal: row.number },
      occurredAt: now,
    },
    startedOn: today,
  });
  const { project } = (await findProject(tx, projectId))!;
  const by = doneBy(actor, standInFor(actor, row.site));
  // In the order of their buildings: two that change the same ones hold them one after the other.
  for (const { scopeId, ...need } of needs.toSorted((a, b) => (a.structure.id < b.structure.id ? -1 : 1)))
    await nameOpenNeed(tx, { scope: (await findScope(tx, scopeId))!, project, by }, need, now);
  return projectId;
}
