import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { keptQuery } from './read.server.ts';

const plain = (typed = '') => typed.replaceAll(/[$,\s]/g, '');
const isMoney = (typed: string | undefined) => /^\d{1,9}(\.\d{1,2})?$/.test(plain(typed));
/** An amount as people write it, or null where nothing is written. */
const amountOf = (typed: string | undefined) => plain(typed) || null;
/** What is wrong with an amount, where one is written. */
const amountErrors = (values: Record<string, string>, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.filter((name) => plain(values[name]) !== '' && !isMoney(values[name])).map((name) => [name, m.fleet_amount_wrong()]));

const HOLDERS = { student: 'student', staff: 'staff', room: 'roomId', cart: 'cart' } as const;

/** Hands a device out: to keep or on loan, to a student, a member of staff, a room or a cart. */
export async function giveDevice(api: Api, id: string, form: FormData) {
  const values = typedValues(form);
  const more = { of: 'give' };
  const to = HOLDERS[values['to'] as keyof typeof HOLDERS] ?? 'student';
  const errors = missing(form, { [to]: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { error: problem } = await api.POST('/api/devices/{id}/moves', {
    params: { path: { id }, header: { ...ifMatch(values['version'] ?? ''), ...idempotent(keyOf(form)) } },
    body: {
      kind: values['how'] === 'lend' ? 'lend' : 'assign',
      [to]: values[to],
      ...(values['how'] === 'lend' && values['dueOn'] ? { dueOn: values['dueOn'] } : {}),
      isCharged: false,
    },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/devices/${id}?did=moved`);
}

const DAMAGES = ['accident', 'wear', 'negligence', 'theft'] as const;
const OUTCOMES = ['mended', 'no_fault', 'beyond_repair'] as const;

/** Closes the open repair of a device. */
export async function closeRepair(api: Api, id: string, form: FormData) {
  const values = typedValues(form);
  const more = { of: 'close' };
  const errors = { ...missing(form, { outcome: undefined }), ...amountErrors(values, 'cost') };
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const damageClass = DAMAGES.find((one) => one === values['damageClass']);
  const cost = amountOf(values['cost']);
  const { error: problem } = await api.POST('/api/device-repairs/{id}/closings', {
    params: { path: { id: values['repairId'] ?? '' }, header: idempotent(keyOf(form)) },
    body: {
      outcome: OUTCOMES.find((one) => one === values['outcome']) ?? 'mended',
      ...(damageClass ? { damageClass } : {}),
      ...(cost ? { cost } : {}),
      isCharged: values['isCharged'] === 'yes',
      isHandedBack: values['isHandedBack'] === 'yes' && values['outcome'] !== 'beyond_repair',
      partIds: form.getAll('partIds').map(String),
    },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/devices/${id}?did=moved`);
}

type PartKind = 'screen' | 'keyboard' | 'battery' | 'charger' | 'hinge' | 'board' | 'case' | 'other';

/** Notes which parts were taken out of a retired device. */
export async function harvestParts(api: Api, id: string, form: FormData) {
  const more = { of: 'harvest' };
  const kinds = form.getAll('kinds').map(String) as PartKind[];
  if (kinds.length === 0) return refuseFields({ kinds: m.problem_field_required() }, form, more);
  const { error: problem } = await api.POST('/api/devices/{id}/parts', {
    params: { path: { id }, header: { ...ifMatch(typedValues(form)['version'] ?? ''), ...idempotent(keyOf(form)) } },
    body: { kinds },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/devices/${id}?did=moved`);
}

const factsOf = (values: Record<string, string>) => ({
  isLoaner: values['isLoaner'] === 'yes',
  acquiredOn: values['acquiredOn'] || null,
  price: amountOf(values['price']),
  warrantyEndsOn: values['warrantyEndsOn'] || null,
  fundingSource: values['fundingSource']?.trim() || null,
  plannedRefreshOn: values['plannedRefreshOn'] || null,
});
const wanted = { assetTag: undefined, serial: undefined, modelId: undefined, siteId: undefined };
const said = ({ assetTag = '', serial = '', modelId = '', siteId = '' }: Record<string, string>) => ({ assetTag, serial, modelId, siteId });
const STATUSES = ['ordered', 'received', 'enrolled', 'in_stock'] as const;

/** Takes a device into the books. */
export async function registerDevice(api: Api, form: FormData) {
  const values = typedValues(form);
  const errors = { ...missing(form, wanted), ...amountErrors(values, 'price') };
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { data, error: problem } = await api.POST('/api/devices', {
    params: { header: idempotent(keyOf(form)) },
    body: { ...said(values), ...factsOf(values), status: STATUSES.find((one) => one === values['status']) ?? 'received' },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/devices/${data.id}?did=registered`);
}

/** Changes what is said of a device. */
export async function changeDevice(api: Api, id: string, form: FormData) {
  const values = typedValues(form);
  const errors = { ...missing(form, wanted), ...amountErrors(values, 'price') };
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { error: problem } = await api.PATCH('/api/devices/{id}', {
    params: { path: { id }, header: ifMatch(values['version'] ?? '') },
    body: { ...said(values), ...factsOf(values), ...(values['reason']?.trim() ? { reason: values['reason'] } : {}) },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/devices/${id}?did=saved`);
}

const CREDITS = ['payment', 'waiver', 'refund'] as const;

/** Enters a payment, waives, or gives back; why something is waived is not asked. */
export async function creditCharge(api: Api, studentId: string, form: FormData) {
  const values = typedValues(form);
  const errors = { ...missing(form, { chargeId: undefined, kind: undefined, amount: undefined }), ...amountErrors(values, 'amount') };
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const kind = CREDITS.find((one) => one === values['kind']) ?? 'payment';
  const reason = values['reason']?.trim();
  const { error: problem } = await api.POST('/api/device-charges/{id}/credits', {
    params: { path: { id: values['chargeId'] ?? '' }, header: idempotent(keyOf(form)) },
    body: { kind, amount: amountOf(values['amount']) ?? '', ...(kind !== 'waiver' && reason ? { reason } : {}) },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/devices/students/${studentId}?did=credited`);
}

const MODEL_KINDS = ['chromebook', 'ipad', 'laptop', 'hotspot', 'other'] as const;
const modelOf = (values: Record<string, string>) => ({
  make: values['make'] ?? '',
  name: values['name'] ?? '',
  kind: MODEL_KINDS.find((one) => one === values['kind']) ?? 'other',
  autoUpdateExpiresOn: values['autoUpdateExpiresOn'] || null,
  price: amountOf(values['price']),
  lifeYears: Number(values['lifeYears']) || 4,
});
const modelErrors = (form: FormData, values: Record<string, string>) => ({
  ...missing(form, { make: undefined, name: undefined, kind: undefined }),
  ...amountErrors(values, 'price'),
});

/** Adds a model. */
export async function addModel(api: Api, form: FormData) {
  const values = typedValues(form);
  const errors = modelErrors(form, values);
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { error: problem } = await api.POST('/api/device-models', { params: { header: idempotent(keyOf(form)) }, body: modelOf(values) });
  if (problem) return refuse(problem, form);
  redirect(303, '/devices/models?did=added');
}

/** Says what a model costs now, or until when it is updated. */
export async function changeModel(api: Api, id: string, form: FormData) {
  const values = typedValues(form);
  const errors = modelErrors(form, values);
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { error: problem } = await api.PATCH('/api/device-models/{id}', {
    params: { path: { id }, header: ifMatch(values['version'] ?? '') },
    body: modelOf(values),
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/devices/models/${id}?did=saved`);
}

/** Plans what a grade gets in a school year. */
export async function addPlan(api: Api, form: FormData) {
  const values = typedValues(form);
  const more = { of: 'add' };
  const errors = {
    ...missing(form, { schoolYear: undefined, grade: undefined, modelId: undefined, unit: undefined, source: undefined }),
    ...amountErrors(values, 'unit'),
  };
  if (!errors['schoolYear'] && !/^20\d\d$/.test(values['schoolYear'] ?? '')) errors['schoolYear'] = m.fleet_year_wrong();
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { schoolYear, grade, modelId = '', unit, source = '' } = values;
  const { error: problem } = await api.POST('/api/device-refresh-plans', {
    params: { header: idempotent(keyOf(form)) },
    body: { schoolYear: Number(schoolYear), grade: Number(grade), modelId, unit: amountOf(unit) ?? '', source },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, '/devices/refresh?did=saved#plans');
}

/** Plans another model or price. */
export async function changePlan(api: Api, form: FormData) {
  const values = typedValues(form);
  const { id = '', version = '', modelId = '', unit, source = '' } = values;
  const more = { of: id };
  const errors = { ...missing(form, { modelId: undefined, unit: undefined, source: undefined }), ...amountErrors(values, 'unit') };
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { error: problem } = await api.PATCH('/api/device-refresh-plans/{id}', {
    params: { path: { id }, header: ifMatch(version) },
    body: { modelId, unit: amountOf(unit) ?? '', source },
  });
  if (problem) return refuse(problem, form, { more });
  redirect(303, '/devices/refresh?did=saved#plans');
}

/** Plans it no more. */
export async function dropPlan(api: Api, form: FormData) {
  const { id = '', version = '' } = typedValues(form);
  const { error: problem } = await api.DELETE('/api/device-refresh-plans/{id}', { params: { path: { id }, header: ifMatch(version) } });
  if (problem) return refuse(problem, form, { more: { of: 'drop' } });
  redirect(303, '/devices/refresh?did=saved#plans');
}

/** Keeps what the list shows under a name of one's own. */
export async function saveView(api: Api, params: URLSearchParams, form: FormData) {
  const errors = missing(form, { name: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { error: problem } = await api.POST('/api/device-views', {
    params: { header: idempotent(keyOf(form)) },
    body: { name: typedValues(form)['name'] ?? '', query: keptQuery(params) },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/devices/all?${new URLSearchParams([...[...params].filter(([name]) => name !== '/save' && name !== 'did'), ['did', 'kept']])}`);
}

/** Keeps it no more. */
export async function removeView(api: Api, form: FormData) {
  const { error: problem } = await api.DELETE('/api/device-views/{id}', { params: { path: { id: typedValues(form)['id'] ?? '' } } });
  if (problem) return refuse(problem, form);
  redirect(303, '/devices/all?did=removed');
}
