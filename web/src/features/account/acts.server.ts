import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { isLocale } from '#lib/paraglide/runtime.js';
import { ifMatch, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { chooseLanguage } from '#lib/server/language.ts';
import { findPlaces } from './read.server.ts';

const done = (what: string) => redirect(303, `/account?did=${what}`);

/** Signs one of my devices out. */
export async function endSession({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { error: problem } = await locals.api.DELETE('/api/me/sessions/{id}', { params: { path: { id: typedValues(form)['sessionId'] ?? '' } } });
  if (problem) return refuse(problem, form);
  done('end');
}

/** A search in the form, without script: the same form again, with what was found. */
export async function lookForRooms({ locals, request }: RequestEvent) {
  const values = typedValues(await request.formData());
  return { values, errors: {} as Record<string, string>, places: await findPlaces(locals.api, locals.me!, values) };
}

export async function addRoom({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const errors = missing(form, { roomId: m.account_room_missing() });
  const more = { places: await findPlaces(locals.api, locals.me!, typedValues(form)) };
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { error: problem } = await locals.api.PUT('/api/me/rooms/{roomId}', { params: { path: { roomId: typedValues(form)['roomId'] ?? '' } } });
  if (problem) return refuse(problem, form, { more });
  done('add_room');
}

export async function removeRoom({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { error: problem } = await locals.api.DELETE('/api/me/rooms/{roomId}', { params: { path: { roomId: typedValues(form)['roomId'] ?? '' } } });
  if (problem) return refuse(problem, form);
  done('remove_room');
}

/** What one chooses for oneself counts whatever else one chose meanwhile, on another device: the newest choice stands. */
const asIAmNow = ({ me }: App.Locals) => ({ header: ifMatch(String(me!.version)) });

/** My language, here and on every other device. */
export async function setLanguage(event: RequestEvent) {
  const form = await event.request.formData();
  const { locale } = typedValues(form);
  if (!isLocale(locale)) return refuseFields(missing(form, { locale: undefined }), form);
  const problem = await chooseLanguage(event, locale);
  if (problem) return refuse(problem, form);
  done('language');
}

/** Whether notices come by e-mail too. */
export async function setMail({ locals, request }: RequestEvent) {
  const form = await request.formData();
  const { isMailed } = typedValues(form);
  if (isMailed !== 'yes' && isMailed !== 'no') return refuseFields(missing(form, { isMailed: undefined }), form);
  const { error: problem } = await locals.api.PATCH('/api/me', { params: asIAmNow(locals), body: { isMailed: isMailed === 'yes' } });
  if (problem) return refuse(problem, form);
  done('mail');
}
