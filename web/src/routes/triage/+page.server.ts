import { error } from '@sveltejs/kit';
import { assign, move, prioritise, setTags, takeBack } from '#features/triage/act.server.ts';
import { isMove } from '#features/triage/acts.ts';
import { readPanel } from '#features/triage/read.server.ts';
import { orderFrom } from '#features/triage/view.ts';
import { livePosition } from '#lib/server/live.ts';
import { newKey } from '#lib/server/forms.ts';

/** The chosen order. */
export async function load(event) {
  const { locals, url } = event;
  await livePosition(event);
  const selected = orderFrom(url.searchParams);
  return { selected, ...(await readPanel(locals.api, selected)), pageKey: newKey() };
}

export const actions = {
  assign: async ({ locals, request }) => assign(locals.api, await request.formData()),
  prioritise: async ({ locals, request }) => prioritise(locals.api, await request.formData()),
  tag: async ({ locals, request }) => setTags(locals.api, await request.formData()),
  move: async ({ locals, request }) => {
    const form = await request.formData();
    const act = form.get('act');
    if (typeof act !== 'string' || !isMove(act)) error(400, 'There is no such act.');
    return move(locals.api, form, act);
  },
  undo: async ({ locals, request }) => takeBack(locals.api, await request.formData()),
};
