import { dayWords, inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { kindWords, type Order, placeWords, type Summary } from './order.ts';
import type { View } from './view.ts';

type Words<Key extends string> = Record<Key, () => string>;

export const VIEW_WORDS: Words<View> = {
  'to-assign': m.triage_view_to_assign,
  new: m.triage_view_new,
  triaged: m.triage_view_triaged,
  'on-hold': m.triage_view_on_hold,
  'all-open': m.triage_view_all_open,
};
export const STATUS_WORDS: Words<Summary['status']> = {
  awaiting_approval: m.triage_status_awaiting_approval,
  submitted: m.triage_status_submitted,
  triaged: m.triage_status_triaged,
  assigned: m.triage_status_assigned,
  in_progress: m.triage_status_in_progress,
  on_hold: m.triage_status_on_hold,
  completed: m.triage_status_completed,
  closed: m.triage_status_closed,
  cancelled: m.triage_status_cancelled,
  duplicate: m.triage_status_duplicate,
};
export const STATUS_TONES: Record<Summary['status'], Tone> = {
  awaiting_approval: 'warn',
  submitted: 'info',
  triaged: 'info',
  assigned: 'neutral',
  in_progress: 'neutral',
  on_hold: 'warn',
  completed: 'good',
  closed: 'good',
  cancelled: 'neutral',
  duplicate: 'neutral',
};
export const PRIORITY_WORDS: Words<Summary['priority']> = {
  P1: m.triage_priority_p1,
  P2: m.triage_priority_p2,
  P3: m.triage_priority_p3,
  P4: m.triage_priority_p4,
};
export const IMPACT_WORDS: Words<Order['impact']> = {
  person: m.triage_impact_person,
  room: m.triage_impact_room,
  building: m.triage_impact_building,
  district: m.triage_impact_district,
};
export const URGENCY_WORDS: Words<Order['urgency']> = {
  can_wait: m.triage_urgency_can_wait,
  disrupts: m.triage_urgency_disrupts,
  stops_teaching: m.triage_urgency_stops_teaching,
  danger: m.triage_urgency_danger,
};
type HoldReason = NonNullable<Summary['hold']>['reason'];
export const HOLD_WORDS: Words<HoldReason> = {
  awaiting_requester: m.triage_hold_awaiting_requester,
  parts: m.triage_hold_parts,
  access: m.triage_hold_access,
  vendor: m.triage_hold_vendor,
  approval: m.triage_hold_approval,
};

/** A record of words as the choices of a list. */
export const choicesOf = (words: Record<string, () => string>) => Object.entries(words).map(([value, label]) => ({ value, label: label() }));

/** "Waiting for a part, until Thursday, March 12" */
export function holdWords(hold: NonNullable<Summary['hold']>): string {
  const reason = HOLD_WORDS[hold.reason]();
  return hold.untilOn ? m.triage_hold_until({ reason, day: dayWords(hold.untilOn) }) : reason;
}

/** The answer to one question of the form. */
export const answerWords = (answer: Order['answers'][number]) => ({
  label: inLanguage({ en: answer.labelEn, es: answer.labelEs }),
  value: inLanguage({ en: answer.valueEn, es: answer.valueEs }),
});

const none = () => m.triage_nothing();
/** What somebody else may have changed meanwhile: how it is called, and what it is now. */
const SHARED: Record<string, [label: () => string, value: (order: Order) => string]> = {
  status: [m.triage_field_status, (o) => STATUS_WORDS[o.status]()],
  title: [m.triage_field_title, (o) => o.title],
  description: [m.triage_field_description, (o) => o.description || none()],
  placeNote: [m.triage_field_place, placeWords],
  buildingId: [m.triage_field_place, placeWords],
  roomId: [m.triage_field_place, placeWords],
  requestTypeId: [m.triage_field_kind, (o) => kindWords(o.requestType)],
  impact: [m.triage_field_impact, (o) => IMPACT_WORDS[o.impact]()],
  urgency: [m.triage_field_urgency, (o) => URGENCY_WORDS[o.urgency]()],
  priority: [m.triage_field_priority, (o) => PRIORITY_WORDS[o.priority]()],
  priorityReason: [m.triage_field_priority_reason, (o) => o.priorityReason ?? none()],
  teamId: [m.triage_field_team, (o) => o.team?.name ?? none()],
  assigneeId: [m.triage_field_person, (o) => o.assignee?.name ?? none()],
  plannedOn: [m.triage_field_planned, (o) => (o.plannedOn ? dayWords(o.plannedOn) : none())],
  holdReason: [m.triage_field_hold, (o) => (o.hold ? holdWords(o.hold) : none())],
  holdUntilOn: [m.triage_field_hold, (o) => (o.hold ? holdWords(o.hold) : none())],
  holdNote: [m.triage_field_hold_note, (o) => o.hold?.note ?? none()],
  resolutionNote: [m.triage_field_resolution, (o) => o.resolutionNote ?? none()],
};

/** The fields that differ, each once, with what they are now in plain words. */
export function differences(fields: string[], order: Order): { label: string; value: string }[] {
  const lines = fields.flatMap((field) => {
    const shared = SHARED[field];
    return shared ? [{ label: shared[0](), value: shared[1](order) }] : [];
  });
  return lines.filter((line, i) => lines.findIndex(({ label }) => label === line.label) === i);
}
