import { redirect } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ladder } from './words.ts';
import { typedAmount, typedShare } from '#lib/typed-amount.ts';

const MOST_STEPS = 20;

/** Rows of a form that say an amount, in their order; the others were left empty. */
const rowsOf = (form: FormData) => Array.from({ length: MOST_STEPS }, (_, i) => i).filter((i) => typedAmount(typedValues(form)[`from.${i}`]) !== '');

const back = (url: URL, did: string): never => {
  const programme = url.searchParams.get('programme') ?? '';
  return redirect(303, `/capital/rules?${new URLSearchParams({ ...(programme ? { programme } : {}), did })}`);
};
const FIELDS: Record<string, string> = { from: 'from', fromRatio: 'share', roles: 'roles', methods: 'methods' };
/** What was ticked in each row of a form. */
const tickedIn = (form: FormData, name: 'roles' | 'methods') =>
  Array.from({ length: MOST_STEPS }, (_, i) => form.getAll(`${name}.${i}`).filter((one) => typeof one === 'string'));

/** A refusal beside what it is about in its row; of all of them, beside the first. */
function refusedBy(problem: Problem, form: FormData, of: string, name: 'roles' | 'methods') {
  const rows = rowsOf(form);
  const errors = (problem.errors ?? []).map(({ pointer, detail }) => {
    if (pointer === '/reason') return { pointer: `/${of}.reason`, detail };
    const [, , at = '0', field = 'from'] = pointer.split('/');
    return { pointer: `/${of}.${FIELDS[field] ?? 'from'}.${rows[Number(at)] ?? 0}`, detail };
  });
  return refuse({ ...problem, errors }, form, { more: { of, ticked: tickedIn(form, name) } });
}

/** Says anew who approves one kind of request. */
export async function changeLadder(api: Api, form: FormData, url: URL) {
  const { kind: of = '', version = '' } = typedValues(form);
  const kind = of as Ladder['kind'];
  const typedShares = rowsOf(form).map((i) => ({ i, share: typedValues(form)[`share.${i}`]?.trim() ?? '' }));
  const why = typedValues(form)[`${of}.reason`] ?? '';
  const wrong = typedShares.filter(({ share }) => share !== '' && typedShare(share) === undefined);
  if (wrong.length > 0) {
    const errors = Object.fromEntries(wrong.map(({ i }) => [`${of}.share.${i}`, m.entry_keep_percent()]));
    return refuseFields(errors, form, { of, ticked: tickedIn(form, 'roles') });
  }
  const steps = typedShares.map(({ i, share }) => ({
    from: typedAmount(typedValues(form)[`from.${i}`]),
    ...(share === '' ? {} : { fromRatio: typedShare(share)! }),
    roles: form.getAll(`roles.${i}`) as 'finance'[],
  }));
  const { error: problem } = await api.PUT('/api/capital-rules/ladders/{kind}', {
    params: { path: { kind }, header: ifMatch(version) },
    body: { steps, reason: why },
  });
  return problem ? refusedBy(problem, form, kind, 'roles') : back(url, 'rules');
}

/** Says anew from which amount on which ways of buying are allowed. */
export async function changeThresholds(api: Api, form: FormData, url: URL) {
  const why = typedValues(form)['thresholds.reason'] ?? '';
  const thresholds = rowsOf(form).map((i) => ({
    from: typedAmount(typedValues(form)[`from.${i}`]),
    methods: form.getAll(`methods.${i}`) as 'quote'[],
  }));
  const { error: problem } = await api.PUT('/api/capital-rules/thresholds', {
    params: { header: ifMatch(typedValues(form)['version'] ?? '') },
    body: { thresholds, reason: why },
  });
  return problem ? refusedBy(problem, form, 'thresholds', 'methods') : back(url, 'rules');
}

// Many such forms stand on one page: each names its field for itself.

/** Says how long assets of one class serve; nothing where they do not wear out. */
export async function changeAssetClass(api: Api, form: FormData, url: URL) {
  const { code = '', version = '' } = typedValues(form);
  const name = `lifeYears.${code}`;
  const lifeYears = typedValues(form)[name] ?? '';
  const more = { of: `class ${code}` };
  if (!/^([1-9]\d?|100)?$/.test(lifeYears)) return refuseFields({ [name]: m.entry_rules_life_wrong() }, form, more);
  const { error: problem } = await api.PATCH('/api/asset-classes/{code}', {
    params: { path: { code }, header: ifMatch(version) },
    body: { lifeYears: lifeYears === '' ? null : Number(lifeYears) },
  });
  return problem ? refuse(problem, form, { names: { lifeYears: name }, more }) : back(url, 'rules');
}

/** Says which account stands for one use of the books. */
export async function changeAccount(api: Api, form: FormData, url: URL) {
  const { use = '', version = '' } = typedValues(form);
  const name = `code.${use}`;
  const code = typedValues(form)[name] ?? '';
  const more = { of: `account ${use}` };
  if (!/^(\d{4})?$/.test(code)) return refuseFields({ [name]: m.entry_rules_account_wrong() }, form, more);
  const { error: problem } = await api.PATCH('/api/journal-accounts/{use}', {
    params: { path: { use: use as 'cash' }, header: ifMatch(version) },
    body: { code },
  });
  return problem ? refuse(problem, form, { names: { code: name }, more }) : back(url, 'rules');
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
