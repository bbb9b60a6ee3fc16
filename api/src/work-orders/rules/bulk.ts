/** How many orders one change may reach. */
export const ORDERS_AT_MOST = 2_000;
/** Each order is tried with a macro before it is used: so many take no longer than one waits. */
export const ORDERS_WITH_MACRO_AT_MOST = 200;
/** So long after it is done, it can be undone. */
export const UNDO_SECONDS = 30;

export const BULK_STATES = ['running', 'done', 'undoing', 'undone'] as const;
export type BulkState = (typeof BULK_STATES)[number];
/** `skipped`: undone before it was its turn. `kept`: changed by somebody since, so that undoing left it alone. */
export const OUTCOMES = ['waiting', 'changed', 'unchanged', 'refused', 'skipped', 'undone', 'kept'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Until when it can be undone; null where that is over or has not begun to count. */
export const undoUntil = ({ state, finishedAt, stays }: { state: BulkState; finishedAt: Date | null; stays: boolean }): Date | null =>
  state === 'done' && finishedAt && !stays ? new Date(finishedAt.getTime() + UNDO_SECONDS * 1_000) : null;

/** One takes one's own change back: while it runs, and for half a minute after. */
export function mayUndo(bulk: { byId: string; state: BulkState; finishedAt: Date | null; stays: boolean }, actorId: string, now: Date): boolean {
  if (bulk.byId !== actorId || bulk.stays) return false;
  const until = undoUntil(bulk);
  return bulk.state === 'running' || (until !== null && now <= until);
}

/** Columns that say which writing of the row this is, not what the order is. */
const OF_THE_ROW = new Set(['version', 'updatedAt']);
const plain = (value: unknown) => JSON.stringify(value ?? null);
/** The columns that differ, as they were. */
export const changedColumns = (before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(before).filter(([key, value]) => !OF_THE_ROW.has(key) && plain(value) !== plain(after[key])));

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** The same as they are written back: instants were kept as text. */
export const columnsBack = (kept: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(kept).map(([key, value]) => [
      key,
      key.endsWith('At') && typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
    ]),
  );
