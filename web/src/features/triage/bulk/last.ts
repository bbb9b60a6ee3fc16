/** The last change of many that can still be undone: for the desk, which has gone on meanwhile. */
export type LastBulk = { id: string; count: number; undoUntil: string };

const KEPT = 'steward.last-bulk';

/** Kept by the page of the change, for this tab. */
export const keepLast = (last: LastBulk) => sessionStorage.setItem(KEPT, JSON.stringify(last));
export const forgetLast = () => sessionStorage.removeItem(KEPT);

/** The one that can still be undone now. */
export function lastToUndo(now = Date.now()): LastBulk | undefined {
  const last = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as LastBulk | null;
  return last && Date.parse(last.undoUntil) > now ? last : undefined;
}
