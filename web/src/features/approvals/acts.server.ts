import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch, keyOf, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

/** What a form of approval says: what is decided, and the words with it. */
export function decisionIn(form: FormData) {
  const { decision, words = '' } = typedValues(form);
  return { decision: decision === 'decline' ? ('decline' as const) : ('approve' as const), words: words.trim() };
}

/** Approves or declines, on the version that was seen. */
export async function decide({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const id = params['id'] ?? '';
  const body = decisionIn(form);
  if (body.decision === 'decline' && body.words === '') return refuseFields({ words: m.approvals_say_why() }, form);
  const header = { ...idempotent(keyOf(form)), ...ifMatch(typedValues(form)['version'] ?? '') };
  const { error: problem } = await locals.api.POST('/api/approvals/{id}/decisions', { params: { path: { id }, header }, body });
  if (problem) return refuse(problem, form);
  redirect(303, `/approvals?did=${body.decision}`);
}
