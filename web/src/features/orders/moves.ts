import { m } from '#lib/paraglide/messages.js';
import type { Move, Order } from './order.ts';

/** How a move is drawn: what its button says, and whether it stands back or warns. */
type Drawn = { label: () => string; submit: () => string; look: 'primary' | 'secondary' | 'danger' };

const same = (label: () => string, look: Drawn['look'] = 'secondary'): Drawn => ({ label, submit: label, look });

const DRAWN: Record<string, Drawn> = {
  start: same(m.orders_move_start, 'primary'),
  resume: same(m.orders_move_resume, 'primary'),
  complete: { label: m.orders_move_complete, submit: m.orders_move_complete_submit, look: 'primary' },
  triage: same(m.orders_move_triage, 'primary'),
  assign: same(m.orders_move_assign),
  confirm: same(m.orders_move_confirm),
  hold: { label: m.orders_move_hold, submit: m.orders_move_hold_submit, look: 'primary' },
  give_back: { label: m.orders_move_give_back, submit: m.orders_move_give_back_submit, look: 'primary' },
  not_fixed: { label: m.orders_move_not_fixed, submit: m.orders_move_not_fixed_submit, look: 'primary' },
  mark_duplicate: { label: m.orders_move_duplicate, submit: m.orders_move_duplicate_submit, look: 'primary' },
  cancel: { label: m.orders_move_cancel, submit: m.orders_move_cancel_submit, look: 'danger' },
};

export const drawnOf = (action: string): Drawn => DRAWN[action] ?? same(() => action);

/** In this order, whatever the API's. A move of a newer API comes last. */
const rank = ({ action }: Move) => {
  const at = Object.keys(DRAWN).indexOf(action);
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
};

/** Work that may drill or cut, where asbestos is noted: the note has to be read before it starts. */
export const asksToReadHazard = (order: Order, move: Move) => move.to === 'in_progress' && (order.crew?.needsHazardAcknowledgement ?? false);

/** What the reader may do, in the page's order. Handing on what has no team or person yet is the desk's form; is it fixed is asked on its own. */
export const movesOf = (order: Order, asked: readonly string[]) =>
  order.allowedMoves
    .filter((move) => !asked.includes(move.action) && (move.action !== 'assign' || order.team !== null || order.assignee !== null))
    .toSorted((a, b) => rank(a) - rank(b));

/** Moves that ask for something open a form; the others are one press. */
export const isOnePress = (order: Order, move: Move) => move.needs.every((need) => need === 'assignee') && !asksToReadHazard(order, move);
