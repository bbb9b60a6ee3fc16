import type { Actor } from '#kernel/actor.ts';
import { standingsOf } from '../present.ts';
import type { SummaryRow } from '../queries.ts';
import { mayKeepChecklist } from '../rules/checklist.ts';
import type { Status } from '../rules/lifecycle.ts';
import type { ItemRow } from './queries.ts';

/** An order's checklist, and whether the actor may keep it. */
export const presentChecklist = (row: SummaryRow, items: readonly ItemRow[], actor: Actor) => ({
  items: items.map(({ item: { id, textEn, textEs, doneAt }, doneBy }) => ({ id, textEn, textEs, doneAt, doneBy })),
  done: items.filter(({ item }) => item.doneAt !== null).length,
  may: { change: mayKeepChecklist(standingsOf(row, actor), row.order.status as Status) },
});
