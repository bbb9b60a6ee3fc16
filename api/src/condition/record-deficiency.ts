import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changeStructure } from './keep-condition.ts';
import { candidateOnly, componentElsewhere, deficiencyChanged, deficiencyEnded, foundLater, nothingToRenew, unknownSystem } from './problems.ts';
import { deficiencyToPlan, structureToPlan } from './may-plan.ts';
import { judgeCost } from './findings/judge-cost.ts';
import { keepPhotos } from './findings/photos.ts';
import { RENEWED_IN } from './inventory/keep-components.ts';
import { COUNTING, findComponent, findDeficiency, findSystem, insertDeficiency, setComponent, setDeficiency } from './queries.ts';

type Found = {
  systemCode: string;
  componentId?: string | null | undefined;
  priority: 1 | 2 | 3 | 4;
  scope: string;
  quantity?: number | null | undefined;
  unit?: string | null | undefined;
  /** Dollars of this year, with everything. */
  cost: string;
  /** How sure one is of it, 0 to 1. */
  confidenceRatio?: number | null | undefined;
  foundOn?: string | undefined;
  source: 'assessment' | 'inspection';
  /** Photos that the person has sent before. */
  attachmentIds?: readonly string[] | undefined;
};

/** Notes what was found wrong with a building; it counts from this moment on. Gives its id. */
export async function recordDeficiency(db: Sql, actor: Actor, structureId: string, found: Found, now: Date, id: string = uuidv7()): Promise<string> {
  await structureToPlan(db, actor, structureId);
  const today = districtDay(now);
  const {
    systemCode,
    componentId = null,
    priority,
    scope,
    quantity = null,
    unit = null,
    cost,
    confidenceRatio = null,
    foundOn = today,
    source,
    attachmentIds = [],
  } = found;
  if (foundOn > today) throw foundLater();
  await db.transaction(async (tx) => {
    if (await findDeficiency(tx, id)) return;
    const system = await findSystem(tx, systemCode);
    if (system?.level !== 3) throw unknownSystem();
    const component = componentId === null ? null : await findComponent(tx, componentId);
    if (componentId !== null && component?.structureId !== structureId) throw componentElsewhere();
    const happening = {
      kind: 'deficiency_found',
      cause: 'findings',
      actorId: actor.id,
      deficiencyId: id,
      componentId,
      data: { scope, priority, cost: dollarsOf(centsOf(cost)) },
    } as const;
    const [costCents, costBaseYear] = [centsOf(cost), Number(today.slice(0, 4))];
    const insert = async () => {
      await judgeCost(tx, { structureId, componentId, costCents, costBaseYear }, now);
      await insertDeficiency(tx, {
        id,
        structureId,
        componentId,
        systemCode,
        priority,
        scope,
        quantity,
        unit,
        costCents,
        costBaseYear,
        confidenceRatio,
        foundOn,
        foundById: actor.id,
        source,
        status: 'open',
      });
      await keepPhotos(tx, actor, id, attachmentIds, now);
    };
    await changeStructure(tx, structureId, happening, insert, now);
  });
  return id;
}

type Ending = { how: 'corrected'; actualCost: string; note: string; isRenewed?: boolean | undefined } | { how: 'withdrawn'; note: string };

/**
 * Ends a deficiency: put right, with what that cost and whether its component is a new one, or withdrawn, because it was none. A candidate can only be dismissed. It stops to count at
 * once; gives the structure it was in.
 */
export async function endDeficiency(db: Sql, actor: Actor, id: string, expected: number, ending: Ending, now: Date): Promise<string> {
  const seen = await deficiencyToPlan(db, actor, id);
  await db.transaction(async (tx) => {
    const { how, note } = ending;
    const actualCostCents = how === 'corrected' ? centsOf(ending.actualCost) : null;
    const isRenewed = how === 'corrected' && ending.isRenewed === true;
    if (isRenewed && seen.componentId === null) throw nothingToRenew();
    const kind = how === 'corrected' ? 'deficiency_corrected' : seen.status === 'candidate' ? 'candidate_dismissed' : 'deficiency_withdrawn';
    const happening = {
      kind,
      cause: how === 'corrected' ? 'work' : 'correction',
      actorId: actor.id,
      deficiencyId: id,
      componentId: seen.componentId,
      data: { note, scope: seen.scope, ...(how === 'corrected' ? { actualCost: dollarsOf(centsOf(ending.actualCost)) } : {}) },
    } as const;
    const end = async () => {
      // The structure is held: nobody else changes what is in it.
      const { status, version, componentId } = (await findDeficiency(tx, id))!;
      if (!COUNTING.includes(status) && status !== 'candidate') throw deficiencyEnded(status);
      if (status === 'candidate' && how === 'corrected') throw candidateOnly();
      if (version !== expected) throw deficiencyChanged(version);
      // By hand: no order that it was in work on brings it back.
      await setDeficiency(tx, id, { status: how, actualCostCents, endedAt: now, endNote: note, endedById: actor.id, workOrderId: null });
      const component = isRenewed && componentId !== null ? await findComponent(tx, componentId) : undefined;
      if (!component) return {};
      const year = Number(districtDay(now).slice(0, 4));
      await setComponent(tx, component.id, RENEWED_IN(year));
      return { data: { ...happening.data, before: { yearInstalled: component.yearInstalled }, after: { yearInstalled: year } } };
    };
    await changeStructure(tx, seen.structureId, happening, end, now);
  });
  return seen.structureId;
}
