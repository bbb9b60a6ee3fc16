import { readKinds } from '#features/set-up/kind-systems.server.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const { kinds, mayChange } = await readKinds(locals.api);
  return { kinds, mayChange, did: url.searchParams.get('did') ?? '' };
}
