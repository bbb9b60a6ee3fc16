import { redirect } from '@sveltejs/kit';
import { drawAgain, nearMyWork, placesFor } from '#features/ask/draw.server.ts';
import { everyKind, openKinds } from '#features/ask/groups.server.ts';
import { kindOf } from '#features/ask/kind.ts';
import { sendRequest } from '#features/ask/send.server.ts';
import { newKey } from '#lib/server/forms.ts';
import { findKind, findKinds } from '#lib/server/kinds.ts';
import { readForm } from '#lib/server/upload.ts';

/**
 * `title` and `type` in the address carry the first steps where there is no script; `all` shows every kind. `kept` is the page as a phone
 * keeps it: what is private is not asked for without signal.
 */
export async function load({ locals, request, url }) {
  if (!locals.me) redirect(303, '/sign-in');
  const title = url.searchParams.get('title') ?? '';
  const isAll = url.searchParams.has('all');
  const isKept = url.searchParams.has('kept');
  const [type, types, groups, places] = await Promise.all([
    findKind(locals.api, url.searchParams.get('type') ?? ''),
    isAll ? [] : findKinds(locals.api, title),
    isAll ? everyKind(locals.api) : [],
    placesFor(locals.api, locals.me, {}).then((mine) => (isKept ? nearMyWork(locals.api, mine) : mine)),
  ]);
  return {
    title,
    isAll,
    isKept,
    kind: type && kindOf(type),
    kinds: types.map(kindOf),
    groups: isKept ? groups.map(openKinds).filter(({ kinds }) => kinds.length) : groups,
    places,
    idempotencyKey: newKey(),
    isAnswered: request.method === 'POST',
  };
}

export const actions = {
  /** A search in the form, without script: the same form again, with what was found. */
  look: async (event) => drawAgain(event, await readForm(event)),
  send: async (event) => {
    const result = await sendRequest(event, await readForm(event));
    if ('number' in result) redirect(303, `/requests/${result.number}?sent=yes`);
    return result.refused;
  },
};
