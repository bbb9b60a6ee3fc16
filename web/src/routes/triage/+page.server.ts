import { error } from '@sveltejs/kit';
import { assign, move, prioritise, takeBack } from '#features/triage/act.server.ts';
import { isMove } from '#features/triage/acts.ts';
import { actOnMany } from '#features/triage/bulk.server.ts';
import { readPanel } from '#features/triage/read.server.ts';
import { orderFrom } from '#features/triage/view.ts';
import { newKey } from '#lib/server/forms.ts';

/** The chosen order. */
export async function load({ locals, url }) {
  const selected = orderFrom(url.searchParams);
  return { selected, ...(await readPanel(locals.api, selected)), pageKey: newKey() };
}

export const actions = {
  assign: async ({ locals, request }) => assign(locals.api, await request.formData()),
  prioritise: async ({ locals, request }) => prioritise(locals.api, await request.formData()),
  move: async ({ locals, request }) => {
    const form = await request.formData();
    const act = form.get('act');
    if (typeof act !== 'string' || !isMove(act)) error(400, 'There is no such act.');
    return move(locals.api, form, act);
  },
  undo: async ({ locals, request }) => takeBack(locals.api, await request.formData()),
  bulk: async ({ locals, request }) => actOnMany(locals.api, await request.formData()),
};
