import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch, keyOf, newKey } from '#lib/server/forms.ts';
import { findPeople } from '#lib/server/find.ts';
import type { Option } from '#lib/option.ts';
import { type PolicyDraft, policyRequestOf, readPolicyDraft } from './approval-draft.ts';
import { titleOf, wordsByPointer } from './refusal.server.ts';

type Step = {
  step: 'edit' | 'look';
  draft: PolicyDraft;
  version: string;
  why: string;
  key: string;
  errors: Record<string, string>;
  title?: string | undefined;
  /** What a search without script found, by step. */
  found?: { step: number; query: string; items: Option[] } | undefined;
  seen?: { before: Record<string, unknown> | null; after: Record<string, unknown>; orders: number; days: number } | undefined;
};

export const NEW_POLICY = 'new';
const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};
const stepOf = (form: FormData, step: Step['step']): Step => ({
  step,
  draft: readPolicyDraft(form),
  version: textOf(form, 'version'),
  why: textOf(form, 'why'),
  key: keyOf(form),
  errors: {},
});

/** The way back from the look, and a search for a person without script: the same form again. */
export async function editPolicy({ locals, request, url }: RequestEvent): Promise<Step> {
  const form = await request.formData();
  const step = Number(url.searchParams.get('step') ?? Number.NaN);
  const query = Number.isInteger(step) ? textOf(form, `personQuery${step}`) : '';
  return { ...stepOf(form, 'edit'), found: query ? { step, query, items: await findPeople(locals.api, query) } : undefined };
}

/** What the form itself can see. */
function emptyIn({ name, where, condition, threshold, steps }: PolicyDraft): Record<string, string> {
  return {
    ...(name ? {} : { name: m.problem_field_required() }),
    ...(where ? {} : { where: m.problem_field_required() }),
    ...(condition === 'amount' && !/^\d{1,9}(\.\d{1,2})?$/.test(threshold) ? { threshold: m.set_up_approval_threshold_wrong() } : {}),
    ...(steps.some(({ roles, personIds }) => roles.length + personIds.length > 0) ? {} : { roles0: m.set_up_approval_nobody() }),
  };
}

const fieldOf = (pointer: string) => {
  const [, first = '', second = ''] = pointer.split('/');
  if (first === 'steps') return `roles${second || 0}`;
  return { requestTypeId: 'where', serviceCode: 'where', amountKey: 'amount' }[first] ?? first;
};

function refuse(problem: Problem, step: Step) {
  const errors = Object.fromEntries(wordsByPointer(problem).map(([pointer, words]) => [fieldOf(pointer), words]));
  const title = problem.code === 'request.invalid' ? undefined : titleOf(problem);
  const key = problem.status >= 500 ? step.key : newKey();
  return fail(problem.status, { ...step, key, step: 'edit' as const, errors, ...(title && !Object.values(errors).includes(title) ? { title } : {}) });
}

async function look({ locals, params }: RequestEvent, step: Step) {
  const id = params['id'] === NEW_POLICY ? null : (params['id'] ?? null);
  const { data, error: problem } = await locals.api.POST('/api/set-up/approval-policy-previews', { body: { id, ...policyRequestOf(step.draft) } });
  return problem ? refuse(problem, step) : { ...step, seen: data };
}

/** What saving would change, and how many orders would have waited. */
export async function lookAtPolicy(event: RequestEvent) {
  const step = stepOf(await event.request.formData(), 'look');
  const errors = emptyIn(step.draft);
  return Object.keys(errors).length ? fail(422, { ...step, step: 'edit' as const, errors }) : look(event, step);
}

/** Saves what was looked at. Where somebody was faster, the look comes again: against what they left. */
export async function savePolicy(event: RequestEvent) {
  const { locals, params } = event;
  const step = stepOf(await event.request.formData(), 'look');
  const body = { ...policyRequestOf(step.draft), ...(step.why ? { why: step.why } : {}) };
  const id = params['id'] ?? NEW_POLICY;
  const { data, error: problem } =
    id === NEW_POLICY
      ? await locals.api.POST('/api/set-up/approval-policies', { params: { header: idempotent(step.key) }, body })
      : await locals.api.PUT('/api/set-up/approval-policies/{id}', { params: { path: { id }, header: ifMatch(step.version) }, body });
  if (!problem) redirect(303, `/set-up/approvals/${data.id}?did=saved`);
  if (problem.status !== 412) return refuse(problem, step);
  const { data: now } = await locals.api.GET('/api/set-up/approval-policies/{id}', { params: { path: { id } } });
  const again = await look(event, { ...step, version: String(now?.version ?? step.version) });
  return 'seen' in again ? fail(412, { ...again, title: titleOf(problem) }) : again;
}
