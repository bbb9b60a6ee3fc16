import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { presentChecklist } from '../checklist/present.ts';
import { listItemsOf } from '../checklist/queries.ts';
import { listOrders } from '../list-queries.ts';
import { factsOf, presentAnswers, presentAttachment, presentMoves, presentSummary, standingsOf } from '../present.ts';
import { listOrdersById, type OrderRow, WHOLE } from '../queries.ts';
import { FIELD_MOVES } from '../rules/field.ts';
import { movesFor, OPEN_STATUSES, type Status } from '../rules/lifecycle.ts';
import { isLegal, type Step } from './carry-out.ts';
import { passFor } from './pass.ts';
import { presentSetAside } from './present.ts';
import { countWaiting, findOperation, listFilesOf, listNotesOf, listSetAsideOf, listWaiting, type OperationRow } from './queries.ts';

const MANY = 100;
/** A queue is looked at from the top. */
const QUEUE = 20;
const DAY_MS = 86_400_000;
/** A technician learns what the desk decided for this long. */
const DECIDED_DAYS = 3;

type Filters = Parameters<typeof listOrders>[2];

/**
 * Everything that a phone keeps for a person who works where there is no signal: their open orders with what was written and photographed,
 * what they finished today, and the top of their teams' queues. Confidential orders are not among it: they never lie on a phone.
 */
export async function readFieldDay(db: Sql, actor: Actor, now: Date, secret: string) {
  const ordinary = async (filters: Filters, sort: 'planned' | 'updated' | 'priority', limit: number): Promise<OrderRow[]> =>
    (await listOrders(db, actor, filters, { sort, limit, after: undefined }, WHOLE)).slice(0, limit).filter((row) => row.order.compartment === null);
  const lately = new Date(now.getTime() - DAY_MS).toISOString();
  const [open, done, queue, aside] = await Promise.all([
    ordinary({ assigneeId: 'me', status: OPEN_STATUSES }, 'planned', MANY),
    ordinary({ assigneeId: 'me', status: ['completed', 'closed'], updatedSince: lately }, 'updated', MANY),
    ordinary({ teamId: 'mine', assigneeId: 'none', status: ['submitted', 'triaged', 'assigned'] }, 'priority', QUEUE),
    listSetAsideOf(db, actor.id, new Date(now.getTime() - DECIDED_DAYS * DAY_MS)),
  ]);
  const mine = [...open, ...done];
  const ids = mine.map((row) => row.order.id);
  const [files, notes, items, orders] = await Promise.all([listFilesOf(db, ids), listNotesOf(db, ids), listItemsOf(db, ids), ordersOf(db, aside)]);
  return {
    at: now,
    mayBeKept: actor.compartments.length === 0,
    orders: mine.map((row) => ({
      ...presentSummary(row, actor, now),
      description: row.order.description,
      answers: presentAnswers(row.order.answers, row.form),
      attachments: files.filter(({ file }) => file.workOrderId === row.order.id).map(presentAttachment),
      notes: notes
        .filter(({ comment }) => comment.workOrderId === row.order.id)
        .map(({ comment, author }) => ({ id: comment.id, author, body: comment.body, isInternal: comment.isInternal, createdAt: comment.createdAt })),
      checklist: presentChecklist(
        row,
        items.filter(({ item }) => item.workOrderId === row.order.id),
        actor,
      ),
      movesWhen: movesWhen(row, actor, now),
      pass: passFor(secret, row.order.id, actor.id, now),
    })),
    queue: queue.map((row) => presentSummary(row, actor, now)),
    // Their own: whether the desk could apply it now is for the desk.
    setAside: aside.map((row) => presentSetAside(row, orderIn(orders, row), false)),
  };
}

function movesWhen(row: OrderRow, actor: Actor, now: Date) {
  const standings = standingsOf(row, actor);
  const when = (status: Status) =>
    presentMoves(
      movesFor({ status, heldFrom: status === 'on_hold' ? (factsOf(row).heldFrom ?? 'in_progress') : null, completedAt: null }, standings, now),
    );
  return { triaged: when('triaged'), assigned: when('assigned'), in_progress: when('in_progress'), on_hold: when('on_hold') };
}

const ordersOf = (db: Sql, rows: readonly OperationRow[]) => listOrdersById(db, [...new Set(rows.flatMap((r) => r.operation.workOrderId ?? []))]);
const orderIn = (orders: readonly OrderRow[], { operation }: OperationRow) => orders.find(({ order }) => order.id === operation.workOrderId);

/** What waits for this desk, in the order it came. */
export async function readInbox(db: Sql, actor: Actor, { limit, cursor }: { limit: number; cursor?: string | undefined }, now: Date) {
  const [rows, total] = await Promise.all([
    listWaiting(db, actor, { limit, after: decodeCursor(cursor, z.tuple([z.uuid()]))?.[0] }),
    countWaiting(db, actor),
  ]);
  const page = pageOf(rows, limit, ({ operation }) => [operation.id]);
  const orders = await ordersOf(db, page.items);
  return {
    ...page,
    total,
    items: page.items.map((row) => presentSetAside(row, orderIn(orders, row), canApply(row, orderIn(orders, row), actor, now))),
  };
}

function canApply({ operation }: OperationRow, row: OrderRow | undefined, actor: Actor, now: Date) {
  const isStep = (FIELD_MOVES as readonly string[]).includes(operation.kind);
  // Minutes and requests are judged when they are entered: what stood in their way cannot be seen from here.
  if (!isStep || !row) return true;
  const step = { kind: operation.kind, payload: operation.payload } as Pick<Step, 'kind' | 'payload'>;
  return isLegal(row, step, standingsOf(row, actor), { meantAt: operation.occurredAt, now });
}

/** One that the desk has just decided on. */
export async function readDecided(db: Sql, id: string) {
  const row = (await findOperation(db, id))!;
  return presentSetAside(row, orderIn(await ordersOf(db, [row]), row), false);
}
