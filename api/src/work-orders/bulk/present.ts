import type { BulkState, Outcome } from '../rules/bulk.ts';
import { mayUndo, OUTCOMES, undoUntil } from '../rules/bulk.ts';
import type { BulkRow } from './queries.ts';

export const stateOf = ({ bulk }: BulkRow) => bulk.state as BulkState;
/** Whether it cannot be undone, as was known when it was begun. */
export const staysOf = ({ bulk }: BulkRow) => bulk.change['stays'] === true;

/** A change of many, with how far it is; counts are of the orders that the reader may know of. */
export function presentBulk(row: BulkRow, counted: readonly { outcome: string; n: number }[], actorId: string, now: Date) {
  const { bulk, by } = row;
  const state = stateOf(row);
  const stays = staysOf(row);
  const { stays: _, ...shown } = bulk.change;
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counted.find((c) => c.outcome === outcome)?.n ?? 0])) as Record<
    Outcome,
    number
  >;
  return {
    id: bulk.id,
    change: shown,
    by,
    state,
    total: counted.reduce((sum, { n }) => sum + n, 0),
    counts,
    createdAt: bulk.createdAt,
    finishedAt: bulk.finishedAt,
    undoneAt: bulk.undoneAt,
    undoUntil: undoUntil({ state, finishedAt: bulk.finishedAt, stays }),
    // Done, and nothing changed: nothing to take back.
    may: { undo: mayUndo({ ...bulk, state, stays }, actorId, now) && (state === 'running' || counts.changed > 0) },
  };
}
