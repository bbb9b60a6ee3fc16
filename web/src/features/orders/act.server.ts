import { fail, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import { readChanges } from '#lib/server/changes.ts';
import { keyOf, missing, refuse, refuseFields } from '#lib/server/forms.ts';
import { keptUploads, readForm } from '#lib/server/upload.ts';
import { statusWords } from '#lib/words/requester-status.ts';
import type { ActRefused } from './acts.ts';

export type Act = Awaited<ReturnType<typeof readAct>>;

/** One of the page's forms as it was sent. `value` reads a field by its name in the contract; empty is undefined. */
export async function readAct(event: RequestEvent) {
  const { fields: form, uploads, problems } = await readForm(event);
  const named = form.get('panel') ?? '';
  const panel = /^[\w-]{1,80}$/.test(named) ? named : 'form';
  return {
    form,
    panel,
    id: event.params['number'] ?? form.get('number') ?? '',
    key: keyOf(form),
    version: form.get('version') ?? '',
    problems,
    uploads: [...keptUploads(form), ...uploads.map(({ id, fileName }) => ({ id, fileName }))],
    value: (name: string) => form.get(`${panel}.${name}`)?.trim() || undefined,
  };
}

const bare = (act: Act) => ({ panel: act.panel, notes: [] as string[], changes: [] as ActRefused['changes'], uploads: act.uploads });

/** What the form itself can see: nothing is sent to the API. */
export const refuseFor = (act: Act, errors: Record<string, string>) => refuseFields(named(act, errors), act.form, bare(act));

/** "Say what was done." for each of these that is empty; undefined when none is. */
export function refuseEmpty(act: Act, required: Record<string, string>) {
  const errors = missing(act.form, named(act, required));
  return Object.keys(errors).length ? refuseFields(errors, act.form, bare(act)) : undefined;
}

const named = (act: Act, words: Record<string, string>) =>
  Object.fromEntries(Object.entries(words).map(([name, text]) => [`${act.panel}.${name}`, text]));

/**
 * The API's refusal as this form shows it: errors beside its fields, the rest as notes.
 * When somebody was faster, what they changed is read again and named.
 */
export async function refuseAct(event: RequestEvent, act: Act, problem: Problem, fields: readonly string[] = []) {
  const { status, data } = refuse(problem, act.form, { names: Object.fromEntries(fields.map((field) => [field, `${act.panel}.${field}`])) });
  const mine = Object.entries(data.errors).filter(([name]) => name.startsWith(`${act.panel}.`));
  const others = Object.entries(data.errors).filter(([name]) => !name.startsWith(`${act.panel}.`));
  const meanwhile = await readChanges(event.locals.api, act.id, problem, statusWords);
  return fail(status, {
    ...data,
    ...bare(act),
    errors: Object.fromEntries(mine),
    notes: meanwhile ? [] : [...new Set(others.map(([, text]) => text))].filter((text) => text !== data.title),
    ...meanwhile,
  } satisfies ActRefused);
}
