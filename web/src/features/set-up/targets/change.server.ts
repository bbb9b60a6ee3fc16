import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { components } from '#lib/api/schema.gen.ts';
import type { Problem } from '#lib/api/types.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldWords } from '#lib/server/problem-words.ts';
import { ifMatch } from '#lib/server/forms.ts';
import { titleOf } from '../refusal.server.ts';

/** What was typed into one priority's targets. */
export type TargetDraft = {
  priority: string;
  calendar: string;
  responseAmount: string;
  responseUnit: string;
  resolutionAmount: string;
  resolutionUnit: string;
};
type Step = {
  step: 'edit' | 'look';
  draft: TargetDraft;
  why: string;
  version: string;
  errors: Record<string, string>;
  title?: string | undefined;
  preview?: components['schemas']['TargetPreview'] | undefined;
};

async function read({ request }: RequestEvent): Promise<Step> {
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const draft = {
    priority: text('priority'),
    calendar: text('calendar'),
    responseAmount: text('responseAmount'),
    responseUnit: text('responseUnit'),
    resolutionAmount: text('resolutionAmount'),
    resolutionUnit: text('resolutionUnit'),
  };
  return { step: 'edit', draft, why: text('why'), version: text('version'), errors: {} };
}

const amount = (typed: string) => (typed === '' ? null : Number(typed));
const bodyOf = ({ calendar, responseAmount, responseUnit, resolutionAmount, resolutionUnit }: TargetDraft) => ({
  calendar: calendar as 'service',
  responseAmount: amount(responseAmount),
  responseUnit: responseUnit as 'hours',
  resolutionAmount: resolutionUnit === 'planned_date' ? null : amount(resolutionAmount),
  resolutionUnit: resolutionUnit as 'hours',
});

function refuse(problem: Problem, step: Step) {
  const errors: Record<string, string> = {};
  for (const { pointer, detail } of problem.errors ?? [])
    errors[pointer.slice(1)] ??= detail.startsWith('Give a number') ? m.set_up_problem_number() : fieldWords(problem, detail);
  return fail(problem.status, { ...step, errors, ...(problem.code === 'request.invalid' ? {} : { title: titleOf(problem) }) });
}

export const editTarget = (event: RequestEvent) => read(event);

/** When an order asked now would be due. */
export async function lookAtTarget(event: RequestEvent) {
  const step = await read(event);
  if (!step.why) return fail(422, { ...step, errors: { why: m.problem_field_reason() } });
  const { data, error: problem } = await event.locals.api.POST('/api/target-previews', {
    body: { priority: step.draft.priority as 'P1', ...bodyOf(step.draft) },
  });
  return problem ? refuse(problem, step) : { ...step, step: 'look' as const, preview: data };
}

export async function saveTarget(event: RequestEvent) {
  const step = await read(event);
  const { error: problem } = await event.locals.api.PUT('/api/targets/{priority}', {
    params: { path: { priority: step.draft.priority as 'P1' }, header: ifMatch(step.version) },
    body: { ...bodyOf(step.draft), why: step.why },
  });
  if (problem) return refuse(problem, step);
  redirect(303, '/set-up/targets?did=saved');
}
