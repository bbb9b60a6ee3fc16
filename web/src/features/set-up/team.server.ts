import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { findPeople } from '#lib/server/find.ts';
import { idempotent, ifMatch } from '#lib/server/forms.ts';
import { membersIn } from './team.ts';
import { twoSteps, type Values } from './two-steps.server.ts';

const NEW = 'new';

function bodyOf(values: Values) {
  const [serviceCode = '', tradeCode = ''] = (values['trade'] ?? '').split('/');
  return {
    name: values['name'] ?? '',
    serviceCode,
    tradeCode: tradeCode || null,
    areaId: values['areaId'] || null,
    compartment: (values['compartment'] || null) as 'hr' | null,
    weeklyHours: Number(values['weeklyHours']),
    isActive: values['isActive'] === 'yes',
    members: membersIn(values).map(({ id }) => ({ personId: id, isLead: values['lead'] === id })),
  };
}

function wrong(values: Values): Record<string, string> {
  const hours = values['weeklyHours']?.trim() ?? '';
  return {
    ...(values['name']?.trim() ? {} : { name: m.set_up_problem_missing({ field: m.set_up_team_name() }) }),
    ...(values['trade'] ? {} : { trade: m.set_up_problem_missing({ field: m.set_up_trade() }) }),
    ...(hours !== '' && Number.isInteger(Number(hours)) ? {} : { weeklyHours: m.set_up_problem_number() }),
  };
}

async function withFound(event: RequestEvent, values: Values) {
  return { people: await findPeople(event.locals.api, values['personQuery'] ?? '') };
}

export const teamSteps = twoSteps({
  wrong,
  find: withFound,
  change: (values, what, found) => {
    const [did, id = ''] = what.split('.');
    if (did === 'remove') return Object.fromEntries(Object.entries(values).filter(([name]) => name !== `m.${id}`));
    const added = did === 'add' ? found?.people.find(({ value }) => value === values['addId']) : undefined;
    return added ? { ...values, [`m.${added.value}`]: added.label, addId: '', personQuery: '' } : values;
  },
  preview: (event, values) => {
    const { id } = event.params;
    return event.locals.api.POST('/api/set-up/team-previews', { body: { id: id === NEW ? null : (id ?? null), ...bodyOf(values) } });
  },
  save: (event, values, { why, version, key }) => {
    const { id = NEW } = event.params;
    const body = { ...bodyOf(values), ...why };
    return id === NEW
      ? event.locals.api.POST('/api/set-up/teams', { params: { header: idempotent(key) }, body })
      : event.locals.api.PUT('/api/set-up/teams/{id}', { params: { path: { id }, header: ifMatch(version) }, body });
  },
  versionNow: async (event) => {
    const { data } = await event.locals.api.GET('/api/set-up/teams/{id}', { params: { path: { id: event.params['id'] ?? '' } } });
    return String(data?.version ?? 0);
  },
  done: (_event, { id }) => `/set-up/teams/${id}?did=saved`,
  boxes: { serviceCode: 'trade', tradeCode: 'trade', members: 'addId' },
});
