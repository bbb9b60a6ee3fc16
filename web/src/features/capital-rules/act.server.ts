import { redirect } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ladder } from './words.ts';
import { typedAmount } from '#lib/typed-amount.ts';

const MOST_STEPS = 20;

/** Rows of a form that say an amount, in their order; the others were left empty. */
const rowsOf = (form: FormData) => Array.from({ length: MOST_STEPS }, (_, i) => i).filter((i) => typedAmount(typedValues(form)[`from.${i}`]) !== '');

const back = (url: URL, did: string): never => {
  const programme = url.searchParams.get('programme') ?? '';
  return redirect(303, `/capital/rules?${new URLSearchParams({ ...(programme ? { programme } : {}), did })}`);
};
/** A refusal of one row or of all of them, under the name of the form. */
const refusedBy = (problem: Problem, form: FormData, of: string) => refuse(problem, form, { names: { steps: of, thresholds: of }, more: { of } });

/** Says anew who approves one kind of request. */
export async function changeLadder(api: Api, form: FormData, url: URL) {
  const kind = (typedValues(form)['kind'] ?? '') as Ladder['kind'];
  const steps = rowsOf(form).map((i) => {
    const share = (typedValues(form)[`share.${i}`] ?? '').replaceAll(/[%\s]/g, '');
    return {
      from: typedAmount(typedValues(form)[`from.${i}`]),
      ...(share === '' ? {} : { fromRatio: Number(share) / 100 }),
      roles: form.getAll(`roles.${i}`) as 'finance'[],
    };
  });
  const { error: problem } = await api.PUT('/api/capital-rules/ladders/{kind}', { params: { path: { kind } }, body: { steps } });
  return problem ? refusedBy(problem, form, kind) : back(url, 'rules');
}

/** Says anew from which amount on which ways of buying are allowed. */
export async function changeThresholds(api: Api, form: FormData, url: URL) {
  const thresholds = rowsOf(form).map((i) => ({
    from: typedAmount(typedValues(form)[`from.${i}`]),
    methods: form.getAll(`methods.${i}`) as 'quote'[],
  }));
  const { error: problem } = await api.PUT('/api/capital-rules/thresholds', { body: { thresholds } });
  return problem ? refusedBy(problem, form, 'thresholds') : back(url, 'rules');
}

/** Closes a month for good. */
export async function closeMonth(api: Api, form: FormData, url: URL) {
  const more = { of: 'month' };
  const errors = missing(form, { month: undefined, sure: m.entry_rules_month_sure_missing() });
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, more);
  const { programmeId = '', month = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/programmes/{programmeId}/closed-months', {
    params: { path: { programmeId }, header: idempotent(keyOf(form)) },
    body: { month },
  });
  return problem ? refuse(problem, form, { more }) : back(url, 'month');
}

/** Begins a programme. Its sources and lines are entered by the row. */
export async function beginProgramme(api: Api, form: FormData) {
  const more = { of: 'programme' };
  const names = ['code', 'name', 'kind', 'source', 'startsOn', 'endsOn'];
  const errors = missing(form, Object.fromEntries(names.map((name) => [name, undefined])));
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, more);
  const { code = '', name = '', kind, source = '', startsOn = '', endsOn = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/programmes', {
    params: { header: idempotent(keyOf(form)) },
    body: { code, name, kind: kind as 'bond', source, startsOn, endsOn, isPublic: false },
  });
  if (problem) return refuse(problem, form, { more });
  return redirect(303, `/capital/enter?${new URLSearchParams({ programme: code, sheet: 'sources' })}`);
}

/** A vendor that is no longer bought from, or is again. */
export async function changeVendor(api: Api, form: FormData, url: URL) {
  const { id = '', version = '', isActive } = typedValues(form);
  const { error: problem } = await api.PATCH('/api/vendors/{id}', {
    params: { path: { id }, header: ifMatch(version) },
    body: { isActive: isActive === 'yes' },
  });
  return problem ? refuse(problem, form, { more: { of: 'vendor' } }) : back(url, 'vendor');
}
