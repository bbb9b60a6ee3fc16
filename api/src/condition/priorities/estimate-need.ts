import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changeStructure } from '../keep-condition.ts';
import { mayPlan } from '../may-plan.ts';
import { deficiencyNotFound, estimateChanged, mayNotPlan } from '../problems.ts';
import { findDeficiency, findStructure } from '../queries.ts';
import { findEstimate, setEstimate } from './queries.ts';

type Given = { readiness: number | null; saving: string | null; source: string };

const present = ({ readinessRatio, savingCents, source }: { readinessRatio: number | null; savingCents: bigint | null; source: string }) => ({
  readiness: readinessRatio,
  saving: savingCents === null ? null : dollarsOf(savingCents),
  source,
});

/** Notes how ready the work on a need is and what it saves a year; the building's history keeps what was before. It moves no cent of the condition. */
export async function estimateNeed(db: Sql, actor: Actor, deficiencyId: string, expected: number, given: Given, now: Date) {
  const need = await findDeficiency(db, deficiencyId);
  if (!need) throw deficiencyNotFound();
  const structure = (await findStructure(db, need.structureId))!;
  if (!mayPlan(actor, { siteId: structure.siteId, areaId: structure.area?.id ?? null })) throw mayNotPlan();
  const estimate = { readinessRatio: given.readiness, savingCents: given.saving === null ? null : centsOf(given.saving), source: given.source };
  await db.transaction(async (tx) => {
    const before = await findEstimate(tx, deficiencyId);
    const happening = {
      kind: 'need_estimated',
      cause: 'correction',
      actorId: actor.id,
      deficiencyId,
      data: { scope: need.scope, before: before ? present(before) : null, after: present(estimate) },
    } as const;
    const change = async () => {
      if (!(await setEstimate(tx, deficiencyId, estimate, expected))) throw estimateChanged((await findEstimate(tx, deficiencyId))?.version ?? 0);
    };
    await changeStructure(tx, need.structureId, happening, change, now);
  });
  return { ...present(estimate), version: expected + 1 };
}
