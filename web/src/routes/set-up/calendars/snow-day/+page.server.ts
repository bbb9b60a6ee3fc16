import { editClosure, lookAtClosure, saveClosure } from '#features/set-up/calendars/change.server.ts';
import { inLanguage, today } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { must } from '#lib/server/api.ts';
import { newKey } from '#lib/server/forms.ts';

const DAYS_OFFERED = 5;
/** From then on a closure is more likely about tomorrow. */
const NOON = 12;
const districtHour = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Denver', hour: 'numeric', hourCycle: 'h23' });

const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export async function load({ locals, parent }) {
  await parent();
  const { items } = must(await locals.api.GET('/api/calendars'));
  const calendars = items.filter(({ may }) => may.change);
  const now = new Date();
  const days = Array.from({ length: DAYS_OFFERED }, (_, i) => dayAfter(today(now), i));
  return {
    days,
    calendars: calendars.map(({ code, nameEn, nameEs }) => ({ value: code, label: inLanguage({ en: nameEn, es: nameEs }) })),
    draft: {
      days: [days[Number(districtHour.format(now)) < NOON ? 0 : 1]!],
      otherDay: '',
      calendars: calendars.map(({ code }) => code),
      effect: 'closed',
      time: '',
      why: m.calendars_snow_day_why(),
    },
    key: newKey(),
  };
}

export const actions = { edit: editClosure, look: lookAtClosure, save: saveClosure };
