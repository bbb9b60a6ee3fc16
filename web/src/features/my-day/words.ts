import { dayWords, inLanguage, today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Act, Order } from './order.ts';

export const PRIORITIES: Record<Order['priority'], () => string> = {
  P1: m.day_priority_p1,
  P2: m.day_priority_p2,
  P3: m.day_priority_p3,
  P4: m.day_priority_p4,
};

type HoldReason = NonNullable<Order['hold']>['reason'];
const HOLDS: Record<HoldReason, () => string> = {
  parts: m.day_hold_parts,
  access: m.day_hold_access,
  vendor: m.day_hold_vendor,
  awaiting_requester: m.day_hold_awaiting_requester,
  approval: m.day_hold_approval,
};
/** What one may wait for, the commonest first. */
export const holdChoices = () => Object.entries(HOLDS).map(([value, words]) => ({ value, label: words() }));
export const holdWords = (reason: HoldReason) => HOLDS[reason]();

const STATUSES: Record<Order['status'], () => string> = {
  awaiting_approval: m.day_status_awaiting_approval,
  submitted: m.day_status_submitted,
  triaged: m.day_status_triaged,
  assigned: m.day_status_assigned,
  in_progress: m.day_status_in_progress,
  on_hold: m.day_status_on_hold,
  completed: m.day_status_completed,
  closed: m.day_status_closed,
  cancelled: m.day_status_cancelled,
  duplicate: m.day_status_duplicate,
};

/** "today", "Thursday, March 12" */
export const plannedWords = (day: string, now = new Date()) => (day === today(now) ? m.day_today_word() : dayWords(day, now));

/** What was done, said on top of the page afterwards. */
export const DID: Record<Act, (about: { number: string }) => string> = {
  start: m.day_did_start,
  hold: m.day_did_hold,
  resume: m.day_did_resume,
  complete: m.day_did_complete,
  give_back: m.day_did_give_back,
  take: m.day_did_take,
  report: m.day_did_report,
};

const day = (value: string | null | undefined) => value && dayWords(value);

/** The fields that somebody else may change meanwhile: what each is called and what it says now. */
const FIELDS: Record<string, [label: () => string, now: (order: Order) => string | null | undefined]> = {
  status: [m.day_field_status, (order) => STATUSES[order.status]()],
  title: [m.day_field_title, (order) => order.title],
  placeNote: [m.day_field_place_note, (order) => order.placeNote],
  buildingId: [m.day_field_building, (order) => order.building?.name],
  roomId: [m.day_field_room, (order) => order.room?.number],
  requestTypeId: [m.day_field_kind, ({ requestType: { nameEn, nameEs } }) => inLanguage({ en: nameEn, es: nameEs })],
  priority: [m.day_field_priority, (order) => PRIORITIES[order.priority]()],
  teamId: [m.day_field_team, (order) => order.team?.name],
  assigneeId: [m.day_field_person, (order) => order.assignee?.name],
  plannedOn: [m.day_field_planned, (order) => day(order.plannedOn)],
  holdReason: [m.day_field_hold_reason, (order) => order.hold && holdWords(order.hold.reason)],
  holdUntilOn: [m.day_field_hold_until, (order) => day(order.hold?.untilOn)],
};

/** What differs, one line for each field that a crew works by; the others are told as one. */
export function changesIn(fields: readonly string[], order: Order): { label: string; now: string }[] {
  const known = fields.flatMap((field) => FIELDS[field] ?? []).length;
  const lines = fields.flatMap((field) => {
    const words = FIELDS[field];
    return words ? [{ label: words[0](), now: words[1](order) || m.day_field_nothing() }] : [];
  });
  return known < fields.length ? [...lines, { label: m.day_field_other(), now: m.day_field_other_now() }] : lines;
}
