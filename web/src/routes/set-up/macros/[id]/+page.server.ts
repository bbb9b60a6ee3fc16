import { error } from '@sveltejs/kit';
import { macroSteps } from '#features/set-up/macros/macro.server.ts';
import { macroValues, NO_MACRO } from '#features/set-up/macros/macro.ts';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params: { id }, parent, url }) {
  await parent();
  const isNew = id === 'new';
  if (!isNew && !/^[0-9a-f-]{36}$/i.test(id)) error(404, { message: 'There is no such macro.', requestId: locals.requestId });
  const [{ names, services }, teams, macros, macro, changes] = await Promise.all([
    readServices(locals.api),
    locals.api.GET('/api/teams').then(must),
    locals.api.GET('/api/set-up/macros').then(must),
    isNew ? undefined : locals.api.GET('/api/set-up/macros/{id}', { params: { path: { id } } }).then(must),
    isNew ? [] : readChangesOf(locals.api, 'macro', id),
  ]);
  const all = macros.may.addForAll || macro?.serviceCode === null ? [{ value: 'all', label: m.macros_all() }] : [];
  return {
    names,
    services: [...services, ...all],
    teams: teams.items.map((team) => ({ value: team.id, label: team.name })),
    macro,
    changes,
    begun: { values: macro ? macroValues(macro) : NO_MACRO, version: String(macro?.version ?? 0), key: newKey() },
    did: url.searchParams.get('did') ?? '',
  };
}

export const actions = macroSteps;
