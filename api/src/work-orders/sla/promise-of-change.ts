import type { Sql } from '@steward/db';
import type { workOrders } from '@steward/db/schema';
import { keptCalendars, keptCatalogue } from '../../catalog/index.ts';
import { type Happened, type Policy, policyOf, type Promised, promiseOf } from '../rules/promise.ts';
import type { When } from '#kernel/when.ts';
import { listHistory } from './queries.ts';

type Order = typeof workOrders.$inferSelect;
type Set = Partial<typeof workOrders.$inferInsert>;

/** What an order of this priority is promised now. */
async function policyNow(on: Sql, { priority, serviceCode }: { priority: string; serviceCode: string }): Promise<Policy | null> {
  const [{ targets }, { ofService }] = [await keptCatalogue(on), await keptCalendars(on)];
  return policyOf(targets.get(priority), ofService.get(serviceCode) ?? 'district');
}

/** The promise that a new order begins with, as columns of its row; the clocks of one that awaits an approval do not run yet. */
export async function promiseOnAsking(on: Sql, order: { priority: string; serviceCode: string; status: string }, now: Date) {
  const policy = await policyNow(on, order);
  const { calendars, revision } = await keptCalendars(on);
  const asked: Promised = { policy, status: order.status, submittedAt: now, respondedAt: null, plannedOn: null };
  const {
    responseDueAt = null,
    resolutionDueAt = null,
    nextWarningAt,
  } = promiseOf(asked, [{ kind: 'submitted', at: now, by: null, data: { awaitsApproval: order.status === 'awaiting_approval' } }], calendars, now);
  return { policy, responseDueAt, resolutionDueAt, nextWarningAt, clocksRevision: revision };
}

const ENDS = new Set(['completed', 'closed', 'cancelled', 'duplicate']);
/** Kinds of event that the resolution clock goes by. */
const MOVES_CLOCK = new Set(['held', 'resumed', 'reopened', 'approved']);
const same = (a: Policy | null, b: Policy | null) => JSON.stringify(a && Object.values(a)) === JSON.stringify(b && Object.values(b));

/** Columns that are not to be left as they are. */
const given = (columns: Record<string, unknown>): Set => Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));

/**
 * What a change does to the promise: columns to set with it, and a new policy with the one before for its event. An order whose promise was
 * never worked out is left to the recount.
 */
export async function promiseOfChange(
  on: Sql,
  { order, happened: known }: { order: Order; happened?: readonly Happened[] | undefined },
  { kind, set, data }: { kind: string; set: Set; data: Record<string, unknown> },
  { at, heardAt }: When,
): Promise<{ set: Set; data: Record<string, unknown> }> {
  const responded: Set = set.assigneeId && order.respondedAt === null ? { respondedAt: at } : {};
  if (order.policy === null) return { set: responded, data: {} };
  if (set.status && ENDS.has(set.status)) return { set: { ...responded, resolutionLeft: null, nextWarningAt: null }, data: {} };
  const after = { ...order, ...set, ...responded };
  const isRetargeted = set.priority !== undefined || set.serviceCode !== undefined;
  const policy = isRetargeted ? await policyNow(on, after) : order.policy;
  const isNew = !same(policy, order.policy);
  if (!isNew && !MOVES_CLOCK.has(kind) && set.plannedOn === undefined) return { set: responded, data: {} };

  const { calendars, revision } = await keptCalendars(on);
  const told = isNew ? { policy, policyBefore: order.policy } : {};
  const happened: Happened = { kind, at, by: null, data: { ...data, ...told } };
  const history = [...(known ?? (await listHistory(on, order.id))), happened].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const columns = promiseOf({ ...after, policy } as Promised, history, calendars, heardAt);
  return { set: { ...responded, ...(isNew ? { policy } : {}), ...given(columns), clocksRevision: revision }, data: told };
}
