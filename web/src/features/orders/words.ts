import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import type { Order, OrderSummary, Status } from './order.ts';

type Words<Key extends string> = Record<Key, () => string>;

const STATUS: Words<Status> = {
  awaiting_approval: m.orders_status_awaiting_approval,
  submitted: m.orders_status_submitted,
  triaged: m.orders_status_triaged,
  assigned: m.orders_status_assigned,
  in_progress: m.orders_status_in_progress,
  on_hold: m.orders_status_on_hold,
  completed: m.orders_status_completed,
  closed: m.orders_status_closed,
  cancelled: m.orders_status_cancelled,
  duplicate: m.orders_status_duplicate,
};
const PRIORITY: Words<OrderSummary['priority']> = {
  P1: m.orders_priority_p1,
  P2: m.orders_priority_p2,
  P3: m.orders_priority_p3,
  P4: m.orders_priority_p4,
};
const IMPACT: Words<Order['impact']> = {
  person: m.orders_impact_person,
  room: m.orders_impact_room,
  building: m.orders_impact_building,
  district: m.orders_impact_district,
};
const URGENCY: Words<Order['urgency']> = {
  can_wait: m.orders_urgency_can_wait,
  disrupts: m.orders_urgency_disrupts,
  stops_teaching: m.orders_urgency_stops_teaching,
  danger: m.orders_urgency_danger,
};
const HOLD: Words<NonNullable<OrderSummary['hold']>['reason']> = {
  awaiting_requester: m.orders_hold_awaiting_requester,
  parts: m.orders_hold_parts,
  access: m.orders_hold_access,
  vendor: m.orders_hold_vendor,
  approval: m.orders_hold_approval,
};
const COMPARTMENT: Words<NonNullable<Order['compartment']>> = {
  hr: m.orders_compartment_hr,
  employee_relations: m.orders_compartment_employee_relations,
  student_health: m.orders_compartment_student_health,
  meal_eligibility: m.orders_compartment_meal_eligibility,
  it_security: m.orders_compartment_it_security,
};

// The API may learn a word before the portal does: it is shown as it is rather than not at all.
const of =
  <Key extends string>(words: Words<Key>) =>
  (key: string) =>
    key in words ? words[key as Key]() : key;
const choicesOf = (words: Words<string>) => Object.entries(words).map(([value, word]) => ({ value, label: word() }));

export const statusWords = of(STATUS);
export const priorityWords = of(PRIORITY);
export const impactWords = of(IMPACT);
export const urgencyWords = of(URGENCY);
export const holdWords = of(HOLD);
export const compartmentWords = of(COMPARTMENT);

export const statusChoices = () => choicesOf(STATUS);
export const priorityChoices = () => choicesOf(PRIORITY);
export const impactChoices = () => choicesOf(IMPACT);
export const urgencyChoices = () => choicesOf(URGENCY);
export const holdChoices = () => choicesOf(HOLD);

const TONES: Partial<Record<Status, Tone>> = { on_hold: 'warn', completed: 'good', closed: 'good', in_progress: 'info', assigned: 'info' };
export const statusTone = (status: Status): Tone => TONES[status] ?? 'neutral';

/** The most urgent stand out; the rest is plain. */
export const priorityTone = (priority: string): Tone => (priority === 'P1' ? 'bad' : priority === 'P2' ? 'warn' : 'neutral');

const RATING = [m.orders_rating_1, m.orders_rating_2, m.orders_rating_3, m.orders_rating_4, m.orders_rating_5];
export const ratingWords = (rating: number) => RATING[rating - 1]?.() ?? String(rating);
export const ratingChoices = () => [5, 4, 3, 2, 1].map((rating) => ({ value: String(rating), label: ratingWords(rating) }));
