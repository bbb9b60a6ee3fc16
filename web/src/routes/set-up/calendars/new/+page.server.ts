import { newCalendarSteps } from '#features/set-up/calendars/new.server.ts';
import { readServiceCalendars } from '#features/set-up/calendars/service-calendar.server.ts';
import { readServices } from '#features/set-up/read.server.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, parent }) {
  await parent();
  const [{ calendars }, { names }] = await Promise.all([readServiceCalendars(locals.api), readServices(locals.api)]);
  return { calendars, names, begun: { values: {} as Record<string, string>, version: '0', key: newKey() } };
}

export const actions = newCalendarSteps;
