import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { afterWorkingDays, calendarAsOf } from '#kernel/calendar.ts';
import { BY_THE_SYSTEM } from '#kernel/actor.ts';
import { keptCalendars, type Needed } from '../../catalog/index.ts';
import { insertEvent, type OrderRow } from '../queries.ts';
import { REMIND_AFTER_DAYS } from '../rules/approvals.ts';
import { type ApprovalRow, findApproval, insertApprovals, listNames, listSteps, type NewApproval, setApproval } from './queries.ts';
import { whoDecidesOn } from './who-decides.ts';

/** When those who can decide are reminded next: by the calendar of the order's service. Null after the last time. */
export async function reminderAfter(on: Sql, row: OrderRow, openedAt: Date, reminders: number): Promise<Date | null> {
  const days = REMIND_AFTER_DAYS[reminders];
  if (days === undefined) return null;
  const { calendars, ofService } = await keptCalendars(on);
  const known = calendars.get(ofService.get(row.order.serviceCode) ?? 'district');
  const at = known ? afterWorkingDays(calendarAsOf(known, openedAt.getTime()), openedAt.getTime(), days) : null;
  return at === null ? null : new Date(at);
}

/** What the history says of who is asked: names, and where it went beyond those whom the policy names. */
export async function askedOf(on: Sql, approval: ApprovalRow, row: OrderRow, now: Date) {
  const { deciders, widenedTo } = await whoDecidesOn(on, approval, row, now);
  const names = await listNames(
    on,
    deciders.map(({ personId }) => personId),
  );
  const here = deciders.filter(({ isAway }) => !isAway);
  const shown = (here.length > 0 ? here : deciders).flatMap(({ personId }) => names.get(personId) ?? []);
  return { askedOf: shown.slice(0, SHOWN).join(', '), more: Math.max(0, shown.length - SHOWN), ...(widenedTo ? { widenedTo } : {}) };
}
const SHOWN = 4;

/** Opens a step: from now on it waits to be decided, and those who can are told. */
export async function openStep(tx: Sql, row: OrderRow, approvalId: string, now: Date): Promise<void> {
  await setApproval(tx, approvalId, { state: 'open', openedAt: now, nextReminderAt: await reminderAfter(tx, row, now, 0) });
  const approval = (await findApproval(tx, approvalId))!;
  const steps = (await listSteps(tx, row.order.id)).filter(({ state }) => state !== 'withdrawn');
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind: 'approval_requested',
    ...BY_THE_SYSTEM,
    isInternal: approval.cause === 'cost',
    data: {
      approvalId,
      step: steps.findIndex(({ id }) => id === approvalId) + 1,
      of: steps.length,
      cause: approval.cause,
      ...(await askedOf(tx, approval, row, now)),
    },
    occurredAt: now,
  });
}

/** Notes all steps that an order has to wait for, and opens the first. */
export async function askForApproval(tx: Sql, row: OrderRow, { steps, amountCents }: Needed, cause: 'asked' | 'cost', now: Date): Promise<void> {
  const before = await listSteps(tx, row.order.id);
  const rows = steps.map(({ policyId, policyVersion, roles, personIds }, i): NewApproval => ({
    id: uuidv7(),
    workOrderId: row.order.id,
    policyId,
    policyVersion,
    cause,
    position: before.length + i + 1,
    step: { roles: [...roles], personIds: [...personIds] },
    amountCents,
    state: 'later',
  }));
  await insertApprovals(tx, rows);
  await openStep(tx, row, rows[0]!.id, now);
}
