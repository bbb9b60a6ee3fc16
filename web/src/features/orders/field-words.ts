import { dayWords, inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Order, roomWords } from './order.ts';
import { holdWords, impactWords, priorityWords, ratingWords, statusWords, urgencyWords } from './words.ts';

type Field = { label: () => string; value: (order: Order) => string | null | undefined };
const day = (value: string | null | undefined) => value && dayWords(value);

/** The fields that two people may both change, as the API names them: what each is called and what it says now. */
const FIELDS: Record<string, Field> = {
  status: { label: m.orders_field_status, value: (order) => statusWords(order.status) },
  title: { label: m.orders_field_title, value: (order) => order.title },
  description: { label: m.orders_field_description, value: (order) => order.description },
  placeNote: { label: m.orders_field_place_note, value: (order) => order.placeNote },
  buildingId: { label: m.orders_field_building, value: (order) => order.building?.name },
  roomId: { label: m.orders_field_room, value: roomWords },
  requestTypeId: { label: m.orders_field_kind, value: ({ requestType: { nameEn, nameEs } }) => inLanguage({ en: nameEn, es: nameEs }) },
  answers: { label: m.orders_field_answers, value: () => undefined },
  impact: { label: m.orders_field_impact, value: (order) => impactWords(order.impact) },
  urgency: { label: m.orders_field_urgency, value: (order) => urgencyWords(order.urgency) },
  priority: { label: m.orders_field_priority, value: (order) => priorityWords(order.priority) },
  priorityReason: { label: m.orders_field_priority_reason, value: (order) => order.priorityReason },
  teamId: { label: m.orders_field_team, value: (order) => order.team?.name },
  assigneeId: { label: m.orders_field_person, value: (order) => order.assignee?.name },
  plannedOn: { label: m.orders_field_planned, value: (order) => day(order.plannedOn) },
  plannedSequence: { label: m.orders_field_sequence, value: (order) => order.plannedSequence?.toString() },
  estimateMinutes: { label: m.orders_field_estimate, value: (order) => order.crew?.estimateMinutes?.toString() },
  holdReason: { label: m.orders_field_hold_reason, value: (order) => order.hold && holdWords(order.hold.reason) },
  holdNote: { label: m.orders_field_hold_note, value: (order) => order.hold?.note },
  holdUntilOn: { label: m.orders_field_hold_until, value: (order) => day(order.hold?.untilOn) },
  resolutionNote: { label: m.orders_field_resolution, value: (order) => order.resolutionNote },
  rating: { label: m.orders_field_rating, value: (order) => (order.rating === null ? null : ratingWords(order.rating)) },
};

/** What a field is called: "Planned day". */
export const fieldLabel = (field: string) => FIELDS[field]?.label() ?? m.orders_field_other();

/** What a field says now, in words. */
export const fieldNow = (field: string, order: Order) => FIELDS[field]?.value(order) || m.orders_nothing();
