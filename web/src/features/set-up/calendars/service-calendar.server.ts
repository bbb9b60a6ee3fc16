import { error } from '@sveltejs/kit';
import { inLanguage } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { ifMatch } from '#lib/server/forms.ts';
import { type Seen, twoSteps } from '../two-steps.server.ts';

const say = ({ nameEn, nameEs }: { nameEn: string; nameEs: string }) => inLanguage({ en: nameEn, es: nameEs });

/** Which calendar each service works by, and every calendar there is. */
export async function readServiceCalendars(api: Api) {
  const { items } = must(await api.GET('/api/calendars'));
  const calendars = items.map((calendar) => ({ value: calendar.code, label: say(calendar) }));
  const services = items.flatMap((calendar) =>
    calendar.services.map((service) => ({ ...service, name: say(service), calendar: { code: calendar.code, name: say(calendar) } })),
  );
  return { calendars, services };
}

/** One service that this person may have work by another calendar; 404 where it is none of theirs. */
export async function readServiceCalendar(api: Api, code: string) {
  const { calendars, services } = await readServiceCalendars(api);
  const service = services.find((one) => one.code === code && one.mayChange);
  if (!service) error(404, { message: 'There is no such service, or it is not yours to set up.', requestId: '' });
  return { calendars, service };
}

/** How many open orders keep the calendar that they were promised by. */
async function countOpen(api: Api, serviceCode: string): Promise<number> {
  return must(await api.GET('/api/work-orders/counts', { params: { query: { serviceCode, isOpen: 'true' } } })).total;
}

type Change = Seen & { open: number };

/** Another calendar for a service, looked at before it is saved. */
export const serviceCalendarSteps = twoSteps({
  wrong: (values) => ({
    ...(values['calendarCode'] ? {} : { calendarCode: m.calendars_problem_calendar() }),
    ...(values['reason']?.trim() ? {} : { reason: m.problem_field_reason() }),
  }),
  preview: async ({ locals, params }, values): Promise<{ data: Change }> => {
    const [{ calendars, service }, open] = [await readServiceCalendar(locals.api, params['code']!), await countOpen(locals.api, params['code']!)];
    const isSame = service.calendar.code === values['calendarCode'];
    const name = calendars.find(({ value }) => value === values['calendarCode'])?.label ?? '';
    return { data: { open, before: isSame ? {} : { calendar: service.calendar.name }, after: isSame ? {} : { calendar: name } } };
  },
  save: ({ locals, params }, values, { version }) =>
    locals.api.PUT('/api/set-up/services/{code}/calendar', {
      params: { path: { code: params['code']! }, header: ifMatch(version) },
      body: { calendarCode: values['calendarCode'] ?? '', why: (values['reason'] ?? '').trim() },
    }),
  versionNow: async ({ locals, params }) => String((await readServiceCalendar(locals.api, params['code']!)).service.version),
  done: () => '/set-up/services?did=saved',
  boxes: { why: 'reason' },
});
