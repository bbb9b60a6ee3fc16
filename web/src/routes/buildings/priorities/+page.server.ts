import { redirect } from '@sveltejs/kit';
import { addressOf, askedOf, weightWords } from '#features/condition/priorities/asked.ts';
import { readPriorities } from '#features/condition/priorities/read.server.ts';
import { idempotent, ifMatch, keyOf, missing, newKey, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { m } from '#lib/paraglide/messages.js';
import { mustHavePage } from '#lib/server/session.ts';
import { typedAmount } from '#lib/typed-amount.ts';

export async function load({ locals, url }) {
  mustHavePage(locals, 'buildings');
  const asked = askedOf(url.searchParams);
  return {
    ...(await readPriorities(locals.api, asked)),
    query: addressOf(asked),
    estimating: url.searchParams.get('estimate'),
    did: url.searchParams.get('did'),
    key: newKey(),
  };
}

const weightsOf = (weights: Record<string, string>) => {
  const words = weightWords(weights);
  return words ? { weights: words } : {};
};

export const actions = {
  draft: async ({ locals, request }) => {
    const form = await request.formData();
    const { query = '', name = '', by = '', amount = '' } = typedValues(form);
    const keys = form.getAll('need').filter((key) => typeof key === 'string');
    const more = { of: 'draft', ticked: keys };
    const errors = {
      ...missing(form, { name: undefined, by: undefined, ...(by === 'money' ? { amount: undefined } : {}) }),
      ...(by === 'needs' && keys.length === 0 ? { by: m.plan_tick_some() } : {}),
    };
    if (Object.keys(errors).length) return refuseFields(errors, form, more);
    const { area, level, needs, weights } = askedOf(new URLSearchParams(query));
    const scope = { ...(area ? { areaId: area } : {}), ...(level ? { level } : {}), needs };
    const { data, error: problem } = await locals.api.POST('/api/draft-plans', {
      params: { header: idempotent(keyOf(form)) },
      body: {
        name,
        ...weightsOf(weights),
        chosen: by === 'money' ? { by: 'money', money: typedAmount(amount), ...scope } : { by: 'needs', keys },
      },
    });
    if (problem) return refuse(problem, form, { names: { chosen: by === 'money' ? 'amount' : 'by' }, more });
    redirect(303, `/buildings/priorities/plans/${data.id}?did=drafted`);
  },
  publish: async ({ locals, request }) => {
    const form = await request.formData();
    const { version = '', reason = '', ...typed } = typedValues(form);
    const errors = missing(form, { reason: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form, { of: 'publish' });
    const weights = Object.fromEntries(
      Object.entries(typed).flatMap(([name, weight]) => (name.startsWith('w.') ? [[name.slice(2), Number(weight)] as const] : [])),
    );
    const { error: problem } = await locals.api.POST('/api/weightings/{kind}', {
      params: { path: { kind: 'priorities' }, header: ifMatch(version) },
      body: { weights, reason },
    });
    if (problem) return refuse(problem, form, { more: { of: 'publish' } });
    redirect(303, '/buildings/priorities?did=published');
  },
  estimate: async ({ locals, request }) => {
    const form = await request.formData();
    const { deficiencyId = '', version = '', readiness = '', saving = '', source = '', query = '' } = typedValues(form);
    const more = { of: deficiencyId };
    const errors = missing(form, { source: undefined });
    if (Object.keys(errors).length) return refuseFields(errors, form, more);
    const { error: problem } = await locals.api.PUT('/api/deficiencies/{id}/estimate', {
      params: { path: { id: deficiencyId }, header: ifMatch(version) },
      body: {
        readiness: readiness.trim() === '' ? null : Number(readiness.replaceAll(/[%\s]/g, '')) / 100,
        saving: typedAmount(saving) || null,
        source,
      },
    });
    if (problem) return refuse(problem, form, { more });
    redirect(303, `/buildings/priorities?${query}&did=estimated`);
  },
};
