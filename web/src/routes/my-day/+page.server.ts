import { addReport, complete } from '#features/my-day/done.server.ts';
import { giveBack, hold, resume, start, take } from '#features/my-day/move.server.ts';
import type { Field } from '#features/my-day/field.ts';
import { ACTS, isFormAct, type Order } from '#features/my-day/order.ts';
import { readField } from '#features/my-day/field.server.ts';
import { readDay } from '#features/my-day/read.server.ts';
import { tick } from '#features/my-day/tick.server.ts';
import { livePosition } from '#lib/server/live.ts';
import { newKey } from '#lib/server/forms.ts';

/** `do` and `on` in the address open a card's form where there is no script; `did` says what was just done. */
export async function load(event) {
  const { locals, url } = event;
  const query = url.searchParams;
  const number = query.get('on') ?? '';
  const asked = query.get('do');
  const live = await livePosition(event);
  const [day, field] = await Promise.all([
    readDay(locals.api, { toDo: query.get('cursor') ?? undefined, held: query.get('held') ?? undefined }),
    readField(locals.api),
  ]);
  return {
    live,
    day,
    field: onPage(field, [...day.now, ...day.today, ...day.later, ...day.held, ...day.done]),
    readAt: new Date().toISOString(),
    open: isFormAct(asked) ? { number, act: asked } : undefined,
    did: ACTS.find((act) => act === query.get('did')),
    on: number,
    key: newKey(),
  };
}

/** Only of what is shown: the rest would make the page twice as heavy. */
const onPage = (field: Field, shown: readonly Order[]): Field => ({
  ...field,
  orders: Object.fromEntries(shown.flatMap(({ id }) => (field.orders[id] ? [[id, field.orders[id]]] : []))),
});

export const actions = { start, hold, resume, complete, give_back: giveBack, take, report: addReport, tick };
