import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent } from '#lib/server/forms.ts';
import { readSent, refuseCard, refuseHere, type Sent } from './act.server.ts';
import { errorsIn } from './errors.ts';
import { backToDay, sendMove } from './move.server.ts';
import { fieldName } from './order.ts';

/** The work is done: what was done, and in the same breath the minutes and the photos. */
export async function complete(event: RequestEvent) {
  const sent = await readSent(event, 'complete');
  const errors = wrongIn(sent);
  if (Object.keys(errors).length) return refuseHere(sent, errors);
  const { error: problem } = await sendMove(event, sent, 'completed', { resolutionNote: sent.value('resolutionNote') ?? '' });
  if (problem) return refuseCard(event, sent, problem, ['resolutionNote']);
  return (await report(event, sent, true)) ?? backToDay(sent);
}

/** A note, minutes and photos, of work under way or done. */
export async function addReport(event: RequestEvent) {
  const sent = await readSent(event, 'report');
  const errors = wrongIn(sent);
  if (Object.keys(errors).length) return refuseHere(sent, errors);
  return (await report(event, sent, false)) ?? backToDay(sent);
}

const wrongIn = (sent: Sent): Record<string, string> => ({
  ...errorsIn(sent.act, sent.value, { photos: sent.uploads.length + sent.problems.length, today: today() }),
  ...(sent.problems.length ? { photos: sent.problems.join(' ') } : {}),
});

/**
 * The note, the minutes and the photos, each once however often the form is sent. A step of the order is done by now: what is refused here
 * comes back as the card's own small form, so that it is neither lost nor done twice.
 */
async function report(event: RequestEvent, sent: Sent, isWorkDone: boolean) {
  const comeBack = comeBackAs(event, sent, isWorkDone);
  const [note, minutes] = [sent.act === 'report' ? sent.value('note') : undefined, sent.value('minutes')];
  const written = note && (await sendNote(event, sent, note));
  if (written) return comeBack(written, { note, minutes });
  const logged = minutes && (await logMinutes(event, sent, Number(minutes)));
  if (logged) return comeBack(logged, { minutes });
  const shown = sent.uploads.length ? await sendPhotos(event, sent) : undefined;
  return shown && comeBack(shown, {});
}

async function logMinutes({ locals }: RequestEvent, { number, key }: Sent, minutes: number): Promise<Problem | undefined> {
  const { error: problem } = await locals.api.POST('/api/work-orders/{id}/labour', {
    params: { path: { id: number }, header: idempotent(key) },
    body: { workedOn: today(), minutes },
  });
  return problem;
}

async function sendNote({ locals }: RequestEvent, { number, key }: Sent, body: string): Promise<Problem | undefined> {
  const { error: problem } = await locals.api.POST('/api/work-orders/{id}/comments', {
    params: { path: { id: number }, header: idempotent(`${key}-note`) },
    body: { body, isInternal: true, attachmentIds: [] },
  });
  return problem;
}

async function sendPhotos({ locals }: RequestEvent, { number, key, uploads }: Sent): Promise<Problem | undefined> {
  const { error: problem } = await locals.api.POST('/api/work-orders/{id}/comments', {
    params: { path: { id: number }, header: idempotent(key) },
    body: { body: m.day_photos_comment(), isInternal: false, attachmentIds: uploads.map(({ id }) => id) },
  });
  return problem;
}

const comeBackAs = (event: RequestEvent, sent: Sent, isWorkDone: boolean) => async (problem: Problem, left: Record<string, string | undefined>) => {
  const form = new URLSearchParams([['idempotencyKey', sent.key]]);
  for (const [field, value] of Object.entries(left)) if (value) form.set(fieldName(sent.number, 'report', field), value);
  const refused = await refuseCard(event, { ...sent, act: 'report', form }, problem, ['note', 'minutes']);
  return fail(refused.status, { ...refused.data, isWorkDone });
};
