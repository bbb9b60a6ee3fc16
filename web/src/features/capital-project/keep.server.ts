import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#lib/api/types.ts';
import type { Api } from '#lib/server/api.ts';
import { idempotent, ifMatch, keyOf, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';
import { keptUploads, readForm } from '#lib/server/upload.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Act, ACTS, type Open } from './keeping.ts';
import { typedAmount, typedShare } from '#lib/typed-amount.ts';

type Sent = {
  api: Api;
  projectId: string;
  form: URLSearchParams;
  values: Record<string, string>;
  open: Open;
  uploads: { id: string; fileName: string }[];
};
type Outcome = { error?: Problem | undefined };

/** Left empty it is no day; the API is told so. */
const dayOrNull = (typed = '') => typed.trim() || null;
const given = (typed = '') => (typed.trim() === '' ? {} : { reason: typed });
const key = ({ form }: Sent) => idempotent(keyOf(form));
const version = ({ values }: Sent) => ifMatch(values['version'] ?? '');

const DOES: Record<Act, (sent: Sent) => Promise<Outcome>> = {
  stand: (sent) =>
    sent.api.PATCH('/api/projects/{projectId}', {
      params: { path: { projectId: sent.projectId }, header: version(sent) },
      body: { phase: sent.values['phase'] as 'design', progressRatio: typedShare(sent.values['progress'])!, ...given(sent.values['reason']) },
    }),
  phase: (sent) => {
    const { plannedStartOn, plannedEndOn, actualStartOn, actualEndOn } = sent.values;
    const known = sent.values['version'] ? { header: version(sent) } : {};
    return sent.api.PUT('/api/projects/{projectId}/phases/{phase}', {
      params: { path: { projectId: sent.projectId, phase: sent.open.id as 'design' }, ...known },
      body: {
        plannedStartOn: dayOrNull(plannedStartOn),
        plannedEndOn: dayOrNull(plannedEndOn),
        actualStartOn: dayOrNull(actualStartOn),
        actualEndOn: dayOrNull(actualEndOn),
      },
    });
  },
  scope: (sent) => {
    const { promise = '', promised } = sent.values;
    return sent.api.POST('/api/projects/{projectId}/scopes', {
      params: { path: { projectId: sent.projectId }, header: key(sent) },
      body: { promise, ...(promised?.trim() ? { promised: typedAmount(promised) } : {}) },
    });
  },
  became: (sent) =>
    sent.api.PATCH('/api/project-scopes/{id}', {
      params: { path: { id: sent.open.id }, header: version(sent) },
      body: { state: sent.values['state'] as 'dropped', ...given(sent.values['reason']) },
    }),
  needs: (sent) =>
    sent.api.PUT('/api/project-scopes/{id}/needs', {
      params: { path: { id: sent.open.id }, header: version(sent) },
      body: { deficiencyIds: sent.form.getAll('deficiency'), componentIds: sent.form.getAll('component') },
    }),
  complete: (sent) =>
    sent.api.POST('/api/project-scopes/{id}/completions', {
      params: { path: { id: sent.open.id }, header: { ...version(sent), ...key(sent) } },
      body: { completedOn: sent.values['completedOn'] ?? '', actual: typedAmount(sent.values['actual']) },
    }),
  reopen: (sent) =>
    sent.api.POST('/api/project-scopes/{id}/reopenings', {
      params: { path: { id: sent.open.id }, header: { ...version(sent), ...key(sent) } },
      body: { reason: sent.values['reason'] ?? '' },
    }),
  risk: (sent) => {
    const { title = '', likelihood, impact, response = '', state, ownerId } = sent.values;
    const risk = { title, likelihoodRatio: typedShare(likelihood)!, impact: typedAmount(impact), response };
    if (sent.open.id)
      return sent.api.PUT('/api/project-risks/{id}', {
        params: { path: { id: sent.open.id }, header: version(sent) },
        body: { ...risk, state: state as 'open', ownerId: ownerId || null },
      });
    return sent.api.POST('/api/projects/{projectId}/risks', {
      params: { path: { projectId: sent.projectId }, header: key(sent) },
      body: risk,
    });
  },
  summary: (sent) =>
    sent.api.PATCH('/api/projects/{projectId}', {
      params: { path: { projectId: sent.projectId }, header: version(sent) },
      body: { summary: sent.values['summary'] ?? '' },
    }),
  review: (sent) =>
    sent.api.PATCH('/api/projects/{projectId}', {
      params: { path: { projectId: sent.projectId }, header: version(sent) },
      body: {
        ...(sent.values['isSummary'] ? { isSummaryReviewed: true } : {}),
        ...(sent.values['isName'] ? { isNameReviewed: true } : {}),
      },
    }),
  words: (sent) =>
    sent.api.PATCH('/api/project-scopes/{id}', {
      params: { path: { id: sent.open.id }, header: version(sent) },
      body: { isReviewed: true },
    }),
  paper: (sent) => {
    const { kind, title = '', reference, programmeId = '' } = sent.values;
    const [file] = sent.uploads;
    return sent.api.POST('/api/programmes/{programmeId}/documents', {
      params: { path: { programmeId }, header: key(sent) },
      body: {
        projectId: sent.projectId,
        kind: kind as 'photo',
        title,
        ...(file ? { attachmentId: file.id } : {}),
        ...(reference?.trim() ? { reference } : {}),
      },
    });
  },
};
const NAMES = { likelihoodRatio: 'likelihood', progressRatio: 'progress', attachmentId: 'files' };
/** What these cannot be sent without: an empty amount would be read as none at all. */
const NEEDED: Partial<Record<Act, readonly string[]>> = {
  stand: ['phase', 'progress'],
  scope: ['promise'],
  complete: ['completedOn', 'actual'],
  reopen: ['reason'],
  risk: ['title', 'likelihood', 'impact', 'response'],
  paper: ['kind', 'title'],
  summary: ['summary'],
};

/** What is said as per cent. */
const SHARES: Partial<Record<Act, string>> = { stand: 'progress', risk: 'likelihood' };

/** Does what the form that is open asks for; refused, nothing typed is lost. */
export async function keep(event: RequestEvent) {
  const { fields: form, uploads, problems } = await readForm(event);
  const values = typedValues(form);
  const act: Act = ACTS.find((one) => one === values['act']) ?? 'scope';
  const projectId = event.params['id'] ?? '';
  const sent = { api: event.locals.api, projectId, form, values, open: { act, id: values['id'] ?? '' }, uploads: [...keptUploads(form), ...uploads] };
  const more = { open: sent.open, uploads: sent.uploads, ticked: [...form.getAll('deficiency'), ...form.getAll('component')] };
  const errors: Record<string, string> = Object.fromEntries(
    (NEEDED[act] ?? []).filter((name) => !values[name]?.trim()).map((name) => [name, m.problem_field_required()]),
  );
  const share = SHARES[act];
  if (share && !errors[share] && typedShare(values[share]) === undefined) errors[share] = m.entry_keep_percent();
  if (problems.length > 0) errors['files'] = problems.join(' ');
  if (Object.keys(errors).length > 0) return refuseFields(errors, form, more);
  const { error: problem } = await DOES[act](sent);
  if (problem) return refuse(problem, form, { names: NAMES, more });
  redirect(303, `/capital/projects/${projectId}?did=${act}`);
}
