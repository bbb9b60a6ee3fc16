import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { mayNotPlan } from '../problems.ts';
import { PLANNERS } from '../may-plan.ts';
import type { CandidatesQuery } from './contract.ts';
import { countOfState, listCandidates, listComponentsOf, listOrdersOf, listOrdersSeen } from './queries.ts';

/** What technicians and many similar orders say may be wrong, where the actor plans: what waits, or what was decided; the newest first. */
export async function readCandidates(on: Sql, actor: Actor, { state, limit, cursor }: z.infer<typeof CandidatesQuery>) {
  const reach = actor.grants.filter(({ role }) => PLANNERS.includes(role));
  if (reach.length === 0) throw mayNotPlan();
  const [before] = decodeCursor(cursor, z.tuple([z.uuid()])) ?? [];
  const rows = await listCandidates(on, { state, reach }, { before, limit });
  const page = pageOf(rows, limit, ({ deficiency }) => [deficiency.id]);
  const ids = page.items.map(({ deficiency }) => deficiency.id);
  const links = ids.length > 0 ? await listOrdersOf(on, ids) : [];
  const orders = new Map(
    (
      await listOrdersSeen(
        on,
        actor,
        links.map(({ workOrderId }) => workOrderId),
      )
    ).map((order) => [order.id, order]),
  );
  const parts =
    ids.length > 0
      ? await listComponentsOf(
          on,
          page.items.map(({ structure }) => structure.id),
        )
      : [];
  const items = page.items.map(({ deficiency, structure, systemNames, component, reportedBy, endedBy }) => {
    const mine = links.filter(({ deficiencyId }) => deficiencyId === deficiency.id);
    return {
      id: deficiency.id,
      version: deficiency.version,
      structure,
      system: { code: deficiency.systemCode, ...systemNames },
      component,
      components: parts
        .filter(({ structureId, systemCode }) => structureId === structure.id && systemCode === deficiency.systemCode)
        .map(({ id, name }) => ({ id, name })),
      scope: deficiency.scope,
      isProposed: deficiency.isProposed,
      foundOn: deficiency.foundOn,
      reportedBy,
      status: deficiency.status as 'open',
      endNote: deficiency.endNote,
      decidedBy: endedBy,
      orders: mine.flatMap(({ workOrderId }) => orders.get(workOrderId) ?? []),
      ordersInAll: mine.length,
    };
  });
  return { total: await countOfState(on, { state, reach }), items, nextCursor: page.nextCursor };
}
