import { readServiceCalendars } from '#features/set-up/calendars/service-calendar.server.ts';
import { must } from '#lib/server/api.ts';

export async function load({ locals, parent, url }) {
  await parent();
  const [{ items }, calendars] = await Promise.all([locals.api.GET('/api/set-up/services').then(must), readServiceCalendars(locals.api)]);
  const services = items.map((service) => ({ ...service, worksBy: calendars.services.find(({ code }) => code === service.code) }));
  return { services, did: url.searchParams.get('did') ?? '' };
}
