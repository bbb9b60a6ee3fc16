import { fail, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, missing, refuse } from '#lib/server/forms.ts';
import type { UploadedForm } from '#lib/server/upload.ts';
import { drawAgain } from './draw.server.ts';
import { answerName, answersOf, isAsked, type Kind } from './kind.ts';
import { chosenPlace, ELSEWHERE } from './place.ts';

type Drawn = Awaited<ReturnType<typeof drawAgain>>;

/** Sends the request to the API. A refusal, the form's own or the API's, comes with everything that was typed and uploaded. */
export async function sendRequest(event: RequestEvent, form: UploadedForm) {
  const drawn = await drawAgain(event, form);
  const valueOf = (name: string) => drawn.values[name]?.trim() ?? '';
  const errors: Record<string, string> = {
    ...emptyFields(form.fields, drawn.kind, valueOf),
    ...(form.problems.length ? { photos: form.problems.join(' ') } : {}),
  };
  if (Object.keys(errors).length || !drawn.kind) return { refused: fail(422, { ...drawn, notes: [], errors }) };

  const { data, error: problem } = await event.locals.api.POST('/api/work-orders', {
    params: { header: idempotent(drawn.idempotencyKey) },
    body: bodyOf(drawn, drawn.kind, valueOf),
  });
  if (!problem) {
    // Best effort: the request is in, whatever becomes of the room.
    if (valueOf('isMyRoom') === 'yes' && data.room)
      await event.locals.api.PUT('/api/me/rooms/{roomId}', { params: { path: { roomId: data.room.id } } });
    return { number: data.number };
  }
  const place: Record<string, string> = valueOf('place') === ELSEWHERE ? {} : { siteId: 'place', roomId: 'place' };
  return { refused: refuse(problem, form.fields, { names: { requestTypeId: 'title', attachmentIds: 'photos', ...place }, more: drawn }) };
}

// What the form itself can see, so that it is said in the reader's words and before anything is sent.
function emptyFields(fields: URLSearchParams, kind: Kind | undefined, valueOf: (name: string) => string): Record<string, string> {
  const answerOf = (key: string) => valueOf(answerName(key));
  const required = (kind?.questions ?? []).filter((question) => question.isRequired && isAsked(question, answerOf));
  const where: Record<string, string> = chosenPlace(valueOf).siteId
    ? {}
    : valueOf('place') === ELSEWHERE
      ? { siteId: m.ask_site_missing() }
      : { place: m.ask_place_missing() };
  return {
    ...missing(fields, { title: m.ask_title_missing() }),
    ...(kind ? undefined : { title: m.ask_kind_missing() }),
    ...missing(fields, Object.fromEntries(required.map(({ key, label }) => [answerName(key), m.ask_answer_missing({ question: label })]))),
    ...where,
  };
}

function bodyOf(drawn: Drawn, kind: Kind, valueOf: (name: string) => string) {
  const { siteId = '', roomId } = chosenPlace(valueOf);
  const placeNote = valueOf('placeNote');
  const requesterId = kind.isConfidential ? '' : valueOf('requesterId');
  return {
    requestTypeId: kind.id,
    // The box takes a few lines; a title is one.
    title: valueOf('title').replace(/\s+/g, ' '),
    description: valueOf('description'),
    answers: answersOf(kind.questions, (key) => valueOf(answerName(key))),
    siteId,
    ...(roomId ? { roomId } : {}),
    ...(placeNote ? { placeNote } : {}),
    ...(requesterId ? { requesterId } : {}),
    attachmentIds: drawn.uploads.map(({ id }) => id),
  };
}
