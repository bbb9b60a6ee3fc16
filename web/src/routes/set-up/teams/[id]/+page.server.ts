import { error } from '@sveltejs/kit';
import { readChangesOf, readServices } from '#features/set-up/read.server.ts';
import { NO_TEAM, valuesOf } from '#features/set-up/team.ts';
import { teamSteps } from '#features/set-up/team.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent, url }) {
  await parent();
  const { id } = params;
  const isNew = id === 'new';
  if (!isNew && !/^[0-9a-f-]{36}$/i.test(id)) error(404, { message: 'There is no such team.', requestId: locals.requestId });
  const [{ names, services, trades }, areas, team, changes] = await Promise.all([
    readServices(locals.api),
    locals.api.GET('/api/areas').then(must),
    isNew ? undefined : locals.api.GET('/api/set-up/teams/{id}', { params: { path: { id } } }).then(must),
    isNew ? [] : readChangesOf(locals.api, 'team', id),
  ]);
  const all = services.flatMap((service) => [
    { value: `${service.value}/`, label: `${service.label}: ${m.set_up_other_trades()}` },
    ...trades.filter(({ value }) => value.startsWith(`${service.value}/`)),
  ]);
  return {
    names,
    trades: all.filter(({ value }) => !team || value.startsWith(`${team.serviceCode}/`)),
    areas: areas.items.map((area) => ({ value: area.id, label: area.name })),
    team,
    changes,
    begun: { values: team ? valuesOf(team) : NO_TEAM, version: String(team?.version ?? 0), key: newKey() },
    did: url.searchParams.get('did') ?? '',
  };
}

export const actions = teamSteps;
