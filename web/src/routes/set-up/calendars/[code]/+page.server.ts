import { editCalendar, lookAtCalendar, saveCalendar } from '#features/set-up/calendars/change.server.ts';
import { typedHours } from '#features/set-up/calendars/hours.ts';
import { readRecount } from '#features/set-up/calendars/recount.server.ts';
import { today } from '#lib/format.ts';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

export async function load({ locals, params, parent, url, depends }) {
  await parent();
  depends('set-up:recount');
  const [calendar, recount] = await Promise.all([
    locals.api.GET('/api/calendars/{code}', { params: { path: { code: params.code } } }).then(must),
    readRecount(locals.api, url),
  ]);
  const { timeZone, week } = calendar;
  const draft = { timeZone, week: week.map(typedHours), removed: [], addDay: '', addHours: '', addWhy: '' };
  return { calendar, recount, draft, isMade: url.searchParams.get('did') === 'made', key: newKey(), today: today() };
}

export const actions = { edit: editCalendar, look: lookAtCalendar, save: saveCalendar };
