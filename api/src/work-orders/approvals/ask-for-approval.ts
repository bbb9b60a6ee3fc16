import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { calendarAsOf } from '#kernel/calendar.ts';
import { BY_THE_SYSTEM } from '#kernel/actor.ts';
import { keptCalendars, type Needed } from '../../catalog/index.ts';
import { insertEvent, type OrderRow } from '../queries.ts';
import { askedOf as askedIn, nextReminder } from '../rules/approvals.ts';
import { type ApprovalRow, findApproval, insertApprovals, listNames, listSteps, type NewApproval, setApproval } from './queries.ts';
import { whoDecidesOn } from './who-decides.ts';

/** When those who can decide are reminded next, where so many reminders went out: by the calendar of the order's service. */
export async function reminderAfter(on: Sql, row: OrderRow, openedAt: Date, reminders: number, now: Date) {
  const { calendars, ofService } = await keptCalendars(on);
  const known = calendars.get(ofService.get(row.order.serviceCode) ?? 'district');
  return known ? nextReminder(calendarAsOf(known, openedAt.getTime()), openedAt, reminders, now) : { reminders, nextReminderAt: null };
}

/** What the history says of who is asked now. */
export async function askedOf(on: Sql, approval: ApprovalRow, row: OrderRow, now: Date) {
  const asked = await whoDecidesOn(on, approval, row, now);
  const names = await listNames(
    on,
    asked.deciders.map(({ personId }) => personId),
  );
  return askedIn(asked, (id) => names.get(id));
}

/** Opens a step: from now on it waits to be decided, and those who can are told. */
export async function openStep(tx: Sql, row: OrderRow, approvalId: string, now: Date): Promise<void> {
  const { nextReminderAt } = await reminderAfter(tx, row, now, 0, now);
  await setApproval(tx, approvalId, { state: 'open', openedAt: now, nextReminderAt });
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
