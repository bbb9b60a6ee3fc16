import { type Api, must } from '#lib/server/api.ts';
import { leftWords } from '#lib/server/checklist.ts';
import type { Field, More } from './field.ts';

/** What goes along with the lists, by order. */
export async function readField(api: Api): Promise<Field> {
  const day = must(await api.GET('/api/field-day'));
  const more = day.orders.map(({ id, description, answers, attachments, notes, checklist, pass, movesWhen }): [string, More] => [
    id,
    { description, answers, attachments, notes, checklist, pass, movesWhen, left: leftWords(checklist) },
  ]);
  return { orders: Object.fromEntries(more), setAside: day.setAside, mayBeKept: day.mayBeKept };
}
