import { fail, redirect } from '@sveltejs/kit';
import type { Api } from '#lib/server/api.ts';
import { labelCode } from '#lib/label-code.ts';
import { idempotent, ifMatch, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import type { Move, Status } from './words.ts';

/** Moves a device as its page was asked to. */
export async function moveDevice(api: Api, id: string, form: FormData) {
  const errors = missing(form, { kind: undefined });
  const more = { of: 'move' };
  if (Object.keys(errors).length) return refuseFields(errors, form, more);
  const { kind = '', version = '', bench, dueOn, reason, isLossCharged } = typedValues(form);
  const gone = kind === 'lose' || kind === 'steal';
  const { error: problem } = await api.POST('/api/devices/{id}/moves', {
    params: { path: { id }, header: { ...ifMatch(version), ...idempotent(keyOf(form)) } },
    body: {
      kind: kind as Exclude<Move, 'change' | 'report' | 'harvest'>,
      ...(kind === 'repair' && bench ? { to: bench as Status } : {}),
      ...(kind === 'extend' && dueOn ? { dueOn } : {}),
      ...(reason ? { reason } : {}),
      isCharged: gone && isLossCharged === 'yes',
    },
  });
  if (problem) return refuse(problem, form, { more, names: { to: 'bench', isCharged: 'isLossCharged' } });
  redirect(303, `/devices/${id}?did=moved`);
}

/** One scan at the counter, with the one before it where that waits. */
export async function scan(api: Api, form: FormData) {
  const { code: read = '', first = '', problem: wrong = '' } = typedValues(form);
  const code = labelCode(read);
  if (code === '') return { first, act: null };
  const scans = [first, code].filter(Boolean);
  const { data, error: problem } = await api.POST('/api/device-counter', {
    params: { header: idempotent(keyOf(form)) },
    body: { scans, ...(wrong ? { problem: wrong } : {}) },
  });
  // What was scanned before still waits, unless it was itself the trouble.
  if (problem)
    return fail(problem.status, {
      first: problem.errors?.some(({ pointer }) => pointer === '/scans/0') ? '' : first,
      act: null,
      title: problemWords(problem),
    });
  return { first: data.isDone ? '' : code, act: data };
}

/** Takes back what was done last. */
export async function undo(api: Api, form: FormData) {
  const { actId = '' } = typedValues(form);
  const { data, error: problem } = await api.POST('/api/device-counter/{actId}/undoings', {
    params: { path: { actId }, header: idempotent(keyOf(form)) },
  });
  if (problem) return fail(problem.status, { first: '', act: null, title: problemWords(problem) });
  return { first: '', act: data };
}

/** Reports from its label that a device does not work. */
export async function report(api: Api, tag: string, form: FormData) {
  const errors = missing(form, { problem: undefined });
  if (Object.keys(errors).length) return refuseFields(errors, form);
  const { data, error: problem } = await api.POST('/api/device-labels/{tag}/reports', {
    params: { path: { tag }, header: idempotent(keyOf(form)) },
    body: { problem: typedValues(form)['problem'] ?? '' },
  });
  if (problem) return refuse(problem, form);
  redirect(303, `/d/${encodeURIComponent(tag)}?order=${data.orderNumber ?? ''}`);
}
