import type { Sql } from '@steward/db';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { administersDistrict } from '../people/index.ts';
import { MEASURES } from './measures.ts';
import { changed, noMeasure, notYours } from './problems.ts';
import { holdTargets, insertTargetEvents, listTargetEvents } from './queries.ts';
import { keyOf, targetsNow } from './rules/targets.ts';

export type Target = { measure: string; year: number; target: number | null; seen: number | null; reason: string };
/** Sets the target of a measure for a year, or takes it away; what it was before stays in the history. */
export const setTarget = (db: Sql, actor: Actor, { measure, year, target, seen, reason }: Target, now: Date) =>
  db.transaction(async (tx) => {
    const forId = actingFor(actor, administersDistrict);
    if (forId === undefined) throw notYours();
    if (!MEASURES.some(({ code }) => code === measure)) throw noMeasure();
    await holdTargets(tx);
    const current = targetsNow(await listTargetEvents(tx)).get(keyOf(measure, year)) ?? null;
    if (current !== seen) throw changed(current);
    const { actorId, onBehalfOfId } = doneBy(actor, forId);
    if (current !== target) await insertTargetEvents(tx, [{ measure, year, targetRatio: target, reason, actorId, onBehalfOfId, occurredAt: now }]);
  });
