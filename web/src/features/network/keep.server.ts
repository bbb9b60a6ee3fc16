import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

const MEDIUMS = ['owned_fibre', 'leased_dark', 'leased_lit', 'fixed_wireless', 'other'] as const;
const BUILD = ['none', 'planned', 'design', 'construction', 'built'] as const;
const STEPS = ['survey', 'design', 'permit', 'construction', 'splice', 'live'] as const;

const plain = (typed = '') => typed.replaceAll(/[,\s$]/g, '');
const numberOf = (typed: string | undefined) => (/^\d{1,9}(\.\d{1,3})?$/.test(plain(typed)) ? Number(plain(typed)) : undefined);

/** What is missing, and what was to be a number and is none. */
function wrongIn(form: FormData, required: readonly string[], numbers: Record<string, () => string> = {}): Record<string, string> {
  const errors = missing(form, Object.fromEntries(required.map((name) => [name, undefined])));
  const typed = typedValues(form);
  for (const [name, words] of Object.entries(numbers))
    if (!errors[name] && typed[name] && numberOf(typed[name]) === undefined) errors[name] = words();
  return errors;
}
const isWrong = (errors: Record<string, string>) => Object.keys(errors).length > 0;

const diverse = (typed: string | undefined) => (typed === 'yes' ? true : typed === 'no' ? false : null);
const lineOf = (typed: Record<string, string>) => ({
  code: typed['code'] ?? '',
  medium: MEDIUMS.find((one) => one === typed['medium']) ?? 'other',
  downMbps: numberOf(typed['downMbps'])!,
  upMbps: numberOf(typed['upMbps'])!,
  providerId: typed['providerId'] || null,
  contractId: typed['contractId'] || null,
  erateFrn: typed['erateFrn']?.trim() || null,
  installedOn: typed['installedOn'] || null,
  liveOn: typed['liveOn'] || null,
  endedOn: typed['endedOn'] || null,
  isPathDiverse: diverse(typed['isPathDiverse']),
  buildStatus: BUILD.find((one) => one === typed['buildStatus']) ?? 'none',
  projectId: typed['projectId'] || null,
});
const wrongInLine = (form: FormData) =>
  wrongIn(form, ['code', 'medium', 'downMbps', 'upMbps', 'buildStatus'], { downMbps: m.network_number_wrong, upMbps: m.network_number_wrong });

/** Adds a line at a school. */
export async function addCircuit(api: Api, siteId: string, form: FormData) {
  const more = { of: 'line' };
  const errors = wrongInLine(form);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const body = { siteId, ...lineOf(typedValues(form)) };
  const { data, error: problem } = await api.POST('/api/network/circuits', { params: { header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/network/circuits/${data.id}?did=saved`);
}

/** Changes what is provisioned on a line. */
export async function changeCircuit(api: Api, id: string, form: FormData) {
  const more = { of: 'line' };
  const errors = wrongInLine(form);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const typed = typedValues(form);
  const params = { path: { id }, header: ifMatch(typed['version'] ?? '') };
  const { error: problem } = await api.PATCH('/api/network/circuits/{id}', { params, body: lineOf(typed) });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/network/circuits/${id}?did=saved`);
}

/** One more who runs lines. */
export async function addProvider(api: Api, form: FormData) {
  const more = { of: 'provider' };
  const errors = wrongIn(form, ['name']);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const { name = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/network/providers', { params: { header: idempotent(keyOf(form)) }, body: { name } });
  if (problem) return refuse(problem, form, { more });
  redirect(303, '/network/contracts?did=saved#providers');
}

/** A provider is called something else now. */
export async function renameProvider(api: Api, id: string, form: FormData) {
  const more = { of: 'provider' };
  const errors = wrongIn(form, ['name']);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const { name = '', version = '' } = typedValues(form);
  const { error: problem } = await api.PATCH('/api/network/providers/{id}', { params: { path: { id }, header: ifMatch(version) }, body: { name } });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/network/contracts/providers/${id}?did=saved`);
}

const contractOf = (typed: Record<string, string>) => {
  const { number = '', startsOn = '', endsOn = '', monthly = '' } = typed;
  return { number, startsOn, endsOn, monthly: plain(monthly) || null };
};
const wrongInContract = (form: FormData, more: readonly string[] = []) => {
  const errors = wrongIn(form, [...more, 'number', 'startsOn', 'endsOn']);
  const monthly = plain(typedValues(form)['monthly']);
  if (monthly && !/^\d{1,9}(\.\d{1,2})?$/.test(monthly)) errors['monthly'] = m.problem_field_dollars();
  return errors;
};

/** A contract with who runs lines. */
export async function addContract(api: Api, form: FormData) {
  const more = { of: 'contract' };
  const errors = wrongInContract(form, ['providerName']);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const typed = typedValues(form);
  const body = { providerName: typed['providerName'] ?? '', ...contractOf(typed) };
  const { error: problem } = await api.POST('/api/network/contracts', { params: { header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { more });
  redirect(303, '/network/contracts?did=saved');
}

/** A contract goes on longer, costs something else, or was written down wrong. */
export async function changeContract(api: Api, id: string, form: FormData) {
  const more = { of: 'contract' };
  const errors = wrongInContract(form);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const typed = typedValues(form);
  const params = { path: { id }, header: ifMatch(typed['version'] ?? '') };
  const { error: problem } = await api.PATCH('/api/network/contracts/{id}', { params, body: contractOf(typed) });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/network/contracts/${id}?did=saved`);
}

const ASKED = ['kbps', 'nameEn', 'nameEs', 'source'] as const;
const askedOf = ({ kbps, nameEn = '', nameEs = '', source = '' }: Record<string, string>) => ({ kbps: numberOf(kbps)!, nameEn, nameEs, source });

/** What is asked for from a year on. */
export async function addTarget(api: Api, form: FormData) {
  const more = { of: 'target' };
  const errors = wrongIn(form, ['code', 'year', 'per', ...ASKED], { kbps: m.network_kbps_wrong });
  const typed = typedValues(form);
  if (!errors['code'] && !/^[a-z][a-z0-9-]{1,29}$/.test(typed['code'] ?? '')) errors['code'] = m.network_target_code_wrong();
  if (!errors['year'] && !/^20\d\d$/.test(typed['year'] ?? '')) errors['year'] = m.network_year_wrong();
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const body = {
    code: typed['code'] ?? '',
    year: Number(typed['year']),
    per: typed['per'] === 'student' ? ('student' as const) : ('user' as const),
    ...askedOf(typed),
  };
  const { error: problem } = await api.POST('/api/network/targets', { params: { header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { more });
  redirect(303, '/network/targets?did=saved');
}

/** A target was written down wrong. */
export async function correctTarget(api: Api, id: string, form: FormData) {
  const more = { of: 'target' };
  const errors = wrongIn(form, ASKED, { kbps: m.network_kbps_wrong });
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const typed = typedValues(form);
  const params = { path: { id }, header: ifMatch(typed['version'] ?? '') };
  const { error: problem } = await api.PATCH('/api/network/targets/{id}', { params, body: askedOf(typed) });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/network/targets/${id}?did=saved`);
}

/** Its source has a name of its own where the target's form stands on the same page. */
const WAY_OUT = { source: 'waySource' };
const wayOutOf = ({ mbps, waySource = '' }: Record<string, string>) => ({ mbps: numberOf(mbps)!, source: waySource });

/** How wide the way out is, from a day on. */
export async function addCapacity(api: Api, form: FormData) {
  const more = { of: 'way-out' };
  const errors = wrongIn(form, ['effectiveOn', 'mbps', 'waySource'], { mbps: m.network_number_wrong });
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const typed = typedValues(form);
  const body = { effectiveOn: typed['effectiveOn'] ?? '', ...wayOutOf(typed) };
  const { error: problem } = await api.POST('/api/network/isp-capacities', { params: { header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { more, names: WAY_OUT });
  redirect(303, '/network/targets?did=saved#way-out');
}

/** How wide the way out is was written down wrong. */
export async function correctCapacity(api: Api, id: string, form: FormData) {
  const more = { of: 'way-out' };
  const errors = wrongIn(form, ['mbps', 'waySource'], { mbps: m.network_number_wrong });
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const typed = typedValues(form);
  const params = { path: { id }, header: ifMatch(typed['version'] ?? '') };
  const { error: problem } = await api.PATCH('/api/network/isp-capacities/{id}', { params, body: wayOutOf(typed) });
  if (problem) return refuse(problem, form, { more, names: WAY_OUT });
  redirect(303, `/network/targets/way-out/${id}?did=saved`);
}

/** How many work at a school. */
export async function countStaff(api: Api, id: string, form: FormData) {
  const more = { of: 'staff' };
  const errors = wrongIn(form, ['staff', 'source']);
  const { staff = '', source = '', version = '' } = typedValues(form);
  if (!errors['staff'] && !/^\d{1,5}$/.test(plain(staff))) errors['staff'] = m.problem_field_whole();
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const params = { path: { id }, header: ifMatch(version) };
  const { error: problem } = await api.PUT('/api/network/schools/{id}/staff', { params, body: { staff: Number(plain(staff)), source } });
  if (problem) return refuse(problem, form, { more });
  redirect(303, `/network/schools/${id}/set-up?did=saved`);
}

/** When a step of a school's fiber is planned or was done. Six such forms stand on one page: a field's name says of which step it is. */
export async function keepMilestone(api: Api, id: string, form: FormData) {
  const typed = typedValues(form);
  const step = STEPS.find((one) => one === typed['step']) ?? 'survey';
  const more = { of: step as string };
  const errors = wrongIn(form, [`plannedOn-${step}`]);
  if (isWrong(errors)) return refuseFields(errors, form, more);
  const { error: problem } = await api.PUT('/api/network/schools/{id}/milestones/{step}', {
    params: { path: { id, step }, header: ifMatch(typed['version'] ?? '') },
    body: {
      plannedOn: typed[`plannedOn-${step}`] ?? '',
      doneOn: typed[`doneOn-${step}`] || null,
      projectId: typed[`projectId-${step}`] || null,
    },
  });
  const names = Object.fromEntries(['plannedOn', 'doneOn', 'projectId'].map((name) => [name, `${name}-${step}`]));
  if (problem) return refuse(problem, form, { more, names });
  redirect(303, `/network/schools/${id}/set-up?did=saved#${step}`);
}
