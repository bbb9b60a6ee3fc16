import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch, keyOf, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

/** What a form of approval says: what is decided, and the words with it. */
export function decisionIn(form: FormData) {
  const { decision, words = '' } = typedValues(form);
  return { decision: decision === 'decline' ? ('decline' as const) : ('approve' as const), words: words.trim() };
}

/** Approves or declines, on the version that was seen: an order's step, or one of capital money. */
const decideAt = (address: '/api/approvals/{id}/decisions' | '/api/capital-approvals/{id}/decisions') =>
  async function decide({ locals, params, request }: RequestEvent) {
    const form = await request.formData();
    const id = params['id'] ?? '';
    const body = decisionIn(form);
    if (body.decision === 'decline' && body.words === '') return refuseFields({ words: m.approvals_say_why() }, form);
    const header = { ...idempotent(keyOf(form)), ...ifMatch(typedValues(form)['version'] ?? '') };
    const { error: problem } = await locals.api.POST(address, { params: { path: { id }, header }, body });
    if (problem) return refuse(problem, form);
    redirect(303, `/approvals?did=${body.decision}`);
  };

export const decide = decideAt('/api/approvals/{id}/decisions');
export const decideCapital = decideAt('/api/capital-approvals/{id}/decisions');
