import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Api, must } from '#lib/server/api.ts';
import { idempotent, keyOf, missing, refuse, refuseFields, typedValues } from '#lib/server/forms.ts';

/** The plan's measures, and who set which target. */
export const readPlan = async (api: Api) => must(await api.GET('/api/plan'));

/** "65" or "12,5" as 0.65 or 0.125; undefined where it is no percentage. */
function ratioIn(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const value = Number(typed.replace(',', '.').replace('%', ''));
  return Number.isFinite(value) && value >= 0 && value <= 100 ? Math.round(value * 100) / 10_000 : undefined;
}

/** Sets a target. The one that was seen is the one that counted when the page was drawn. */
export async function setTarget(api: Api, form: FormData) {
  const { measure = '', year = '', percent = '', reason = '', shown = '' } = typedValues(form);
  const errors = missing(form, { measure: undefined, year: undefined, reason: undefined });
  const target = ratioIn(percent);
  if (target === undefined) errors['percent'] = m.plan_percent_wrong();
  if (!errors['year'] && !/^20\d\d$/.test(year)) errors['year'] = m.plan_year_wrong();
  if (Object.keys(errors).length > 0) return refuseFields(errors, form);
  const seen = (JSON.parse(shown || '{}') as Record<string, number>)[`${measure} ${year}`] ?? null;
  const body = { measure, year: Number(year), target: target ?? null, seen, reason };
  const { error: problem } = await api.POST('/api/plan/targets', { params: { header: idempotent(keyOf(form)) }, body });
  if (problem) return refuse(problem, form, { names: { target: 'percent' } });
  redirect(303, '/plan?did=set');
}
