import type { components } from '#lib/api/schema.gen.ts';
import { dayWords, inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { holdLabel } from './hold.ts';
import { impactWords, urgencyWords } from './impact.ts';
import { priorityWords } from './priority.ts';
import { ratingWords } from './rating.ts';
import { roomWords } from './room.ts';

type Order = components['schemas']['WorkOrder'];
/** Says how an order stands, in the words of the page. */
export type StatusWords = (status: string) => string;
type Field = { label: () => string; now: (order: Order, statusWords: StatusWords) => string | null | undefined };

const day = (value: string | null | undefined) => value && dayWords(value);

/** The fields that two people may both change, as the API names them: what each is called and what it says now. */
const FIELDS: Record<string, Field> = {
  status: { label: m.field_status, now: (order, statusWords) => statusWords(order.status) },
  title: { label: m.field_title, now: (order) => order.title },
  description: { label: m.field_description, now: (order) => order.description },
  placeNote: { label: m.field_place_note, now: (order) => order.placeNote },
  buildingId: { label: m.field_building, now: (order) => order.building?.name },
  roomId: { label: m.field_room, now: roomWords },
  requestTypeId: { label: m.field_kind, now: ({ requestType: { nameEn, nameEs } }) => inLanguage({ en: nameEn, es: nameEs }) },
  // Too long to tell here: the page itself shows them.
  answers: { label: m.field_answers, now: () => m.field_changed() },
  impact: { label: m.field_impact, now: (order) => impactWords(order.impact) },
  urgency: { label: m.field_urgency, now: (order) => urgencyWords(order.urgency) },
  priority: { label: m.field_priority, now: (order) => priorityWords(order.priority) },
  priorityReason: { label: m.field_priority_reason, now: (order) => order.priorityReason },
  teamId: { label: m.field_team, now: (order) => order.team?.name },
  assigneeId: { label: m.field_person, now: (order) => order.assignee?.name },
  plannedOn: { label: m.field_planned, now: (order) => day(order.plannedOn) },
  plannedSequence: { label: m.field_sequence, now: (order) => order.plannedSequence?.toString() },
  estimateMinutes: { label: m.field_estimate, now: (order) => order.crew?.estimateMinutes?.toString() },
  holdReason: { label: m.field_hold_reason, now: (order) => order.hold && holdLabel(order.hold.reason) },
  holdNote: { label: m.field_hold_note, now: (order) => order.hold?.note },
  holdUntilOn: { label: m.field_hold_until, now: (order) => day(order.hold?.untilOn) },
  resolutionNote: { label: m.field_resolution, now: (order) => order.resolutionNote },
  rating: { label: m.field_rating, now: (order) => (order.rating === null ? null : ratingWords(order.rating)) },
};

/** What a field is called: "Planned day". */
export const fieldLabel = (field: string) => FIELDS[field]?.label() ?? m.field_other();

/** What a field says now, in words. */
export const fieldNow = (field: string, order: Order, statusWords: StatusWords) => {
  const known = FIELDS[field];
  return known ? known.now(order, statusWords) || m.field_nothing() : m.field_changed();
};

/** One field that somebody else changed meanwhile. */
export type Change = { label: string; now: string };

/** What differs, a line for each field; those that the portal has no name for are told as one. */
export function changesIn(fields: readonly string[], order: Order, statusWords: StatusWords): Change[] {
  const lines = fields.map((field) => ({ label: fieldLabel(field), now: fieldNow(field, order, statusWords) }));
  return lines.filter((line, i) => lines.findIndex(({ label }) => label === line.label) === i);
}
