import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvLine } from '#kernel/csv.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { placesOf } from '../measures/places.ts';
import { hasDemonstration, listAlike, listSchoolNames } from '../measures/queries.ts';
import { listModelsInUse } from '../models/queries.ts';
import { historiesOf } from '../plan-events.ts';
import { figuresNotForYou } from '../problems.ts';
import { keepsEverywhere, readsFigures } from '../rules/access.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import { byYear, dueOf, pricedPlans } from './forecast.ts';

/** What is to be replaced by year and school, and what is planned for it, where this person sees figures. */
export async function readRefresh(on: Sql, actor: Actor, now: Date) {
  if (!readsFigures(actor)) throw figuresNotForYou();
  const at = await placesOf(on, actor);
  const isWhole = at.siteIds === null;
  const today = districtDay(now);
  const [alike, names, models, isDemonstration] = await Promise.all([
    listAlike(on, at),
    listSchoolNames(on),
    listModelsInUse(on),
    hasDemonstration(on),
  ]);
  const due = dueOf(alike, today);
  const plans = isWhole ? (await pricedPlans(on)).filter(({ schoolYear }) => schoolYear >= schoolYearOf(today)) : [];
  const histories = await historiesOf(
    on,
    plans.map(({ id }) => id),
  );
  const named = new Map(names.map(({ id, name }) => [id, name]));
  return {
    today,
    isDemonstration,
    isWhole,
    years: byYear(due, plans),
    bySchool: due
      .map(({ siteId, schoolYear, count, cents, unpriced }) => ({
        site: { id: siteId, name: named.get(siteId) ?? '' },
        schoolYear,
        count,
        cost: dollarsOf(cents),
        unpriced,
      }))
      .toSorted((a, b) => a.site.name.localeCompare(b.site.name) || a.schoolYear - b.schoolYear),
    modelsWithoutPrice: models
      .filter(({ model, devices }) => model.priceCents === null && devices > 0)
      .map(({ model, devices }) => ({ id: model.id, name: `${model.make} ${model.name}`, devices })),
    plans: plans.map(({ id, schoolYear, grade, model, unitCents, source, students, cents, version }) => ({
      id,
      schoolYear,
      grade,
      model,
      unit: dollarsOf(unitCents),
      source,
      students,
      cost: dollarsOf(cents),
      version,
      history: (histories.get(id) ?? []).map(({ told }) => told),
    })),
    models: models.map(({ model }) => ({ id: model.id, name: `${model.make} ${model.name}` })),
    may: { keep: keepsEverywhere(actor) },
  };
}

type Locale = 'en' | 'es';
const BYTE_ORDER_MARK = '\uFEFF';
const DEMONSTRATION: Record<Locale, string> = { en: 'Demonstration: not real figures', es: 'Demostración: cifras no reales' };
const HEADS = {
  years: {
    en: ['School year', 'Devices due', 'Cost of what is due', 'Due, without a price', 'Devices planned', 'Cost of what is planned'],
    es: ['Año escolar', 'Equipos por reemplazar', 'Costo de lo que vence', 'Por reemplazar, sin precio', 'Equipos planeados', 'Costo de lo planeado'],
  },
  schools: {
    en: ['School', 'School year', 'Devices due', 'Cost', 'Due, without a price'],
    es: ['Escuela', 'Año escolar', 'Equipos por reemplazar', 'Costo', 'Por reemplazar, sin precio'],
  },
};
const yearWords = (year: number) => `${year}-${String((year + 1) % 100).padStart(2, '0')}`;

/** The same as a table. */
export async function exportRefresh(
  on: Sql,
  actor: Actor,
  { set, locale }: { set: 'years' | 'schools'; locale: Locale },
  now: Date,
): Promise<string> {
  const refresh = await readRefresh(on, actor, now);
  const rows =
    set === 'years'
      ? refresh.years.map(({ schoolYear, count, cost, unpriced, planned }) => [
          yearWords(schoolYear),
          count,
          Number(cost),
          unpriced,
          planned?.count ?? null,
          planned ? Number(planned.cost) : null,
        ])
      : refresh.bySchool.map(({ site, schoolYear, count, cost, unpriced }) => [site.name, yearWords(schoolYear), count, Number(cost), unpriced]);
  const head = refresh.isDemonstration ? [[DEMONSTRATION[locale]]] : [];
  return BYTE_ORDER_MARK + [...head, HEADS[set][locale], ...rows].map(csvLine).join('');
}
