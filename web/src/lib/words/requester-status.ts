import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { choicesOf, saying, type Words } from './table.ts';

type Status = components['schemas']['WorkOrderSummary']['status'];

const STATUS: Words<Status> = {
  awaiting_approval: m.status_requester_awaiting_approval,
  submitted: m.status_requester_submitted,
  triaged: m.status_requester_triaged,
  assigned: m.status_requester_assigned,
  in_progress: m.status_requester_in_progress,
  on_hold: m.status_requester_on_hold,
  completed: m.status_requester_completed,
  closed: m.status_requester_closed,
  cancelled: m.status_requester_cancelled,
  duplicate: m.status_requester_duplicate,
};
const TONES: Partial<Record<Status, Tone>> = { on_hold: 'warn', completed: 'good', closed: 'good', in_progress: 'info', assigned: 'info' };

/** How an order stands, in the words of the person who asked: "Being worked on". */
export const statusWords = saying(STATUS);
export const statusChoices = () => choicesOf(STATUS);
export const statusTone = (status: Status): Tone => TONES[status] ?? 'neutral';
