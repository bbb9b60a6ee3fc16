import { makeToken, revokeToken } from '#features/programs/acts.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, url }) {
  return { ...must(await locals.api.GET('/api/api-tokens')), did: url.searchParams.get('did') ?? '', key: newKey() };
}

export const actions = { make: makeToken, revoke: revokeToken };
