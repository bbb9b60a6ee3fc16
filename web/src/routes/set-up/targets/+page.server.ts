import { editTarget, lookAtTarget, saveTarget } from '#features/set-up/targets/change.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const targets = await locals.api.GET('/api/targets').then(must);
  return { targets: targets.items, may: targets.may, changing: url.searchParams.get('change') ?? '', did: url.searchParams.get('did') ?? '' };
}

export const actions = { edit: editTarget, look: lookAtTarget, save: saveTarget };
