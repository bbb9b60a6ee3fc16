import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { choicesOf, saying, type Words } from './table.ts';

type Order = components['schemas']['WorkOrder'];

const IMPACT: Words<Order['impact']> = {
  person: m.impact_person,
  room: m.impact_room,
  building: m.impact_building,
  district: m.impact_district,
};
const URGENCY: Words<Order['urgency']> = {
  can_wait: m.urgency_can_wait,
  disrupts: m.urgency_disrupts,
  stops_teaching: m.urgency_stops_teaching,
  danger: m.urgency_danger,
};

/** Who it touches: "A room". */
export const impactWords = saying(IMPACT);
export const impactChoices = () => choicesOf(IMPACT);

/** How much it disturbs: "Stops teaching". */
export const urgencyWords = saying(URGENCY);
export const urgencyChoices = () => choicesOf(URGENCY);
