import type { RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { idempotent } from '#lib/server/forms.ts';
import { type Seen, twoSteps, type Values } from '../two-steps.server.ts';

const of = (values: Values, name: string) => (values[name] ?? '').trim();
const namesIn = (values: Values) => ({ nameEn: of(values, 'nameEn'), nameEs: of(values, 'nameEs') });

/** What the chosen calendar says: the new one begins with it. */
async function begunWith(api: Api, code: string) {
  const { timeZone, week, exceptions } = must(await api.GET('/api/calendars/{code}', { params: { path: { code } } }));
  return { timeZone, week, exceptions };
}

type Window = { from: number; to: number };
const asPairs = (windows: readonly Window[]) => windows.map(({ from, to }) => [from, to]);

/** A calendar that is made: names, what it begins with, and why. */
export const newCalendarSteps = twoSteps({
  wrong: (values) => ({
    ...(of(values, 'nameEn') ? {} : { nameEn: m.set_up_problem_missing({ field: m.set_up_name_en() }) }),
    ...(of(values, 'nameEs') ? {} : { nameEs: m.set_up_problem_missing({ field: m.set_up_name_es() }) }),
    ...(of(values, 'base') ? {} : { base: m.calendars_problem_calendar() }),
    ...(of(values, 'reason') ? {} : { reason: m.problem_field_reason() }),
  }),
  preview: async ({ locals }: RequestEvent, values): Promise<{ data: Seen }> => {
    const { timeZone, week, exceptions } = await begunWith(locals.api, of(values, 'base'));
    const days = exceptions.map(({ day, windows, why }) => ({ day, windows: asPairs(windows), why }));
    return { data: { before: null, after: { ...namesIn(values), timeZone, week: week.map(asPairs), ...(days.length ? { exceptions: days } : {}) } } };
  },
  save: async ({ locals }, values, { key }) =>
    locals.api.POST('/api/calendars', {
      params: { header: idempotent(key) },
      body: { ...namesIn(values), ...(await begunWith(locals.api, of(values, 'base'))), why: of(values, 'reason') },
    }),
  versionNow: async () => '0',
  done: (_, { code }: { code: string }) => `/set-up/calendars/${code}?did=made`,
  boxes: { why: 'reason' },
});
