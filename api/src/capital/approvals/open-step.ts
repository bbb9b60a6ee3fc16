import type { Sql } from '@steward/db';
import { BY_THE_SYSTEM } from '#kernel/actor.ts';
import { calendarAsOf } from '#kernel/calendar.ts';
import { dollarsOf } from '#kernel/money.ts';
import { keptCalendars } from '../../catalog/index.ts';
import { notify } from '../../notices/index.ts';
import { askedOf, nextReminder } from '../../work-orders/index.ts';
import { insertEvent, listNames } from '../queries.ts';
import type { RequestRow } from '../requests/queries.ts';
import type { Deciders } from '../rules/deciders.ts';
import { inDollars } from '../rules/words.ts';
import { findApproval, setApproval } from './queries.ts';
import { whoDecidesOn } from './who-decides.ts';

/** Where in the portal a step is decided. */
export const pathOf = (approvalId: string) => `/approvals/capital/${approvalId}`;
/** What a notice calls the request. */
export const calledOf = ({ title, amountCents }: RequestRow) => ({ title, number: inDollars(amountCents) });

/** When those who can decide are reminded next, by the district's working days. */
export async function reminderAfter(on: Sql, openedAt: Date, reminders: number, now: Date) {
  const known = (await keptCalendars(on)).calendars.get('district');
  return known ? nextReminder(calendarAsOf(known, openedAt.getTime()), openedAt, reminders, now) : { reminders, nextReminderAt: null };
}

/** Those who can decide and are there; all of them, where nobody is. */
const toldOf = ({ deciders }: Deciders) => {
  const here = deciders.filter(({ isAway }) => !isAway);
  return (here.length > 0 ? here : deciders).map(({ personId }) => personId);
};

/** Tells those who can decide that they are asked, or asked still; the history says who they are. */
export async function tellDeciders(tx: Sql, request: RequestRow, approvalId: string, kind: 'approval_requested' | 'approval_reminder', now: Date) {
  const approval = (await findApproval(tx, approvalId))!;
  const asked = await whoDecidesOn(tx, approval, request, now);
  const names = await listNames(
    tx,
    asked.deciders.map(({ personId }) => personId),
  );
  const { id: requestId, programmeId, projectId, title, amountCents } = request;
  const data = { requestId, approvalId, step: approval.position, title, amount: dollarsOf(amountCents), ...askedOf(asked, (id) => names.get(id)) };
  await insertEvent(tx, { programmeId, projectId, kind, by: BY_THE_SYSTEM, data, now });
  await notify(tx, { kind, personIds: toldOf(asked), facts: calledOf(request), about: { path: pathOf(approvalId) } }, now);
}

/** Opens a step: from now on it waits to be decided, and those who can are told. */
export async function openStep(tx: Sql, request: RequestRow, approvalId: string, now: Date): Promise<void> {
  const { nextReminderAt } = await reminderAfter(tx, now, 0, now);
  await setApproval(tx, approvalId, { state: 'open', openedAt: now, nextReminderAt });
  await tellDeciders(tx, request, approvalId, 'approval_requested', now);
}
