import { readServiceCalendar, serviceCalendarSteps } from '#features/set-up/calendars/service-calendar.server.ts';
import { readServices } from '#features/set-up/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent }) {
  await parent();
  const [{ calendars, service }, { names }] = await Promise.all([readServiceCalendar(locals.api, params.code), readServices(locals.api)]);
  const values: Record<string, string> = { calendarCode: service.calendar.code };
  return { calendars, service, names, begun: { values, version: String(service.version), key: newKey() } };
}

export const actions = serviceCalendarSteps;
