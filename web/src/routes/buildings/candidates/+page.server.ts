import { dismiss, readCandidates, take } from '#features/condition/candidates.server.ts';
import { openOf } from '#features/condition/keeping.ts';
import { newKey } from '#lib/server/forms.ts';
import { mustHavePage } from '#lib/server/session.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const state = url.searchParams.get('state') === 'decided' ? ('decided' as const) : ('waiting' as const);
  const cursor = url.searchParams.get('cursor');
  const candidates = await readCandidates(locals.api, { state, cursor });
  return { state, cursor, candidates, open: openOf(url.searchParams), did: url.searchParams.get('did'), key: newKey() };
}

export const actions = { take, dismiss };
