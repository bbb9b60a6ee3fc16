import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { components, paths } from '#lib/api/schema.gen.ts';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { idempotent, ifMatch, keyOf, newKey } from '#lib/server/forms.ts';
import { type CalendarDraft, type ClosureDraft, closureOf, contentAfter, readCalendarDraft, readClosure, textIn, unreadable } from './draft.ts';
import { errorsOf, sayProblem } from './refusal.server.ts';

export type Preview = components['schemas']['CalendarPreview'];
type Change = paths['/api/calendar-previews']['post']['requestBody']['content']['application/json'];

/** A form and its review: what was typed, what is wrong with it, or what saving would do. */
export type Step<Draft> = {
  step: 'edit' | 'look';
  draft: Draft;
  why: string;
  key: string;
  version: string;
  errors: Record<string, string>;
  title?: string | undefined;
  preview?: Preview | undefined;
};

const begun = <Draft>(form: FormData, draft: Draft): Step<Draft> => ({
  step: 'edit',
  draft,
  why: textIn(form, 'why'),
  key: keyOf(form),
  version: textIn(form, 'version'),
  errors: {},
});

export function refuse<Draft>(problem: Problem, step: Step<Draft>) {
  const errors = errorsOf(problem);
  const title = problem.code === 'request.invalid' || problem.code === 'calendar.content' ? undefined : sayProblem(problem);
  const key = problem.status >= 500 ? step.key : newKey();
  const isSaid = title !== undefined && Object.values(errors).includes(title);
  return fail(problem.status, { ...step, step: 'edit' as const, key, errors, ...(title && !isSaid ? { title } : {}) });
}

async function look<Draft>({ locals }: RequestEvent, step: Step<Draft>, body: Change) {
  const { data, error: problem } = await locals.api.POST('/api/calendar-previews', { body });
  return problem ? refuse(problem, step) : { ...step, step: 'look' as const, preview: data };
}

const needsWhy = (why: string): Record<string, string> => (why ? {} : { why: m.problem_field_reason() });
const afterSaving = (revision: number) => redirect(303, `/set-up/calendars?revision=${revision}`);

/** The form of a snow day again: the way back from its review. */
export async function editClosure({ request }: RequestEvent): Promise<Step<ClosureDraft>> {
  const form = await request.formData();
  return begun(form, readClosure(form));
}

export async function lookAtClosure(event: RequestEvent) {
  const form = await event.request.formData();
  const step = begun(form, readClosure(form));
  const closure = closureOf(step.draft);
  const errors = {
    ...(closure.days.length ? {} : { days: m.calendars_problem_day() }),
    ...(closure.effect !== 'closed' && closure.time === null ? { time: m.calendars_problem_time() } : {}),
    ...(closure.calendars.length ? {} : { calendars: m.calendars_problem_calendar() }),
    ...needsWhy(step.why),
  };
  if (Object.keys(errors).length) return fail(422, { ...step, errors });
  return look(event, step, { kind: 'closure', ...closure });
}

export async function saveClosure(event: RequestEvent) {
  const form = await event.request.formData();
  const step = begun(form, readClosure(form));
  const { data, error: problem } = await event.locals.api.POST('/api/calendar-closures', {
    params: { header: idempotent(step.key) },
    body: { ...closureOf(step.draft), why: step.why },
  });
  return problem ? refuse(problem, step) : afterSaving(data.revision);
}

const codeIn = ({ params }: RequestEvent) => params['code']!;
const findCalendar = ({ locals }: RequestEvent, code: string) => locals.api.GET('/api/calendars/{code}', { params: { path: { code } } });

export async function editCalendar({ request }: RequestEvent): Promise<Step<CalendarDraft>> {
  const form = await request.formData();
  return begun(form, readCalendarDraft(form));
}

async function read(event: RequestEvent) {
  const form = await event.request.formData();
  const step = begun(form, readCalendarDraft(form));
  const code = codeIn(event);
  const { data: now, error: problem } = await findCalendar(event, code);
  if (problem) return { refusal: refuse(problem, step) };
  const errors = {
    ...Object.fromEntries(unreadable(step.draft).map((name) => [name, m.calendars_problem_hours()])),
    ...(step.draft.addDay && !step.draft.addWhy ? { addWhy: m.problem_field_reason() } : {}),
    ...needsWhy(step.why),
  };
  if (Object.keys(errors).length) return { refusal: fail(422, { ...step, errors }) };
  return { step, code, content: contentAfter(now, step.draft) };
}

export async function lookAtCalendar(event: RequestEvent) {
  const { refusal, step, code, content } = await read(event);
  if (refusal) return refusal;
  return look(event, step, { kind: 'content', code, ...content });
}

/** Where somebody was faster, the form comes again with what they left. */
export async function saveCalendar(event: RequestEvent) {
  const { refusal, step, code, content } = await read(event);
  if (refusal) return refusal;
  const { data, error: problem } = await event.locals.api.PUT('/api/calendars/{code}', {
    params: { path: { code }, header: ifMatch(step.version) },
    body: { ...content, why: step.why },
  });
  if (!problem) redirect(303, `/set-up/calendars/${code}?revision=${data.revision}`);
  if (problem.status !== 412) return refuse(problem, step);
  const { data: now } = await findCalendar(event, code);
  return refuse(problem, { ...step, version: String(now?.version ?? step.version) });
}
