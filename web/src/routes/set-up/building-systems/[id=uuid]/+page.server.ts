import { error } from '@sveltejs/kit';
import { kindSteps, readKinds } from '#features/set-up/kind-systems.server.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent }) {
  await parent();
  const { kinds, choices, mayChange } = await readKinds(locals.api);
  const kind = kinds.find(({ id }) => id === params.id);
  if (!kind || !mayChange) error(404, { message: 'There is no such kind of request.', requestId: locals.requestId });
  const [{ names }, changes] = await Promise.all([readServices(locals.api), readChangesOf(locals.api, 'request_type', params.id)]);
  const systemCode = kind.system?.code ?? '';
  return { kind, choices, names, changes, begun: { values: { systemCode } as Record<string, string>, version: systemCode, key: newKey() } };
}

export const actions = kindSteps;
