import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { standOf } from '../capital/index.ts';
import { administersDistrict } from '../people/index.ts';
import { MEASURES } from './measures.ts';
import { listTargetEvents } from './queries.ts';
import { keyOf, reaches, targetsNow, yearsOf } from './rules/targets.ts';

/** The plan's measures by year against their targets, for this reader; null: for everybody. What is not measured stays unknown. */
async function measured(on: Sql, actor: Actor | null, now: Date) {
  const events = await listTargetEvents(on);
  const targets = targetsNow(events);
  const thisYear = Number(districtDay(now).slice(0, 4));
  const read = await Promise.all(MEASURES.map(async (measure) => ({ measure, found: await measure.read(on, actor, now) })));
  const isDemonstration = events.some((one) => one.isDemonstration) || read.some(({ found }) => found?.isDemonstration ?? false);
  const measures = read.map(({ measure: { code, name, definition, better, source, openSource }, found }) => {
    const values = found?.points ?? [];
    const own = events.filter(({ measure }) => measure === code);
    const points = yearsOf(values, own)
      .map((year) => {
        const value = values.find((one) => one.year === year)?.value ?? null;
        const target = targets.get(keyOf(code, year)) ?? null;
        return { year, value, target, isReached: reaches(value, target, better), isAhead: year > thisYear };
      })
      .filter(({ value, target }) => value !== null || target !== null);
    return { code, name, definition, better, source: actor === null ? openSource : source, points };
  });
  return { measures, events, isDemonstration };
}

/** The plan, for who is signed in: with who set which target and why. */
export async function readPlan(on: Sql, actor: Actor, now: Date) {
  const { measures, events, isDemonstration } = await measured(on, actor, now);
  return {
    asOf: districtDay(now),
    isDemonstration,
    measures,
    history: events
      .toReversed()
      .slice(0, 100)
      .map(({ id, measure, year, targetRatio, reason, by, occurredAt }) => ({ id, measure, year, target: targetRatio, reason, by, at: occurredAt })),
    may: { setTargets: administersDistrict(actor) },
  };
}

/** The plan for everybody. */
export async function readOpenPlan(on: Sql, lang: 'en' | 'es', now: Date) {
  const { measures, isDemonstration } = await measured(on, null, now);
  return { ...standOf(districtDay(now), isDemonstration, lang), measures };
}

const FIELDS = [
  ['measure', 'The measure', 'La medida'],
  ['year', 'The year', 'El año'],
  ['value', 'What it came to, a share; empty: not measured', 'A cuánto llegó, una proporción; vacío: sin medir'],
  ['target', 'What it was to be; empty: no target', 'Lo que debía ser; vacío: sin meta'],
  ['better', 'higher or lower: which is better', 'higher (más alto) o lower (más bajo): qué es mejor'],
] as const;
type Measures = Awaited<ReturnType<typeof measured>>['measures'];
/** Measures as rows, with their dictionary. */
export const rowsOf = (measures: Measures, lang: 'en' | 'es') => ({
  fields: FIELDS.map(([name, en, es]) => ({ name, description: lang === 'es' ? es : en })),
  rows: measures.flatMap(({ code, better, points }) => points.map(({ year, value, target }) => ({ measure: code, year, value, target, better }))),
});
