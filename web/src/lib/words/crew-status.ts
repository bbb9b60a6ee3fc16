import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { saying, type Words } from './table.ts';

type Status = components['schemas']['WorkOrderSummary']['status'];

const STATUS: Words<Status> = {
  awaiting_approval: m.status_crew_awaiting_approval,
  submitted: m.status_crew_submitted,
  triaged: m.status_crew_triaged,
  assigned: m.status_crew_assigned,
  in_progress: m.status_crew_in_progress,
  on_hold: m.status_crew_on_hold,
  completed: m.status_crew_completed,
  closed: m.status_crew_closed,
  cancelled: m.status_crew_cancelled,
  duplicate: m.status_crew_duplicate,
};
const TONES: Partial<Record<Status, Tone>> = {
  awaiting_approval: 'warn',
  submitted: 'info',
  triaged: 'info',
  on_hold: 'warn',
  completed: 'good',
  closed: 'good',
};

/** How an order stands, in the words of crews and the desk: "In progress". */
export const statusWords = saying(STATUS);
export const statusTone = (status: Status): Tone => TONES[status] ?? 'neutral';
