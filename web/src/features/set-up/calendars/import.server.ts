import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { components } from '#lib/api/schema.gen.ts';
import { m } from '#lib/paraglide/messages.js';
import { ifMatch, keyOf } from '#lib/server/forms.ts';
import type { Preview, Step } from './change.server.ts';
import { refuse } from './change.server.ts';
import { textIn } from './draft.ts';
import { clockOf, minutesOf } from './hours.ts';

type Read = components['schemas']['CalendarImportReading']['events'][number];
/** An event of the file with what was decided: `keep` leaves what the calendar has of it. */
export type ImportEvent = Pick<Read, 'uid' | 'summary' | 'days' | 'state' | 'daysBefore' | 'summaryBefore'> & { effect: string; time: string };
type ImportDraft = { events: ImportEvent[]; unread?: string[] };
export type ImportStep = Step<ImportDraft> & { preview?: Preview | undefined };

const MOST_BYTES = 1_000_000;

/** The events that travel with the form, and what was chosen for each. */
function readEvents(form: FormData): ImportEvent[] {
  try {
    const events = JSON.parse(textIn(form, 'events')) as ImportEvent[];
    return events.map((event, i) => ({
      ...event,
      effect: textIn(form, `effect.${i}`) || event.effect,
      time: form.has(`time.${i}`) ? textIn(form, `time.${i}`) : event.time,
    }));
  } catch {
    return [];
  }
}

const begun = (form: FormData, events: ImportEvent[]): ImportStep => ({
  step: 'edit',
  draft: { events },
  why: textIn(form, 'why'),
  key: keyOf(form),
  version: textIn(form, 'version'),
  errors: {},
});

/** The file, read by the API: each event with a guess. */
export async function readFile(event: RequestEvent) {
  const form = await event.request.formData();
  const file = form.get('file');
  const step = begun(form, []);
  if (!(file instanceof File) || file.size === 0) return fail(422, { ...step, errors: { file: m.calendars_problem_no_file() } });
  if (file.size > MOST_BYTES) return fail(422, { ...step, errors: { file: m.calendars_problem_file_large() } });
  const { data, error: problem } = await event.locals.api.POST('/api/calendars/{code}/import-readings', {
    params: { path: { code: event.params['code']! } },
    body: { text: await file.text() },
  });
  if (problem) return refuse(problem, step);
  const events = data.events.map(({ uid, summary, days, state, daysBefore, summaryBefore, effect, time }) => ({
    uid,
    summary,
    days,
    state,
    daysBefore,
    summaryBefore,
    effect,
    time: time === null ? '' : clockOf(time),
  }));
  return events.length
    ? { ...step, draft: { events, unread: data.unread }, why: m.calendars_import_why() }
    : fail(422, { ...step, errors: { file: m.calendars_import_none() } });
}

const bodyOf = (events: readonly ImportEvent[]) =>
  events
    .filter(({ effect }) => effect !== 'keep')
    .map(({ uid, summary, days, effect, time }) => ({
      uid,
      summary,
      days,
      effect: effect as 'closed',
      time: effect === 'closed' || effect === 'nothing' ? null : (minutesOf(time) ?? null),
    }));

function errorsIn(step: ImportStep): Record<string, string> {
  const timeless = step.draft.events.flatMap(({ effect, time }, i) =>
    (effect === 'delayed_start' || effect === 'early_release') && minutesOf(time) === undefined ? [[`time.${i}`, m.calendars_problem_time()]] : [],
  );
  return { ...(Object.fromEntries(timeless) as Record<string, string>), ...(step.why ? {} : { why: m.problem_field_reason() }) };
}

export async function editImport({ request }: RequestEvent) {
  const form = await request.formData();
  return begun(form, readEvents(form));
}

export async function lookAtImport(event: RequestEvent) {
  const form = await event.request.formData();
  const step = begun(form, readEvents(form));
  const errors = errorsIn(step);
  const events = bodyOf(step.draft.events);
  if (Object.keys(errors).length) return fail(422, { ...step, errors });
  if (events.length === 0) return fail(422, { ...step, title: m.calendars_import_nothing() });
  const { data, error: problem } = await event.locals.api.POST('/api/calendar-previews', {
    body: { kind: 'import', code: event.params['code']!, events },
  });
  return problem ? refuse(problem, step) : { ...step, step: 'look' as const, preview: data };
}

export async function saveImport(event: RequestEvent) {
  const form = await event.request.formData();
  const step = begun(form, readEvents(form));
  const code = event.params['code']!;
  const { data, error: problem } = await event.locals.api.POST('/api/calendars/{code}/imports', {
    params: { path: { code }, header: { ...ifMatch(step.version), 'idempotency-key': `"${step.key}"` } },
    body: { events: bodyOf(step.draft.events), why: step.why },
  });
  if (problem) return refuse(problem, step);
  redirect(303, `/set-up/calendars/${code}?revision=${data.revision}`);
}
