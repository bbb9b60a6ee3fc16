import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import type { CostBases } from './words.ts';
import { typedAmount } from '#lib/typed-amount.ts';

export const PAGE = '/buildings/cost-basis';

export const readCostBases = async (api: Api) => must(await api.GET('/api/cost-bases', { params: { query: {} } }));

export const readLabourRates = async (api: Api) => must(await api.GET('/api/labour-rates'));

/** `crew`: "facilities" or "facilities and the id of a team". */
export async function saveLabourRate({ locals, request }: Event) {
  const form = await request.formData();
  const values = typedValues(form);
  const errors = missing(form, { effectiveOn: undefined });
  const hourly = typedAmount(values['hourly'] ?? '');
  if (hourly !== '' && !/^\d{1,9}(\.\d{1,2})?$/.test(hourly)) errors['hourly'] = m.buildings_basis_number_wrong();
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { of: 'labor' });
  const [serviceCode = '', teamId] = (values['crew'] ?? '').split(' ');
  const why = values['why']?.trim();
  const { error: problem } = await locals.api.POST('/api/labour-rates', {
    params: { header: idempotent(keyOf(form)) },
    body: {
      serviceCode,
      teamId: teamId ?? null,
      effectiveOn: values['effectiveOn'] ?? '',
      hourly: hourly === '' ? null : hourly,
      ...(why ? { why } : {}),
    },
  });
  if (problem) return refuse(problem, form, { names: { serviceCode: 'crew', teamId: 'crew' }, more: { of: 'labor' } });
  redirect(303, `${PAGE}?did=labor#labor`);
}

/** The version to begin with: the one that lies ahead, else the one that counts. */
export const baseOf = ({ items }: CostBases) => items.find(({ state }) => state === 'ahead') ?? items.find(({ state }) => state === 'counts');

type Event = { locals: App.Locals; request: Request };
const numberOf = (typed: string) => {
  const text = typedAmount(typed);
  return text === '' ? NaN : Number(text);
};
/** "4.5" percent as 0.045, without the dust of floats. */
const ratioOf = (typed: string) => Math.round(numberOf(typed) * 1e6) / 1e8;

const FIELDS = { effectiveOn: undefined, baseYear: undefined, escalation: undefined, location: undefined, soft: undefined, source: undefined };
/** The contract's names as the form calls them. */
const NAMES = { escalationRatio: 'escalation', locationFactor: 'location', softCostRatio: 'soft' };

/** The form as the API asks for it, or what is wrong with it. */
function readForm(form: FormData) {
  const values = typedValues(form);
  const errors = missing(form, FIELDS);
  for (const name of ['baseYear', 'escalation', 'location', 'soft'])
    if (!errors[name] && !Number.isFinite(numberOf(values[name] ?? ''))) errors[name] = m.buildings_basis_number_wrong();
  const codes = form.getAll('system').filter((one): one is string => typeof one === 'string');
  const units = codes.map((systemCode) => ({
    systemCode,
    unitCost: typedAmount(values[`cost.${systemCode}`]),
    lifeYears: numberOf(values[`life.${systemCode}`] ?? ''),
    renewalRatio: ratioOf(values[`renewal.${systemCode}`] ?? ''),
  }));
  const wrong = units.filter(
    ({ unitCost, lifeYears, renewalRatio }) =>
      !/^\d{1,9}(\.\d{1,2})?$/.test(unitCost) ||
      !Number.isInteger(lifeYears) ||
      lifeYears < 1 ||
      lifeYears > 300 ||
      !(renewalRatio > 0 && renewalRatio <= 1),
  );
  if (wrong.length > 0)
    errors[`cost.${wrong[0]!.systemCode}`] = m.buildings_basis_units_wrong({ systems: wrong.map(({ systemCode }) => systemCode).join(', ') });
  const body = {
    effectiveOn: values['effectiveOn'] ?? '',
    baseYear: numberOf(values['baseYear'] ?? ''),
    escalationRatio: ratioOf(values['escalation'] ?? ''),
    locationFactor: numberOf(values['location'] ?? ''),
    softCostRatio: ratioOf(values['soft'] ?? ''),
    source: values['source'] ?? '',
    ...(values['replacesId'] ? { replacesId: values['replacesId'] } : {}),
    units,
  };
  return { body, errors };
}

/** What the version would do, with the form as it was typed. */
export async function lookAtCostBasis({ locals, request }: Event) {
  const form = await request.formData();
  const { body, errors } = readForm(form);
  if (Object.keys(errors).length > 0) return refuseFields(errors, form);
  const { data, error: problem } = await locals.api.POST('/api/cost-basis-previews', { params: { query: {} }, body });
  if (problem) return refuse(problem, form, { names: NAMES });
  return { values: typedValues(form), errors: {} as Record<string, string>, preview: data, idempotencyKey: keyOf(form) };
}

export async function saveCostBasis({ locals, request }: Event) {
  const form = await request.formData();
  const { body, errors } = readForm(form);
  if (Object.keys(errors).length > 0) return refuseFields(errors, form);
  const { error: problem } = await locals.api.POST('/api/cost-bases', { params: { query: {}, header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { names: NAMES });
  redirect(303, `${PAGE}?did=made`);
}

export async function withdrawCostBasis({ locals, request }: Event) {
  const form = await request.formData();
  const { id = '' } = typedValues(form);
  const { error: problem } = await locals.api.POST('/api/cost-bases/{id}/withdrawals', { params: { path: { id }, query: {} } });
  if (problem) return refuse(problem, form, { more: { of: 'withdraw' } });
  redirect(303, `${PAGE}?did=withdrawn`);
}

/** Bounds are fields named by their band: `band.good`. */
export async function saveBands({ locals, request }: Event) {
  const form = await request.formData();
  const values = typedValues(form);
  const codes = form.getAll('code').filter((one): one is string => typeof one === 'string');
  const bounded = codes.slice(0, -1);
  const errors = missing(form, Object.fromEntries([...bounded.map((code) => `band.${code}`), 'replacement'].map((name) => [name, undefined])));
  for (const name of [...bounded.map((code) => `band.${code}`), 'replacement'])
    if (!errors[name] && !Number.isFinite(numberOf(values[name] ?? ''))) errors[name] = m.buildings_basis_number_wrong();
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { of: 'bands' });
  const why = values['why']?.trim();
  const { error: problem } = await locals.api.PUT('/api/condition/bands', {
    params: { query: {}, header: ifMatch(values['version'] ?? '') },
    body: {
      bands: codes.map((code, i) => ({ code, upToRatio: i === codes.length - 1 ? null : ratioOf(values[`band.${code}`] ?? '') })),
      replacementRatio: ratioOf(values['replacement'] ?? ''),
      ...(why ? { why } : {}),
    },
  });
  if (problem) return refuse(problem, form, { names: { bands: `band.${codes[0]}`, replacementRatio: 'replacement' }, more: { of: 'bands' } });
  redirect(303, `${PAGE}?did=bands#bands`);
}
