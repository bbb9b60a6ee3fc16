import type { Sql } from '@steward/db';
import { findOrderById, openDeciders } from '../work-orders/index.ts';
import {
  findEvent,
  insertNotices,
  listAddressees,
  listLeads,
  listManagers,
  listStandIns,
  lockWaiting,
  type NewNotice,
  removeWaiting,
  setWaiting,
} from './queries.ts';
import { nextAttempt } from './rules/delivery.ts';
import {
  candidates,
  type Concerned,
  concernsApprovers,
  concernsManagers,
  factsOf,
  type Happened,
  recipients,
  type Sees,
  teamConcerned,
} from './rules/news.ts';
import { sightOf } from './sight.ts';

/** `onError` hears of an event that could not be told. */
type With = { jitter: number; onError: (error: unknown) => void };

/** Tells everybody concerned of the event that waits longest. False when none waits. What fails waits for a while and lets the others pass. */
export async function tellNext(db: Sql, { jitter, onError }: With, now: Date): Promise<boolean> {
  let taken: { eventId: string; attempts: number } | undefined;
  try {
    return await db.transaction(async (tx) => {
      taken = await lockWaiting(tx, now);
      if (!taken) return false;
      await tell(tx, taken.eventId, now);
      await removeWaiting(tx, taken.eventId);
      return true;
    });
  } catch (error) {
    if (!taken) throw error;
    onError(error);
    const attempts = taken.attempts + 1;
    // It is never given up: what happened has to be told.
    await setWaiting(db, taken.eventId, { attempts, nextAttemptAt: nextAttempt({ attempts, triedSince: now }, jitter, now)! });
    return true;
  }
}

async function tell(tx: Sql, eventId: string, now: Date): Promise<void> {
  const found = await findEvent(tx, eventId);
  if (!found) return;
  const { event, by, comment } = found;
  const row = (await findOrderById(tx, event.workOrderId))!;
  const { order } = row;
  const waiting = concernsApprovers(event) ? await openDeciders(tx, row, now) : undefined;
  // What was decided meanwhile is nothing to ask for.
  if (concernsApprovers(event) && waiting?.approvalId !== event.data['approvalId']) return;
  const concerned = { ...(await concernedBy(tx, event, order, now)), approverIds: waiting?.personIds ?? [] };
  const named = candidates(event, concerned).map(({ personId }) => personId);
  if (named.length === 0) return;
  const addressees = await listAddressees(tx, named);
  const here = addressees.map(({ id }) => id);
  const sight = await sightOf(tx, row, here, now);
  const sees = (id: string): Sees => (waiting?.personIds.includes(id) ? 'all' : sight(id));
  const told = recipients(event, concerned, sees);
  const facts = factsOf({ event, by, comment, isConfidential: order.compartment !== null });
  const rows = told.map(({ personId, kind }): NewNotice => ({
    personId,
    kind,
    ...(sight(personId) === 'nothing'
      ? { workOrderId: null, facts: { ...facts, number: order.number, title: order.title } }
      : { workOrderId: order.id, facts }),
    eventId,
    isInternal: event.isInternal && waiting === undefined,
    ...(waiting ? { path: `/approvals/${waiting.approvalId}` } : {}),
    createdAt: now,
  }));
  const mailed = new Set(addressees.filter(({ isMailed }) => isMailed).map(({ id }) => id));
  await insertNotices(tx, rows, mailed);
}

type Order = NonNullable<Awaited<ReturnType<typeof findOrderById>>>['order'];

async function concernedBy(tx: Sql, event: Happened, order: Order, now: Date): Promise<Omit<Concerned, 'approverIds'>> {
  const teamId = teamConcerned(event, order.teamId);
  const leadIds = teamId === null ? [] : await listLeads(tx, teamId);
  return {
    askerIds: [...new Set([order.requesterId, order.submittedById])],
    assigneeId: order.assigneeId,
    leadIds,
    managerIds: concernsManagers(event) ? await listManagers(tx, order, now) : [],
    standInIds: concernsManagers(event) ? await listStandIns(tx, [...leadIds, ...(order.assigneeId ? [order.assigneeId] : [])], now) : new Map(),
  };
}
