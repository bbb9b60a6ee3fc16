import { redirect } from '@sveltejs/kit';
import { today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

const back = (programme: string, did: string) => redirect(303, `/capital/packet?${new URLSearchParams({ programme, did })}`);

/** Opens the PDF as it is asked for, or says beside the field what is wrong. */
export function openPacket(form: FormData) {
  const { programmeId = '', asOf = '', since = '', paperLanguage: language = 'en' } = typedValues(form);
  const last = asOf || today();
  const errors: Record<string, string> = {};
  if (last > today()) errors['asOf'] = m.packet_day_to_come();
  else if (since > last) errors['since'] = m.packet_days_turned();
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { form: 'open' });
  const query = new URLSearchParams({ language, ...(asOf && asOf !== today() ? { asOf } : {}), ...(since ? { since } : {}) });
  redirect(303, `/api/programmes/${encodeURIComponent(programmeId)}/packet.pdf?${query}`);
}

/** When, at which hour and in which language: as the form has it. */
function wishIn({ rhythm = '', hour = '', language = '' }: Record<string, string>) {
  const [every, day] = rhythm.split('-');
  return { every: every as 'month', day: Number(day), hour: Number(hour), language: language as 'en' };
}
/** `personId` of the contract is the form's own field; the others are said together by its choices. */
const NAMES = { names: { day: 'rhythm', every: 'rhythm' } };

/** Has the packet sent to somebody. */
export async function subscribe(api: Api, form: FormData) {
  const typed = typedValues(form);
  const errors = missing(form, { personId: undefined, rhythm: undefined, hour: undefined, language: undefined });
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, { form: 'subscribe' });
  const { programmeId = '', personId = '', programme = '' } = typed;
  const body = { programmeId, personId, ...wishIn(typed) };
  const { error: problem } = await api.POST('/api/packet-subscriptions', { params: { header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { ...NAMES, more: { form: 'subscribe' } });
  return back(programme, 'subscribed');
}

/** Changes when it goes out. */
export async function change(api: Api, form: FormData) {
  const typed = typedValues(form);
  const { id = '', version = '', programme = '' } = typed;
  const header = { ...idempotent(keyOf(form)), ...ifMatch(version) };
  const { error: problem } = await api.PUT('/api/packet-subscriptions/{id}', { params: { path: { id }, header }, body: wishIn(typed) });
  if (problem) return refuse(problem, form, { ...NAMES, more: { form: id } });
  return back(programme, 'changed');
}

/** Ends it. */
export async function end(api: Api, form: FormData) {
  const { id = '', version = '', programme = '' } = typedValues(form);
  const header = { ...idempotent(keyOf(form)), ...ifMatch(version) };
  const { error: problem } = await api.POST('/api/packet-subscriptions/{id}/endings', { params: { path: { id }, header } });
  if (problem) return refuse(problem, form, { more: { form: id } });
  return back(programme, 'ended');
}

/** Sends one at once. */
export async function sendNow(api: Api, form: FormData) {
  const { id = '', programme = '' } = typedValues(form);
  const { error: problem } = await api.POST('/api/packet-subscriptions/{id}/sendings', { params: { path: { id }, header: idempotent(keyOf(form)) } });
  if (problem) return refuse(problem, form, { more: { form: id } });
  return back(programme, 'sent');
}
