import { fail, type RequestEvent } from '@sveltejs/kit';
import { idempotent, refuse } from '#lib/server/forms.ts';
import type { UploadedForm } from '#lib/server/upload.ts';
import { drawAgain } from './draw.server.ts';
import type { Kind } from './kind.ts';
import { ELSEWHERE } from './place.ts';
import { emptyIn, requestOf } from './request.ts';

type Drawn = Awaited<ReturnType<typeof drawAgain>>;

/** Sends the request to the API. A refusal, the form's own or the API's, comes with everything that was typed and uploaded. */
export async function sendRequest(event: RequestEvent, form: UploadedForm) {
  const drawn = await drawAgain(event, form);
  const valueOf = (name: string) => drawn.values[name]?.trim() ?? '';
  const errors: Record<string, string> = {
    ...emptyIn(drawn.kind, valueOf),
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

function bodyOf(drawn: Drawn, kind: Kind, valueOf: (name: string) => string) {
  const requesterId = kind.isConfidential ? '' : valueOf('requesterId');
  return { ...requestOf(kind, valueOf), ...(requesterId ? { requesterId } : {}), attachmentIds: drawn.uploads.map(({ id }) => id) };
}
