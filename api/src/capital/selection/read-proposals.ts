import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { listProgrammes } from '../outlook/queries.ts';
import { mustReadPlan } from '../outlook/who-reads.ts';
import { presentNeed, presentProposal } from './present-proposals.ts';
import { noProposal } from './problems.ts';
import { findProposal, listEvents, listNeeds, listProposals } from './queries.ts';
import { proposesSomewhere } from './standing.ts';

type Asked = { programme?: string | undefined; state?: string | undefined; limit: number; cursor?: string | undefined };

/** Proposals for the schools that somebody sees, the newest first. */
export async function readProposals(on: Sql, actor: Actor, { limit, cursor, ...asked }: Asked, now: Date) {
  mustReadPlan(actor);
  const after = decodeCursor(cursor, z.tuple([instant(), z.uuid()]));
  const rows = await listProposals(on, actor, asked, after, limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, ({ proposedAt, id }) => [proposedAt.toISOString(), id]);
  const today = districtDay(now);
  const programmes = (await listProgrammes(on)).filter(({ kind }) => kind !== 'other_owner').map(({ code, name }) => ({ code, name }));
  return { items: items.map((row) => presentProposal(row, actor, today)), nextCursor, programmes, may: { propose: proposesSomewhere(actor) } };
}

/** One proposal with its needs and what happened to it. */
export async function readProposal(on: Sql, actor: Actor, id: string, now: Date) {
  mustReadPlan(actor);
  const row = await findProposal(on, id, actor);
  if (!row) throw noProposal();
  return {
    ...presentProposal(row, actor, districtDay(now)),
    needs: (await listNeeds(on, [id])).map(presentNeed),
    events: await listEvents(on, id),
  };
}
