import { duration } from '#lib/format.ts';
import type { Queued } from '#lib/offline/operation.ts';
import { m } from '#lib/paraglide/messages.js';
import { phoneActWords } from '#lib/words/phone-acts.ts';

const STATES: Record<Queued['state'], () => string> = {
  waiting: m.offline_state_waiting,
  sent: m.offline_state_sent,
  set_aside: m.offline_state_aside,
  refused: m.offline_state_refused,
};
export const stateWords = ({ state }: Queued) => STATES[state]();

/** "Done: Valve replaced." — what it is, and what was written with it. */
export function thingWords({ operation }: Queued): string {
  const act = phoneActWords(operation.kind);
  const said = saidWith(operation);
  return said ? `${act}: ${said}` : act;
}

function saidWith(operation: Queued['operation']): string | undefined {
  switch (operation.kind) {
    case 'labour':
      return duration(operation.payload.minutes);
    case 'note':
      return operation.payload.body;
    case 'complete':
      return operation.payload.resolutionNote;
    case 'give_back':
    case 'hold':
      return operation.payload.note;
    case 'request':
      return operation.payload.title;
    default:
      return undefined;
  }
}
