import { redirect } from '@sveltejs/kit';
import type { paths } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { typedAmount } from '#lib/typed-amount.ts';

/** Makes a proposal for each school of a draft plan. */
export async function proposePlan(api: Api, form: FormData) {
  const more = { of: 'plan' };
  const errors = missing(form, { plan: undefined, planProgramme: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { plan = '', planProgramme = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/draft-plans/{id}/proposals', {
    params: { path: { id: plan }, header: idempotent(keyOf(form)) },
    body: { programme: planProgramme },
  });
  if (problem) return refuse(problem, form, { names: { programme: 'planProgramme' }, more });
  redirect(303, '/capital/proposals?did=proposed');
}

/** Proposes work by hand. */
export async function propose(api: Api, form: FormData) {
  const more = { of: 'hand' };
  const typed = typedValues(form);
  const errors = missing(form, {
    programme: undefined,
    siteId: undefined,
    title: undefined,
    summary: undefined,
    cost: undefined,
    scoreBasis: undefined,
  });
  if (!errors['cost'] && !/^\d{1,10}(\.\d{1,2})?$/.test(typedAmount(typed['cost']))) errors['cost'] = m.proposals_dollars();
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { data, error: problem } = await api.POST('/api/proposals', {
    params: { header: idempotent(keyOf(form)) },
    body: {
      programme: typed['programme'] ?? '',
      siteId: typed['siteId'] ?? '',
      title: typed['title'] ?? '',
      summary: typed['summary'] ?? '',
      cost: typedAmount(typed['cost']),
      points: typedAmount(typed['points']) === '' ? null : Number(typedAmount(typed['points'])),
      scoreBasis: typed['scoreBasis'] ?? '',
      isSecurity: typed['isSecurity'] === 'yes',
    },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/capital/proposals/${data.id}?did=proposed`);
}

/** Puts the words of a draft right. */
export async function changeProposal(api: Api, id: string, form: FormData) {
  const more = { of: 'change' };
  const errors = missing(form, { title: undefined, summary: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { version = '', title = '', summary = '', isSecurity } = typedValues(form);
  const { error: problem } = await api.PATCH('/api/proposals/{id}', {
    params: { path: { id }, header: ifMatch(version) },
    body: { title, summary, isSecurity: isSecurity === 'yes' },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/capital/proposals/${id}?did=moved`);
}

type Body = NonNullable<paths['/api/proposals/{id}/transitions']['post']['requestBody']>['content']['application/json'];
const send = (api: Api, id: string, version: string, body: Body) =>
  api.POST('/api/proposals/{id}/transitions', { params: { path: { id }, header: ifMatch(version) }, body });

const NEEDED: Record<Body['to'], readonly string[]> = {
  published: [],
  in_committee: ['committee', 'metOn', 'view'],
  decided: ['outcome', 'reason'],
  withdrawn: ['why'],
};

function bodyOf(to: Body['to'], typed: Record<string, string>): Body {
  const { committee = '', metOn = '', view = '', outcome = '', reason = '', why = '' } = typed;
  if (to === 'published') return { to };
  if (to === 'in_committee') return { to, committee, metOn, view };
  if (to === 'decided') return { to, outcome: outcome as 'approved', reason };
  return { to, reason: why };
}

/** Takes a proposal a step further. */
export async function moveProposal(api: Api, id: string, form: FormData) {
  const typed = typedValues(form);
  const to = typed['to'] as Body['to'];
  const more = { of: to };
  const errors = missing(form, Object.fromEntries((NEEDED[to] ?? []).map((name) => [name, undefined])));
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { error: problem } = await send(api, id, typed['version'] ?? '', bodyOf(to, typed));
  if (problem) return refuse(problem, form, { names: to === 'withdrawn' ? { reason: 'why' } : {}, more });
  redirect(303, `/capital/proposals/${id}?did=moved`);
}
