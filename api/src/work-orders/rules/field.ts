import type { Facts, Status } from './lifecycle.ts';

/** What can be meant out of reach: steps along the order's life, what is added to it, and a request of one's own. */
export const FIELD_MOVES = ['start', 'hold', 'resume', 'complete', 'give_back'] as const;
export const FIELD_KINDS = [...FIELD_MOVES, 'note', 'labour', 'photo', 'request'] as const;
export type FieldMove = (typeof FIELD_MOVES)[number];
export type FieldKind = (typeof FIELD_KINDS)[number];

/** Where each step leads from the order as it is now. */
export function targetOf(move: FieldMove, order: Facts): Status {
  switch (move) {
    case 'start':
      return 'in_progress';
    case 'hold':
      return 'on_hold';
    case 'resume':
      return order.heldFrom ?? 'in_progress';
    case 'complete':
      return 'completed';
    case 'give_back':
      return 'triaged';
  }
}

const FULFILLED: Record<FieldMove, readonly Status[]> = {
  start: ['in_progress'],
  hold: ['on_hold'],
  resume: ['triaged', 'assigned', 'in_progress'],
  complete: ['completed', 'closed'],
  give_back: ['triaged'],
};

/**
 * Whether the order is already where the step was to bring it: two phones both said "done", or the desk was faster. Nothing is left to
 * decide then. Who gave back what is no longer theirs has what they wanted, wherever the order is.
 */
export const isFulfilled = (move: FieldMove, status: Status, isTheirs: boolean) =>
  FULFILLED[move].includes(status) || (move === 'give_back' && !isTheirs);
