import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { fieldErrors, idempotent, ifMatch, keyOf, missing, newKey, refuse, refuseFields, type Refused, typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { readForm } from '#lib/server/upload.ts';

export const readLots = async (api: Api) => ({ lots: must(await api.GET('/api/device-disposals')) });
export const readLot = async (api: Api, id: string) => ({ lot: must(await api.GET('/api/device-disposals/{id}', { params: { path: { id } } })) });

const WAYS = ['recycled', 'sold', 'donated', 'destroyed'] as const;
const back = (id: string): never => redirect(303, `/devices/lots/${id}?did=noted`);

/** Begins a lot. */
export async function beginLot(api: Api, form: FormData) {
  const values = typedValues(form);
  const errors = missing(form, { name: undefined, way: undefined, takenBy: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { data, error: problem } = await api.POST('/api/device-disposals', {
    params: { header: idempotent(keyOf(form)) },
    body: { name: values['name'] ?? '', way: WAYS.find((one) => one === values['way']) ?? 'recycled', takenBy: values['takenBy'] ?? '' },
  });
  if (problem) return refuse(problem, form);
  return back(data.id);
}

/** What names the lot and its version in a request that does something once. */
const acting = (id: string, form: FormData) => ({
  path: { id },
  header: { ...ifMatch(typedValues(form)['version'] ?? ''), ...idempotent(keyOf(form)) },
});

const UNFIT = { unknown: m.fleet_unfit_unknown, not_retired: m.fleet_unfit_not_retired, in_other_lot: m.fleet_unfit_in_other_lot };
type Unfit = { code: string; why: keyof typeof UNFIT };

/** Puts devices into a lot: a code on each line. */
export async function addToLot(api: Api, id: string, form: FormData) {
  const more = { of: 'add' };
  const codes = (typedValues(form)['codes'] ?? '').split(/[\s,;]+/).filter(Boolean);
  if (codes.length === 0) return refuseFields({ codes: m.problem_field_required() }, form, more);
  const { error: problem } = await api.POST('/api/device-disposals/{id}/devices', { params: acting(id, form), body: { codes } });
  if (!problem) return back(id);
  const unfit = (problem as { unfit?: Unfit[] }).unfit;
  return unfit
    ? refuseFields({ codes: `${unfit.map(({ code, why }) => UNFIT[why]({ code })).join('. ')}.` }, form, more)
    : refuse(problem, form, { more });
}

/** Takes one out again. */
export async function takeFromLot(api: Api, id: string, form: FormData) {
  const { deviceId = '', version = '' } = typedValues(form);
  const { error: problem } = await api.DELETE('/api/device-disposals/{id}/devices/{deviceId}', {
    params: { path: { id, deviceId }, header: ifMatch(version) },
  });
  return problem ? refuse(problem, form, { more: { of: 'take' } }) : back(id);
}

/** Notes of all devices what was done with them. */
export async function prepareLot(api: Api, id: string, form: FormData) {
  const kinds = (['deprovision', 'wipe'] as const).filter((kind) => form.getAll('kinds').includes(kind));
  const { error: problem } = await api.POST('/api/device-disposals/{id}/preparations', { params: acting(id, form), body: { kinds } });
  return problem ? refuse(problem, form, { more: { of: 'prepare' } }) : back(id);
}

/** Keeps the number of the certificate. */
export async function numberCertificate(api: Api, id: string, form: FormData) {
  const { certificateNumber = '', version = '' } = typedValues(form);
  const { error: problem } = await api.PATCH('/api/device-disposals/{id}', {
    params: { path: { id }, header: ifMatch(version) },
    body: { certificateNumber: certificateNumber.trim() || null },
  });
  return problem ? refuse(problem, form, { more: { of: 'number' } }) : back(id);
}

const MOST_BYTES = 20_000_000;

/** Brings the file of the certificate. */
export async function bringCertificate(event: RequestEvent, id: string) {
  const { fields, uploads, problems, refusals } = await readForm(event, {
    path: `/api/device-disposals/${id}/certificate`,
    maxBytes: MOST_BYTES,
    tooLarge: (name) => m.upload_too_large({ name }),
  });
  if (uploads.length > 0) return back(id);
  const [problem] = refusals;
  const errors: Record<string, string> = problem ? fieldErrors(problem) : {};
  if (Object.keys(errors).length === 0) errors['file'] = problems[0] ?? m.problem_field_required();
  const title = problem && problem.status !== 422 ? problemWords(problem) : undefined;
  const refused: Refused = { values: Object.fromEntries(fields), errors, idempotencyKey: newKey(), ...(title ? { title } : {}) };
  return fail(problem?.status ?? 422, { of: 'file', ...refused });
}

/** The lot has left. */
export async function completeLot(api: Api, id: string, form: FormData) {
  const more = { of: 'leave' };
  const errors = missing(form, { disposedOn: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { error: problem } = await api.POST('/api/device-disposals/{id}/departures', {
    params: acting(id, form),
    body: { disposedOn: typedValues(form)['disposedOn'] ?? '' },
  });
  return problem ? refuse(problem, form, { more }) : back(id);
}
