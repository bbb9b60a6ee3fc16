import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { refuseFields } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { decisionIn } from './acts.server.ts';

type Path = { params: { path: { secret: string } } };
type Decision = { decision: 'approve' | 'decline'; words: string };
type Answer<Body> = Promise<{ data?: Body; error?: Problem }>;

/** Why the link does not work: a plain page says so, it is no failure of ours. */
const reasonOf = (problem: Problem) => (problem.status === 400 ? m.problem_link_unknown() : problemWords(problem));
const pathOf = (params: RequestEvent['params']): Path => ({ params: { path: { secret: params['secret'] ?? '' } } });

/** What the link is about, or why it does not work. Only looked at: mail scanners open links. */
const reading = <Asked>(ask: (api: Api, path: Path) => Answer<Asked>) =>
  async function read({ locals, params, setHeaders }: Pick<RequestEvent, 'locals' | 'params' | 'setHeaders'>) {
    setHeaders({ 'cache-control': 'no-store' });
    const { data, error: problem } = await ask(locals.api, pathOf(params));
    return { asked: data, reason: problem ? reasonOf(problem) : undefined };
  };

const NONE: Record<string, string> = {};

/** Decides by the link, once. */
const deciding = <Done>(send: (api: Api, path: Path, body: Decision) => Answer<Done>) =>
  async function decide({ locals, params, request }: RequestEvent) {
    const form = await request.formData();
    const body = decisionIn(form);
    if (body.decision === 'decline' && body.words === '')
      return refuseFields({ words: m.approvals_say_why() }, form, { done: undefined, refusal: undefined });
    const { data, error: problem } = await send(locals.api, pathOf(params), body);
    if (problem) return fail(problem.status, { values: NONE, errors: NONE, refusal: reasonOf(problem), done: undefined });
    return { values: NONE, errors: NONE, refusal: undefined, done: data };
  };

/** Links of orders' steps. */
export const readLink = reading((api, path) => api.GET('/api/approval-links/{secret}', path));
export const decideByLink = deciding((api, path, body) => api.POST('/api/approval-links/{secret}/decisions', { ...path, body }));
/** Links of capital money. */
export const readCapitalLink = reading((api, path) => api.GET('/api/capital-approval-links/{secret}', path));
export const decideByCapitalLink = deciding((api, path, body) => api.POST('/api/capital-approval-links/{secret}/decisions', { ...path, body }));
