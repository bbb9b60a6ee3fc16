import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { type ApprovalRow, type DecisionRow, listDecisions, listSteps } from '../approvals/queries.ts';
import { mustRead, placeOfProject, programmeSeen, projectSeen } from '../may.ts';
import { standingOf } from '../programmes/read-lines.ts';
import { requestNotFound } from '../problems.ts';
import { findProgramme } from '../queries.ts';
import { readsCapital, runsProject } from '../rules/access.ts';
import type { RequestsQuery } from './contract.ts';
import { detailsOf, presentBrief } from './present-request.ts';
import { type BriefRow, findBrief, listBriefs, type RequestRow } from './queries.ts';

/** The request, for who may see it: who reads the plan where it is, and who asked. */
export async function requestSeen(on: Sql, actor: Actor, id: string): Promise<BriefRow> {
  const row = await findBrief(on, id);
  const place = await placeOfProject(on, row?.request.projectId ?? null);
  if (!row || !(row.request.requestedById === actor.id || readsCapital(actor, place))) throw requestNotFound();
  return row;
}

const presentDecision = ({ decision, person, onBehalfOf }: DecisionRow) => ({
  decision: decision.decision as 'approve',
  words: decision.words,
  person,
  onBehalfOf,
  decidedAt: decision.decidedAt,
});

/** A step with who decided on it. */
export const presentStep = ({ id, position, roles, state }: ApprovalRow, decisions: readonly DecisionRow[]) => {
  const made = decisions.find(({ decision }) => decision.approvalId === id);
  return { id, position, roles, state: state as 'open', decision: made ? presentDecision(made) : null };
};

const MOVES = { withdraw: ['waiting', 'disputed'], dispute: ['waiting'], settle: ['disputed'] } as const;
type Move = keyof typeof MOVES;

/** What this person may do to it now: who asked takes it back; who runs the project disputes an invoice and settles that. */
export async function movesOf(on: Sql, actor: Actor, { kind, state, projectId, requestedById }: RequestRow): Promise<Move[]> {
  const runs = runsProject(actor, await placeOfProject(on, projectId));
  const may: Record<Move, boolean> = {
    withdraw: requestedById === actor.id || runs,
    dispute: kind === 'invoice' && runs,
    settle: kind === 'invoice' && runs,
  };
  return (Object.keys(MOVES) as Move[]).filter((move) => may[move] && (MOVES[move] as readonly string[]).includes(state));
}

/** One request with all that was asked and decided. */
export async function readRequest(on: Sql, actor: Actor, id: string, now: Date) {
  const row = await requestSeen(on, actor, id);
  const decisions = await listDecisions(on, [id]);
  const steps = (await listSteps(on, [id])).map((one) => presentStep(one, decisions));
  return {
    ...presentBrief(row),
    ...(await detailsOf(on, row.request)),
    steps,
    allowedMoves: await movesOf(on, actor, row.request),
    version: row.request.version,
    ...standingOf((await findProgramme(on, row.request.programmeId))!, now),
  };
}

/** Requests that this person may see, the newest first. */
export async function readRequests(on: Sql, actor: Actor, { limit, cursor, ...filter }: z.infer<typeof RequestsQuery>) {
  mustRead(actor);
  if (filter.programmeId !== undefined) await programmeSeen(on, actor, filter.programmeId);
  if (filter.projectId !== undefined) await projectSeen(on, actor, filter.projectId);
  const after = decodeCursor(cursor, z.tuple([instant(), z.uuid()]));
  const rows = await listBriefs(on, actor, filter, { limit, after });
  const page = pageOf(rows, limit, ({ request }) => [request.requestedAt.toISOString(), request.id]);
  return { items: page.items.map(presentBrief), nextCursor: page.nextCursor };
}
