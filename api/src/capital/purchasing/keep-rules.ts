import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor, Role } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { inOneGo } from '../in-one-go.ts';
import { bookkeeper, mustRead } from '../may.ts';
import { changed, ladderWrong, shareOnlyOfChanges, thresholdsWrong } from '../problems.ts';
import { keepsBooks } from '../rules/access.ts';
import { isLadder } from '../rules/ladder.ts';
import type { LadderRequest, ThresholdsRequest } from './contract.ts';
import { insertRuleEvents, listLadders, listRuleChanges, listThresholds, replaceLadder, replaceThresholds } from './queries.ts';

const CHANGES_SHOWN = 20;
const KINDS = ['transfer', 'contract', 'change_order', 'invoice'] as const;
type Kind = (typeof KINDS)[number];

/** Who approves what, and from which amount on which ways of buying are allowed. */
export async function readRules(on: Sql, actor: Actor) {
  mustRead(actor);
  const thresholds = await listThresholds(on);
  const rungs = Map.groupBy(await listLadders(on), ({ kind }) => kind);
  return {
    ladders: KINDS.map((kind) => ({
      kind,
      version: rungs.get(kind)?.[0]?.version ?? 1,
      steps: (rungs.get(kind) ?? []).map(({ position, fromCents, fromRatio, roles }) => ({
        position,
        from: dollarsOf(fromCents),
        fromRatio,
        roles: roles as Role[],
      })),
    })),
    thresholdsVersion: thresholds[0]?.version ?? 1,
    thresholds: thresholds.map(({ fromCents, methods }) => ({ from: dollarsOf(fromCents), methods: methods as 'quote'[] })),
    changes: (await listRuleChanges(on, CHANGES_SHOWN)).map(({ kind, ...change }) => ({
      ...change,
      kind: kind as Kind | null,
      at: new Date(change.at),
    })),
    may: { change: keepsBooks(actor) },
  };
}

const ladderOf = async (on: Sql, actor: Actor, of: Kind) => (await readRules(on, actor)).ladders.find(({ kind }) => kind === of)!;

/** Says anew who approves one kind of request; what waits already stays with the steps that it has. */
export const changeLadder = (
  db: Sql,
  actor: Actor,
  of: { kind: Kind; version: number },
  { steps, reason }: z.infer<typeof LadderRequest>,
  now: Date,
): Promise<void> =>
  inOneGo(db, async (tx) => {
    const by = bookkeeper(actor);
    const rungs = steps.map(({ from, fromRatio = null, roles }, i) => ({ position: i + 1, fromCents: centsOf(from), fromRatio, roles }));
    if (!isLadder(rungs)) throw ladderWrong();
    if (of.kind !== 'change_order' && rungs.some(({ fromRatio }) => fromRatio !== null))
      throw shareOnlyOfChanges(rungs.findIndex(({ fromRatio }) => fromRatio !== null));
    const before = (await ladderOf(tx, actor, of.kind)).steps;
    if (!(await replaceLadder(tx, of, rungs))) throw changed('ladder', (await ladderOf(tx, actor, of.kind)).version);
    await insertRuleEvents(tx, { by, data: { kind: of.kind, before, after: steps, note: reason }, now });
  });

/** Says anew from which amount on which ways of buying are allowed. */
export const changeThresholds = (
  db: Sql,
  actor: Actor,
  version: number,
  { thresholds, reason }: z.infer<typeof ThresholdsRequest>,
  now: Date,
): Promise<void> =>
  inOneGo(db, async (tx) => {
    const by = bookkeeper(actor);
    const rows = thresholds.map(({ from, methods }) => ({ fromCents: centsOf(from), methods }));
    const rises = rows.every(({ fromCents }, i) => (i === 0 ? fromCents === 0n : fromCents > rows[i - 1]!.fromCents));
    if (!rises) throw thresholdsWrong();
    const before = (await readRules(tx, actor)).thresholds;
    if (!(await replaceThresholds(tx, version, rows))) throw changed('set of thresholds', (await readRules(tx, actor)).thresholdsVersion);
    await insertRuleEvents(tx, { by, data: { before, after: thresholds, note: reason }, now });
  });
