import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { isMadeUp, listMilestones, milestonesAt } from '../figures/queries.ts';
import { keepsNetwork, readsNetwork } from '../may.ts';
import { recordAdded, recordChange } from '../history/record.ts';
import { schoolToKeep } from '../place.ts';
import { doneLater, milestoneChanged, networkNotYours, projectElsewhere } from '../problems.ts';
import type { MilestoneRequest } from './contract.ts';
import { isProjectAt, listProjectsAt, setMilestone } from './queries.ts';

type Row = Awaited<ReturnType<typeof listMilestones>>[number];
function present(one: Row) {
  const { site: _, step, ...row } = one;
  return { ...row, step: step as 'live' };
}

function standing(own: readonly Row[], today: string) {
  const next = own.find(({ doneOn }) => doneOn === null);
  return { next: (next?.step ?? null) as 'live' | null, isLate: next !== undefined && next.plannedOn < today };
}

/** How far the fiber is, school by school. */
export async function readBuildOut(on: Sql, actor: Actor, now: Date) {
  if (!readsNetwork(actor)) throw networkNotYours();
  const today = districtDay(now);
  const schools = [...Map.groupBy(await listMilestones(on), ({ site }) => site.id).values()].map((own) => ({
    site: own[0]!.site,
    ...standing(own, today),
    milestones: own.map(present),
  }));
  const live = schools.filter(({ next }) => next === null).length;
  return {
    isDemonstration: await isMadeUp(on),
    counts: { schools: schools.length, live, underWay: schools.length - live, late: schools.filter(({ isLate }) => isLate).length },
    schools,
    may: { keep: keepsNetwork(actor) },
  };
}

type Given = { siteId: string; step: Row['step']; expected: number };

/** Says when a step of a school's fiber is planned or was done. `expected` is the version that was seen, 0 where there was none. */
export async function keepMilestone(db: Sql, actor: Actor, { siteId, step, expected }: Given, given: z.infer<typeof MilestoneRequest>, now: Date) {
  const { plannedOn, doneOn, projectId = null } = given;
  const { by } = await schoolToKeep(db, actor, siteId);
  if (doneOn !== null && doneOn > districtDay(now)) throw doneLater();
  await db.transaction(async (tx) => {
    if (projectId !== null && !(await isProjectAt(tx, projectId, siteId))) throw projectElsewhere();
    const was = (await milestonesAt(tx, siteId)).find((one) => one.step === step);
    const isWritten = await setMilestone(tx, { id: uuidv7(), siteId, step, plannedOn, doneOn, projectId }, expected);
    if (!isWritten) throw milestoneChanged(was?.version ?? 0);
    const [project, about] = [
      projectId === null ? null : ((await listProjectsAt(tx, siteId)).find(({ id }) => id === projectId)?.code ?? null),
      { subject: 'milestone', subjectId: siteId, by, now } as const,
    ];
    const after = { plannedOn, doneOn, project };
    if (!was) await recordAdded(tx, about, after, { step });
    else await recordChange(tx, about, { plannedOn: was.plannedOn, doneOn: was.doneOn, project: was.project?.code ?? null }, after, { step });
  });
  return present((await milestonesAt(db, siteId)).find((one) => one.step === step)!);
}
