import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { macroMayBePutBack } from '../macros/use-macro.ts';
import { bulkNotForYou, bulkNotFound, bulkNothing, bulkStays, bulkTooLate, bulkTooMany, viewQueryWrong } from '../problems.ts';
import { listOrders } from '../list-queries.ts';
import { listOrdersById, SUMMARY } from '../queries.ts';
import { mayChangeMany } from '../rules/access.ts';
import { mayUndo, ORDERS_AT_MOST, ORDERS_WITH_MACRO_AT_MOST } from '../rules/bulk.ts';
import { filtersOf } from '../views/filters-of.ts';
import { readQueryText } from '../views/query-text.ts';
import type { BulkRequest } from './contract.ts';
import { judgeFor } from './judge.ts';
import { stateOf, staysOf } from './present.ts';
import { findBulk, findSelected, insertBulk, insertBulkOrders, lockBulk, setBulk, skipWaiting } from './queries.ts';

type Input = z.infer<typeof BulkRequest>;
type Chosen = { id: string; version: number };

/** The orders meant, as the actor may know of them, in the order given; and how many of those named are not there. */
async function chosenOrders(on: Sql, actor: Actor, { orders, query }: Input, now: Date): Promise<{ chosen: Chosen[]; unknown: number }> {
  if (query !== undefined) {
    const read = readQueryText(query);
    if (!read.ok) throw viewQueryWrong(read.errors);
    const rows = await listOrders(on, actor, filtersOf(read.query, now), { sort: 'oldest', limit: ORDERS_AT_MOST, after: undefined }, SUMMARY);
    if (rows.length > ORDERS_AT_MOST) throw bulkTooMany(ORDERS_AT_MOST);
    return { chosen: rows.map(({ order: { id, version } }) => ({ id, version })), unknown: 0 };
  }
  const named = orders ?? [];
  const found = await findSelected(
    on,
    actor,
    named.map(({ id }) => id),
  );
  const byName = new Map(found.flatMap((row) => [[row.id, row] as const, [row.number, row] as const]));
  const chosen = new Map<string, Chosen>();
  const unknown = new Set<string>();
  for (const { id, version } of named) {
    const name = /^wo-/i.test(id) ? id.toUpperCase() : id.toLowerCase();
    const row = byName.get(name);
    if (row) chosen.set(row.id, { id: row.id, version: version ?? row.version });
    else unknown.add(name);
  }
  return { chosen: [...chosen.values()], unknown: unknown.size };
}

/** Whether what it does stays: words that were written are not taken back. */
const stays = async (on: Sql, change: Input['change']) => change.kind === 'macro' && !(await macroMayBePutBack(on, change.macroId));

/** A macro is tried on each order. */
function notTooMany(change: Input['change'], chosen: readonly Chosen[]) {
  if (change.kind === 'macro' && chosen.length > ORDERS_WITH_MACRO_AT_MOST) throw bulkTooMany(ORDERS_WITH_MACRO_AT_MOST);
}

const LISTED = 500;
/** What the change would do, order by order, with nothing done. */
export async function previewBulk(on: Sql, actor: Actor, input: Input, now: Date) {
  if (!mayChangeMany(actor)) throw bulkNotForYou();
  const judge = await judgeFor(on, actor, input.change, now);
  const { chosen, unknown } = await chosenOrders(on, actor, input, now);
  notTooMany(input.change, chosen);
  const rows = new Map(
    (
      await listOrdersById(
        on,
        chosen.map(({ id }) => id),
      )
    ).map((row) => [row.order.id, row]),
  );
  const items: { id: string; number: string; title: string; verdict: 'changes' | 'same' | 'refused'; code: string | null; why: string | null }[] = [];
  for (const { id } of chosen) {
    const row = rows.get(id)!;
    const verdict = await judge(row);
    const why =
      typeof verdict === 'string' ? { verdict, code: null, why: null } : { verdict: 'refused' as const, code: verdict.code, why: verdict.message };
    items.push({ id, number: row.order.number, title: row.order.title, ...why });
  }
  const of = (verdict: string) => items.filter((item) => item.verdict === verdict);
  const [changes, same, refused] = [of('changes'), of('same'), of('refused')];
  return {
    total: items.length,
    changes: changes.length,
    same: same.length,
    refused: refused.length,
    unknown,
    mayBeUndone: !(await stays(on, input.change)),
    items: [...refused, ...same, ...changes].slice(0, LISTED),
  };
}

/** Takes the change in; a worker then does it, order by order. `id` may come from the caller's Idempotency-Key. */
export const beginBulk = (db: Sql, actor: Actor, input: Input, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    if (await findBulk(tx, id)) return id;
    if (!mayChangeMany(actor)) throw bulkNotForYou();
    await judgeFor(tx, actor, input.change, now);
    const { chosen } = await chosenOrders(tx, actor, input, now);
    if (chosen.length === 0) throw bulkNothing();
    notTooMany(input.change, chosen);
    const change = (await stays(tx, input.change)) ? { ...input.change, stays: true } : input.change;
    await insertBulk(tx, { id, byId: actor.id, change, state: 'running', createdAt: now });
    await insertBulkOrders(
      tx,
      chosen.map((order, position) => ({ bulkChangeId: id, workOrderId: order.id, position, seenVersion: order.version, outcome: 'waiting' })),
    );
    return id;
  });

/** Takes back what one did: what was changed is put back, what waits is left. A worker does it, order by order. */
export const undoBulk = (db: Sql, actor: Actor, id: string, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockBulk(tx, id);
    if (!row || row.bulk.byId !== actor.id) throw bulkNotFound();
    const bulk = { ...row.bulk, state: stateOf(row), stays: staysOf(row) };
    // Asked twice, it is under way.
    if (bulk.state === 'undoing' || bulk.state === 'undone') return id;
    if (bulk.stays) throw bulkStays();
    if (!mayUndo(bulk, actor.id, now)) throw bulkTooLate();
    await setBulk(tx, id, { state: 'undoing' });
    await skipWaiting(tx, id);
    return id;
  });
