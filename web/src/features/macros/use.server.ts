import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { must } from '#lib/server/api.ts';
import { readChanges } from '#lib/server/changes.ts';
import { idempotent, ifMatch, keyOf, newKey, refuse } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import type { Change } from '#lib/words/fields.ts';
import { statusWords } from '#lib/words/crew-status.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where one came from: the order’s page, or the desk’s list as it was. */
const backFrom = (given: unknown, number: string) =>
  typeof given === 'string' && /^\/triage(\?[^\s\\]*)?$/.test(given) ? given : `/requests/${number}`;

/** What the macro of the address would do to the order. */
export async function readUse({ locals: { api }, params, url }: RequestEvent) {
  const [id, macroId] = [params['number'] ?? '', url.searchParams.get('macro') ?? ''];
  if (!UUID.test(macroId)) redirect(303, `/requests/${id}`);
  const path = { params: { path: { id } } };
  const order = must(await api.GET('/api/work-orders/{id}', path));
  const { data: preview, error: problem } = await api.POST('/api/work-orders/{id}/macro-previews', { ...path, body: { macroId } });
  if (problem) error(problem.status, { message: problem.title, code: problem.code, requestId: problem.requestId });
  const { refused } = preview;
  return {
    preview: { ...preview, refused: refused && { ...refused, why: problemWords({ code: refused.code, title: refused.why } as Problem) } },
    order: { number: order.number, title: order.title, requester: order.requester.name },
    back: backFrom(url.searchParams.get('back'), order.number),
    key: newKey(),
  };
}

/** Does it all; or nothing, and says why. */
export async function applyMacro({ locals: { api }, params, request }: RequestEvent) {
  const id = params['number'] ?? '';
  const form = await request.formData();
  const value = (name: string) => {
    const given = form.get(name);
    return typeof given === 'string' ? given.trim() : '';
  };
  const [reply, holdUntilOn] = [value('reply'), value('holdUntilOn')];
  const { error: problem } = await api.POST('/api/work-orders/{id}/macros', {
    params: { path: { id }, header: { ...ifMatch(value('version')), ...idempotent(keyOf(form)) } },
    body: {
      macroId: value('macroId'),
      macroVersion: Number(value('macroVersion')),
      ...(form.has('reply') ? { reply } : {}),
      ...(holdUntilOn ? { holdUntilOn } : {}),
    },
  });
  if (problem) {
    const meanwhile = await readChanges(api, id, problem, statusWords);
    const act = typeof problem['act'] === 'string' ? problem['act'] : undefined;
    return refuse(problem, form, { more: { act, changes: [] as Change[], isChanged: meanwhile !== undefined, ...meanwhile } });
  }
  const back = backFrom(value('back'), id);
  redirect(303, `${back}${back.includes('?') ? '&' : '?'}did=macro`);
}
