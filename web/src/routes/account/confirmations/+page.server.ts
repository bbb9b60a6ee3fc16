import { decide } from '#features/confirmations/acts.server.ts';
import { readProposals } from '#features/confirmations/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, url }) {
  return { items: await readProposals(locals.api), did: url.searchParams.get('did') ?? '', key: newKey() };
}

export const actions = { decide };
