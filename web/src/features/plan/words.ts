import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type Measure = components['schemas']['Plan']['measures'][number];
export type Point = Measure['points'][number];

/** The last year so far of which something is known; else the first forecast. */
const lastOf = ({ points }: Measure) =>
  points.filter(({ value, isAhead }) => value !== null && !isAhead).at(-1) ?? points.find(({ value }) => value !== null);

/** What a measure says, in a sentence. */
export function findingOf(measure: Measure): string {
  const name = inLanguage(measure.name);
  const last = lastOf(measure);
  if (!last || last.value === null) return m.plan_finding_none({ name });
  const words = { name, value: percent(last.value), year: String(last.year) };
  if (last.isAhead) return m.plan_finding_forecast(words);
  if (last.target === null) return m.plan_finding(words);
  const target = percent(last.target);
  return last.isReached ? m.plan_finding_reached({ ...words, target }) : m.plan_finding_missed({ ...words, target });
}

/** What was measured in a year; what was not stays unknown. */
export const valueWords = ({ value, isAhead }: Point) =>
  value === null ? m.plan_unknown() : isAhead ? m.plan_forecast({ value: percent(value) }) : percent(value);
