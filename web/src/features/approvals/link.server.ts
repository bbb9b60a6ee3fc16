import { fail, type RequestEvent } from '@sveltejs/kit';
import type { paths } from '#lib/api/schema.gen.ts';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { refuseFields } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { decisionIn } from './acts.server.ts';

/** Links of orders' steps, and of capital money. */
type Links = '/api/approval-links/{secret}' | '/api/capital-approval-links/{secret}';

/** Why the link does not work: a plain page says so, it is no failure of ours. */
const reasonOf = (problem: Problem) => (problem.status === 400 ? m.problem_link_unknown() : problemWords(problem));

/** What the link is about, or why it does not work. Only looked at: mail scanners open links. */
const reading = <Address extends Links>(address: Address) =>
  async function read({ locals, params, setHeaders }: Pick<RequestEvent, 'locals' | 'params' | 'setHeaders'>) {
    setHeaders({ 'cache-control': 'no-store' });
    const { data, error: problem } = await locals.api.GET(address, { params: { path: { secret: params['secret'] ?? '' } } });
    return { asked: data as Asked<Address> | undefined, reason: problem ? reasonOf(problem) : undefined };
  };

const NONE: Record<string, string> = {};

/** Decides by the link, once. */
const deciding = <Address extends Links>(address: Address) =>
  async function decide({ locals, params, request }: RequestEvent) {
    const form = await request.formData();
    const body = decisionIn(form);
    if (body.decision === 'decline' && body.words === '')
      return refuseFields({ words: m.approvals_say_why() }, form, { done: undefined, refusal: undefined });
    const path = { secret: params['secret'] ?? '' };
    const { data, error: problem } = await locals.api.POST(`${address}/decisions`, { params: { path }, body });
    if (problem)
      return fail(problem.status, {
        values: NONE,
        errors: NONE,
        refusal: reasonOf(problem),
        done: undefined,
      });
    return { values: NONE, errors: NONE, refusal: undefined, done: data as Done<Address> };
  };

type Get<Address extends keyof paths> = paths[Address] extends { get: { responses: { 200: { content: { 'application/json': infer Body } } } } }
  ? Body
  : never;
type Asked<Address extends Links> = Get<Address>;
type Done<Address extends Links> = paths[`${Address}/decisions`] extends {
  post: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export const readLink = reading('/api/approval-links/{secret}');
export const decideByLink = deciding('/api/approval-links/{secret}');
export const readCapitalLink = reading('/api/capital-approval-links/{secret}');
export const decideByCapitalLink = deciding('/api/capital-approval-links/{secret}');
