import { addReport, complete } from '#features/my-day/done.server.ts';
import { giveBack, hold, resume, start, take } from '#features/my-day/move.server.ts';
import { ACTS, isFormAct } from '#features/my-day/order.ts';
import { readDay } from '#features/my-day/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

/** `do` and `on` in the address open a card's form where there is no script; `did` says what was just done. */
export async function load({ locals, url }) {
  const query = url.searchParams;
  const number = query.get('on') ?? '';
  const asked = query.get('do');
  return {
    day: await readDay(locals.api, query.get('cursor') ?? undefined),
    open: isFormAct(asked) ? { number, act: asked } : undefined,
    did: ACTS.find((act) => act === query.get('did')),
    on: number,
    key: newKey(),
  };
}

export const actions = { start, hold, resume, complete, give_back: giveBack, take, report: addReport };
