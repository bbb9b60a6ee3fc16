import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import {
  doneByStanding,
  insertEvent,
  lockedOrder,
  mayReadInternal,
  mayWork,
  type OrderRow,
  readOrder,
  standingsOf,
} from '../../work-orders/index.ts';
import { changeStructure } from '../keep-condition.ts';
import { componentElsewhere, notABuildingMatter, reportedAlready, structureElsewhere, unknownSystem } from '../problems.ts';
import { findComponent, findDeficiency, findStructure, findSystem, insertDeficiency } from '../queries.ts';
import { isAboutBuildings } from '../rules/about-buildings.ts';
import type { ReportRequest } from './contract.ts';
import { insertLinks, isReportedBy, listComponentsOf, listOfOrder, listStructuresAt } from './queries.ts';

/** Whoever works on an ordinary order may say that the building is the trouble. */
const mayReport = (row: OrderRow, actor: Actor) => isAboutBuildings(row.order) && mayWork(standingsOf(row, actor));

/** What a candidate says until a planner has looked at it; it counts nowhere. */
export const NOT_YET_JUDGED = { priority: 3, costCents: 0n, source: 'work_order', status: 'candidate' } as const;

/** "This is a building problem": a candidate for the planners, with the order that showed it. `id` may come from the caller's Idempotency-Key. */
export async function reportProblem(
  db: Sql,
  actor: Actor,
  idOrNumber: string,
  input: z.infer<typeof ReportRequest>,
  now: Date,
  id: string = uuidv7(),
) {
  const { structureId, systemCode, componentId = null, scope } = input;
  return db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, null);
    if (!mayReport(row, actor)) throw notABuildingMatter();
    if (await findDeficiency(tx, id)) return row.order.id;
    const structure = await findStructure(tx, structureId);
    if (!structure || structure.siteId !== row.order.siteId) throw structureElsewhere();
    if ((await findSystem(tx, systemCode))?.level !== 3) throw unknownSystem();
    if (componentId !== null && (await findComponent(tx, componentId))?.structureId !== structureId) throw componentElsewhere();
    const workOrderId = row.order.id;
    const add = async () => {
      if (await isReportedBy(tx, workOrderId, { structureId, systemCode, componentId })) throw reportedAlready();
      const costBaseYear = Number(districtDay(now).slice(0, 4));
      await insertDeficiency(tx, {
        id,
        structureId,
        componentId,
        systemCode,
        scope,
        costBaseYear,
        foundOn: districtDay(now),
        foundById: actor.id,
        ...NOT_YET_JUDGED,
      });
      await insertLinks(tx, [{ deficiencyId: id, workOrderId, kind: 'reported', linkedById: actor.id, linkedAt: now }]);
    };
    const happening = { kind: 'candidate_reported', cause: 'findings', actorId: actor.id, deficiencyId: id, componentId, workOrderId } as const;
    await changeStructure(tx, structureId, happening, add, now);
    const by = doneByStanding(actor, row, mayWork);
    await insertEvent(tx, {
      workOrderId,
      kind: 'building_reported',
      ...by,
      isInternal: true,
      data: { building: structure.name, note: scope },
      occurredAt: now,
    });
    return workOrderId;
  });
}

/** What an order has to do with buildings, and what there is to choose from: for those who work on it or watch over it; for all others nothing. */
export async function readProblemsOf(on: Sql, actor: Actor, idOrNumber: string) {
  const row = await readOrder(on, actor, idOrNumber);
  const report = mayReport(row, actor);
  if (!isAboutBuildings(row.order) || !mayReadInternal(standingsOf(row, actor))) return { may: { report }, structures: [], items: [] };
  const at = report ? await listStructuresAt(on, row.order.siteId) : [];
  const parts =
    at.length > 0
      ? await listComponentsOf(
          on,
          at.map(({ id }) => id),
        )
      : [];
  const items = await listOfOrder(on, row.order.id);
  return {
    may: { report },
    structures: at.map(({ id, name, buildingId }) => ({
      id,
      name,
      isHere: buildingId !== null && buildingId === row.order.buildingId,
      components: parts.filter((part) => part.structureId === id).map((part) => ({ id: part.id, name: part.name, systemCode: part.systemCode })),
    })),
    items: items.map(({ link, deficiency, structure }) => ({
      id: deficiency.id,
      kind: link.kind as 'reported',
      structure,
      systemCode: deficiency.systemCode,
      scope: deficiency.scope,
      status: deficiency.status as 'open',
      wasAccepted: deficiency.acceptedAt !== null,
      endNote: deficiency.endNote,
      renewsComponent: link.renewsComponent,
    })),
  };
}
