import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { maySeeFiles, mayReconcile } from '../received-files/access.ts';
import { presentProgramme, presentReason } from '../received-files/present.ts';
import { filesNotForYou } from '../received-files/problems.ts';
import { findFile, findProgrammeById, type Programme } from '../received-files/queries.ts';
import { findVisible } from '../received-files/read-files.ts';
import { type MatchesQuery, OUTCOMES, REASONS } from './contract.ts';
import { noProgramme } from './problems.ts';
import { listMatches, type ReadMatch } from './queries.ts';
import { readStatements } from './settle-reconciliation.ts';

/** A programme of ours, for who may see its books. */
export async function visibleProgramme(on: Sql, actor: Actor, id: string): Promise<Programme> {
  if (!maySeeFiles(actor)) throw filesNotForYou();
  const programme = await findProgrammeById(on, id);
  if (!programme || programme.kind === 'other_owner') throw noProgramme();
  return programme;
}

/** How a programme's books stand against the finance system: its last statements, and what of them is open. */
export async function readReconciliation(on: Sql, actor: Actor, programmeId: string) {
  const programme = await visibleProgramme(on, actor, programmeId);
  const statements = await readStatements(on, programmeId);
  const files = new Map<string, { id: string; fileName: string; version: number }>();
  for (const { id } of statements) {
    const { fileName, version } = (await findFile(on, id))!;
    files.set(id, { id, fileName, version });
  }
  return {
    programme: presentProgramme(programme),
    asOf: statements.map(({ asOfOn }) => asOfOn).toSorted()[0] ?? null,
    isComplete: statements.some(({ kind }) => kind === 'actuals') && statements.every(({ open }) => open === 0),
    statements: statements.map(({ id, kind, asOfOn, counts, open }) => ({
      file: files.get(id)!,
      kind,
      asOfOn,
      outcomes: OUTCOMES.map((outcome) => {
        const found = counts.find((one) => one.outcome === outcome);
        return {
          outcome,
          count: found?.n ?? 0,
          open: found?.open ?? 0,
          ours: dollarsOf(found?.oursCents ?? 0n),
          theirs: dollarsOf(found?.theirsCents ?? 0n),
        };
      }),
      open,
    })),
    may: { resolve: mayReconcile(actor) },
    reasons: [...REASONS],
  };
}

const money = (cents: string | null) => (cents === null ? null : dollarsOf(BigInt(cents)));

function presentMatch({ ours, theirs, reason, words, resolvedAt, byId, byName, faults, outcome, ...one }: ReadMatch) {
  const isStatement = outcome !== 'unreadable';
  return {
    ...one,
    outcome: outcome as (typeof OUTCOMES)[number],
    ours: money(ours),
    theirs: money(theirs),
    difference: isStatement ? dollarsOf(BigInt(theirs ?? 0) - BigInt(ours ?? 0)) : null,
    faults: outcome === 'unreadable' ? ((faults ?? []) as Parameters<typeof presentReason>[0][]).map(presentReason) : [],
    resolution:
      reason === null || words === null || resolvedAt === null || byId === null
        ? null
        : { reason: reason as (typeof REASONS)[number], words, by: { id: byId, name: byName ?? '' }, resolvedAt },
  };
}

/** What comparing a file with our ledger gave, a page of it. */
export async function readMatches(on: Sql, actor: Actor, id: string, { outcome, state, limit, cursor }: z.infer<typeof MatchesQuery>) {
  const { row, programme } = await findVisible(on, actor, id);
  const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
  const rows = await listMatches(on, { fileId: id, outcome, isOpenOnly: state === 'open', limit: limit + 1, after });
  const { items, nextCursor } = pageOf(rows, limit, (one) => [one.key]);
  return {
    file: { id: row.id, fileName: row.fileName, asOfOn: row.asOfOn, programme: presentProgramme(programme) },
    items: items.map(presentMatch),
    nextCursor,
  };
}
