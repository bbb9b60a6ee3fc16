import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { differences } from '../rules/differences.ts';
import { maySeeSetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { notYoursToSetUp, setUpChanged, setUpNotForYou } from '../set-up/problems.ts';
import { recordSetUp } from '../set-up/record.ts';
import type { TargetRequest } from './contract.ts';
import { listVersions, lockTarget, setTarget, type Target } from './queries.ts';

/** What of a target is decided: what is compared and kept in the history. */
export const targetOf = ({ calendar, responseAmount, responseUnit, resolutionAmount, resolutionUnit }: Target) => ({
  calendar,
  responseAmount,
  responseUnit,
  resolutionAmount,
  resolutionUnit,
});

/** For whom the actor may change what is promised in the whole district: null for themselves. */
export function mustSetTargets(actor: Actor): string | null {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const onBehalfOfId = actingFor(actor, (as) => maySetUpDistrict(as, null));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  return onBehalfOfId;
}

/** What is promised for each priority. */
export async function readTargets(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const items = (await listVersions(on)).map(({ target, version }) => ({ priority: target.priority, ...targetOf(target), version }));
  return { items, may: { change: maySetUpDistrict(actor, null) } };
}

/** Promises something else to who asks from now on. Open orders keep what they were promised. */
export const changeTarget = (db: Sql, actor: Actor, priority: string, version: number, { why, ...after }: z.infer<typeof TargetRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const onBehalfOfId = mustSetTargets(actor);
    const { target, version: newest } = (await lockTarget(tx, priority))!;
    const before = targetOf(target);
    if (newest !== version) throw setUpChanged(differences(after, before).after, newest);
    if (Object.keys(differences(before, after).after).length === 0) return;
    await setTarget(tx, priority, after);
    await recordSetUp(tx, actor, { subject: 'policy', id: priority, name: priority, before, after, why, onBehalfOfId }, now);
  });

/** What would differ, as the history would keep it. */
export const targetDifferences = (before: Target | undefined, after: Target) => differences(before ? targetOf(before) : null, after);
