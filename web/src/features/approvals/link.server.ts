import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuseFields } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { decisionIn } from './acts.server.ts';

/** Why the link does not work: a plain page says so, it is no failure of ours. */
const reasonOf = (problem: Problem) => (problem.status === 400 ? m.problem_link_unknown() : problemWords(problem));

/** What the link is about, or why it does not work. Only looked at: mail scanners open links. */
export async function readLink({ locals, params, setHeaders }: Pick<RequestEvent, 'locals' | 'params' | 'setHeaders'>) {
  setHeaders({ 'cache-control': 'no-store' });
  const { data, error: problem } = await locals.api.GET('/api/approval-links/{secret}', { params: { path: { secret: params['secret'] ?? '' } } });
  return { asked: data, reason: problem ? reasonOf(problem) : undefined };
}

const NONE: Record<string, string> = {};

/** Decides by the link, once. */
export async function decideByLink({ locals, params, request }: RequestEvent) {
  const form = await request.formData();
  const body = decisionIn(form);
  if (body.decision === 'decline' && body.words === '')
    return refuseFields({ words: m.approvals_say_why() }, form, { done: undefined, refusal: undefined });
  const path = { secret: params['secret'] ?? '' };
  const { data, error: problem } = await locals.api.POST('/api/approval-links/{secret}/decisions', { params: { path }, body });
  if (problem)
    return fail(problem.status, {
      values: NONE,
      errors: NONE,
      refusal: reasonOf(problem),
      done: undefined,
    });
  return { values: NONE, errors: NONE, refusal: undefined, done: data };
}
