import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf } from '#kernel/money.ts';
import { changeStructure } from './keep-condition.ts';
import { mayPlan } from './may-plan.ts';
import {
  componentElsewhere,
  deficiencyChanged,
  deficiencyEnded,
  deficiencyNotFound,
  foundLater,
  mayNotPlan,
  structureNotFound,
  unknownSystem,
} from './problems.ts';
import { COUNTING, findComponent, findDeficiency, findStructure, findSystem, insertDeficiency, setDeficiency } from './queries.ts';

/** The building, for who may plan there. */
async function structureToPlan(on: Sql, actor: Actor, id: string) {
  const structure = await findStructure(on, id);
  if (!structure) throw structureNotFound();
  if (!mayPlan(actor, { siteId: structure.siteId, areaId: structure.area?.id ?? null })) throw mayNotPlan();
  return structure;
}

type Found = {
  systemCode: string;
  componentId?: string | null | undefined;
  priority: 1 | 2 | 3 | 4;
  scope: string;
  quantity?: number | null | undefined;
  unit?: string | null | undefined;
  /** Dollars of this year, with everything. */
  cost: string;
  foundOn?: string | undefined;
  source: 'assessment' | 'inspection';
};

/** Notes what was found wrong with a building; it counts from this moment on. Gives its id. */
export async function recordDeficiency(db: Sql, actor: Actor, structureId: string, found: Found, now: Date, id: string = uuidv7()): Promise<string> {
  await structureToPlan(db, actor, structureId);
  const today = districtDay(now);
  const { systemCode, componentId = null, priority, scope, quantity = null, unit = null, cost, foundOn = today, source } = found;
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
      data: { scope, priority, cost },
    } as const;
    const insert = async () => {
      await insertDeficiency(tx, {
        id,
        structureId,
        componentId,
        systemCode,
        priority,
        scope,
        quantity,
        unit,
        costCents: centsOf(cost),
        costBaseYear: Number(today.slice(0, 4)),
        foundOn,
        foundById: actor.id,
        source,
        status: 'open',
      });
    };
    await changeStructure(tx, structureId, happening, insert, now);
  });
  return id;
}

type Ending = { how: 'corrected'; actualCost: string; note: string } | { how: 'withdrawn'; note: string };

/** Ends a deficiency: put right, with what that cost, or withdrawn, because it was none. It stops to count at once; gives the structure it was in. */
export async function endDeficiency(db: Sql, actor: Actor, id: string, expected: number, ending: Ending, now: Date): Promise<string> {
  const seen = await findDeficiency(db, id);
  if (!seen) throw deficiencyNotFound();
  await structureToPlan(db, actor, seen.structureId);
  await db.transaction(async (tx) => {
    const { how, note } = ending;
    const actualCostCents = how === 'corrected' ? centsOf(ending.actualCost) : null;
    const happening = {
      kind: how === 'corrected' ? 'deficiency_corrected' : 'deficiency_withdrawn',
      cause: how === 'corrected' ? 'work' : 'correction',
      actorId: actor.id,
      deficiencyId: id,
      componentId: seen.componentId,
      data: { note, scope: seen.scope, ...(how === 'corrected' ? { actualCost: ending.actualCost } : {}) },
    } as const;
    const end = async () => {
      // The structure is held: nobody else changes what is in it.
      const { status, version } = (await findDeficiency(tx, id))!;
      if (!COUNTING.includes(status) && status !== 'candidate') throw deficiencyEnded(status);
      if (version !== expected) throw deficiencyChanged(version);
      await setDeficiency(tx, id, { status: how, actualCostCents, endedAt: now });
    };
    await changeStructure(tx, seen.structureId, happening, end, now);
  });
  return seen.structureId;
}
