import { mayWork } from './access.ts';
import { isOpen, type Standing, type Status } from './lifecycle.ts';

/** How many items one order carries. */
export const ITEMS_AT_MOST = 50;

/** Crew and desk keep the checklist while there is something to do, and until what was done is confirmed. */
export const mayKeepChecklist = (have: ReadonlySet<Standing>, status: Status) => mayWork(have) && (isOpen(status) || status === 'completed');
