import type { Act, Undo } from './acts.ts';
import { isSuggestion, type Order } from './order.ts';

/** How this act could be taken back, from what the order was before; the moves of its life that have no way back have none here. */
export function undoOf(act: Act, before: Order): Undo | undefined {
  if (act === 'prioritise') {
    const { impact, urgency, priority, priorityReason } = before;
    return { how: 'prioritise', fields: { impact, urgency, priority, priorityReason: priorityReason ?? '' } };
  }
  if (act === 'hold') return { how: 'resume', fields: { to: before.status } };
  if (act !== 'assign') return undefined;
  if (isSuggestion({ status: before.status, assignee: null })) return { how: 'give_back', fields: {} };
  return before.team ? { how: 'assign', fields: { teamId: before.team.id, personId: before.assignee?.id ?? '' } } : undefined;
}
