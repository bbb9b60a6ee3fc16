import type { RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent } from '#lib/server/forms.ts';
import { emptyOf, readSent, refuseCard, refuseHere, type Sent } from './act.server.ts';
import { backToDay, sendMove } from './move.server.ts';
import { fieldName } from './order.ts';

const DAY_MINUTES = 1_440;

/** The work is done: what was done, and in the same breath the minutes and the photos. */
export async function complete(event: RequestEvent) {
  const sent = await readSent(event, 'complete');
  const errors = { ...emptyOf(sent, { resolutionNote: m.problem_field_resolution() }), ...wrongReport(sent) };
  if (Object.keys(errors).length) return refuseHere(sent, errors);
  const { error: problem } = await sendMove(event, sent, 'completed', { resolutionNote: sent.value('resolutionNote') ?? '' });
  if (problem) return refuseCard(event, sent, problem, ['resolutionNote']);
  return (await report(event, sent)) ?? backToDay(sent);
}

/** Minutes and photos of work that is done already. */
export async function addReport(event: RequestEvent) {
  const sent = await readSent(event, 'report');
  const isEmpty = !sent.value('minutes') && !sent.uploads.length && !sent.problems.length;
  const errors = { ...wrongReport(sent), ...(isEmpty ? { minutes: m.day_report_missing() } : {}) };
  if (Object.keys(errors).length) return refuseHere(sent, errors);
  return (await report(event, sent)) ?? backToDay(sent);
}

function wrongReport(sent: Sent): Record<string, string> {
  const minutes = sent.value('minutes');
  const isWrong = minutes !== undefined && !(/^\d{1,4}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= DAY_MINUTES);
  return {
    ...(isWrong ? { minutes: m.day_minutes_wrong({ max: DAY_MINUTES }) } : {}),
    ...(sent.problems.length ? { photos: sent.problems.join(' ') } : {}),
  };
}

/**
 * The minutes and the photos, each once however often the form is sent. The order itself is done by now: what is refused here comes
 * back as the card's own small form, so that it is neither lost nor done twice.
 */
async function report(event: RequestEvent, sent: Sent) {
  const minutes = sent.value('minutes');
  const logged = minutes && (await logMinutes(event, sent, Number(minutes)));
  if (logged) return comeBack(event, sent, logged, { minutes });
  const shown = sent.uploads.length ? await sendPhotos(event, sent) : undefined;
  return shown && comeBack(event, sent, shown, {});
}

async function logMinutes({ locals }: RequestEvent, { number, key }: Sent, minutes: number): Promise<Problem | undefined> {
  const { error: problem } = await locals.api.POST('/api/work-orders/{id}/labour', {
    params: { path: { id: number }, header: idempotent(key) },
    body: { workedOn: today(), minutes },
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

function comeBack(event: RequestEvent, sent: Sent, problem: Problem, left: Record<string, string | undefined>) {
  const form = new URLSearchParams([['idempotencyKey', sent.key]]);
  for (const [field, value] of Object.entries(left)) if (value) form.set(fieldName(sent.number, 'report', field), value);
  return refuseCard(event, { ...sent, act: 'report', form }, problem, ['minutes']);
}
