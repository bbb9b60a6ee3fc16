import { error, redirect } from '@sveltejs/kit';
import { placesFor } from '#features/ask/draw.server.ts';
import { draftOf, newDraft } from '#features/set-up/draft.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { buildType, lookAtType, NEW, saveType } from '#features/set-up/save-type.server.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent, request, url }) {
  await parent();
  const { id } = params;
  if (!locals.me) redirect(303, '/sign-in');
  const isNew = id === NEW;
  if (!isNew && !/^[0-9a-f-]{36}$/i.test(id)) error(404, { message: 'There is no such kind of request.', requestId: locals.requestId });
  const [services, type, changes, places] = await Promise.all([
    readServices(locals.api),
    isNew ? undefined : locals.api.GET('/api/set-up/request-types/{id}', { params: { path: { id } } }).then(must),
    isNew ? [] : readChangesOf(locals.api, 'request_type', id),
    placesFor(locals.api, locals.me, {}),
  ]);
  return {
    ...services,
    isNew,
    type,
    draft: type ? draftOf(type) : newDraft(),
    may: type?.may ?? { change: true, changeCompartment: true },
    changes,
    places,
    key: newKey(),
    isAnswered: request.method === 'POST',
    did: url.searchParams.get('did') ?? '',
  };
}

export const actions = { build: buildType, look: lookAtType, save: saveType };
