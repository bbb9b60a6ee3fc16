import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { idempotent, ifMatch, keyOf, newKey } from '#lib/server/forms.ts';
import { act, withKeys } from './build.ts';
import { requestOf } from './definition.ts';
import { type Draft, readDraft } from './draft.ts';
import { titleOf } from './refusal.server.ts';
import { emptyIn, errorsOf } from './type-errors.server.ts';

/** A step of the form: `edit` it, or `look` at what saving would change. */
type Step = {
  step: 'edit' | 'look';
  draft: Draft;
  version: string;
  why: string;
  key: string;
  errors: Record<string, string>;
  title?: string | undefined;
  /** Of the draft against what is there now. */
  seen?: { before: Record<string, unknown> | null; after: Record<string, unknown>; openOrders: number | null } | undefined;
};

export const NEW = 'new';

const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};
const stepOf = (form: FormData, step: Step['step'], draft: Draft): Step => ({
  step,
  draft,
  version: textOf(form, 'version'),
  why: textOf(form, 'why'),
  key: keyOf(form),
  errors: {},
});

/** A button that adds, moves or takes away, and the way back from the look: the same form again. */
export async function buildType({ request }: RequestEvent): Promise<Step> {
  const form = await request.formData();
  return stepOf(form, 'edit', act(readDraft(form), textOf(form, 'do')));
}

/** What saving would change, judged as saving would be. */
export async function lookAtType(event: RequestEvent) {
  const form = await event.request.formData();
  const step = stepOf(form, 'look', withKeys(readDraft(form)));
  const errors = emptyIn(step.draft);
  return Object.keys(errors).length ? fail(422, { ...step, step: 'edit' as const, errors }) : look(event, step);
}

async function look({ locals, params }: RequestEvent, step: Step) {
  const id = params['id'] === NEW ? null : (params['id'] ?? null);
  const { data, error: problem } = await locals.api.POST('/api/set-up/request-type-previews', { body: { id, ...requestOf(step.draft) } });
  return problem ? refuse(problem, step) : { ...step, seen: data };
}

const refuse = (problem: Problem, step: Step) => {
  const errors = errorsOf(problem);
  const title = problem.code === 'request.invalid' || problem.code === 'set_up.form' ? undefined : titleOf(problem);
  // What failed on the other side may have been done all the same: only then the key stays.
  const key = problem.status >= 500 ? step.key : newKey();
  return fail(problem.status, { ...step, key, step: 'edit' as const, errors, ...(title && !Object.values(errors).includes(title) ? { title } : {}) });
};

/** Saves what was looked at. Where somebody was faster, the look comes again: against what they left. */
export async function saveType(event: RequestEvent) {
  const { locals, params } = event;
  const form = await event.request.formData();
  const step = stepOf(form, 'look', withKeys(readDraft(form)));
  const body = { ...requestOf(step.draft), ...(step.why.trim() ? { why: step.why.trim() } : {}) };
  const id = params['id'] ?? NEW;
  const { data, error: problem } =
    id === NEW
      ? await locals.api.POST('/api/set-up/request-types', { params: { header: idempotent(step.key) }, body })
      : await locals.api.PUT('/api/set-up/request-types/{id}', { params: { path: { id }, header: ifMatch(step.version) }, body });
  if (!problem) redirect(303, `/set-up/types/${data.id}?did=${id === NEW ? 'made' : 'saved'}`);
  if (problem.status !== 412) return refuse(problem, step);
  const { data: now } = await locals.api.GET('/api/set-up/request-types/{id}', { params: { path: { id } } });
  const again = await look(event, { ...step, version: String(now?.version ?? step.version) });
  return 'seen' in again ? fail(412, { ...again, title: titleOf(problem) }) : again;
}
