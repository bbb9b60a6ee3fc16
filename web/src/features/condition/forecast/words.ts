import type { operations } from '#lib/api/schema.gen.ts';
import { moneyBriefly, percentFinely } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { levelWords } from '../words.ts';
import { FIGURES, type wrongIn } from './asked.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type ForecastReport = Answer<'getForecast'>;
export type Run = Answer<'getForecastRun'>;
export type RunSummary = Answer<'listForecastRuns'>['items'][number];

/** "fixed:30000000" as "$30M a year". */
export function fundingWords(asked: string): string {
  const [kind, first = '', years = ''] = asked.split(':');
  if (kind === 'none') return m.forecast_funding_none();
  if (kind === 'fixed') return m.forecast_funding_fixed({ amount: moneyBriefly(first) });
  const ratio = percentFinely(Number(first));
  if (kind === 'share') return m.forecast_funding_share({ ratio });
  if (kind === 'hold') return m.forecast_funding_hold({ ratio });
  return kind === 'reach' ? m.forecast_funding_reach({ ratio, years }) : asked;
}

const figureWords = {
  hold: m.forecast_compare_hold,
  share: m.forecast_compare_share,
  reach: m.forecast_compare_reach,
  within: m.forecast_compare_within,
  escalation: m.forecast_escalation,
  deterioration: m.forecast_deterioration,
  wait: m.forecast_wait,
};

/** What is wrong with which field, in words. */
export function wrongWords({ funding, figures }: ReturnType<typeof wrongIn>): Record<string, string> {
  const said = figures.map((name) => {
    const { unit, least, most } = FIGURES[name];
    const words = unit === 'years' ? m.forecast_wrong_years : m.forecast_wrong_percent;
    return [name, words({ field: figureWords[name](), least: String(least), most: String(most) })];
  });
  return { ...(funding ? { exact: m.forecast_wrong_amount() } : {}), ...Object.fromEntries(said) };
}

/** Which buildings: "Evergreen · High", or all. */
export function scopeWords({ area, level, site, structure }: Run['inputs']['scope']): string {
  if (structure) return structure.name;
  const parts = [site?.name, area?.id === 'none' ? m.condition_no_area() : area?.name, level === null ? undefined : levelWords(level)].filter(
    (part) => part !== undefined,
  );
  return parts.length > 0 ? parts.join(' · ') : m.forecast_scope_all();
}

/** How a run was reckoned: "recurrence 1", in words. */
export function methodWords(name: string): string {
  const [, version] = /^recurrence (\d+)$/.exec(name) ?? [];
  return version ? m.forecast_method_recurrence({ number: version }) : name;
}

export const STATUS_WORDS: Record<Run['status'], () => string> = {
  running: m.forecast_status_running,
  broken_off: m.forecast_status_broken_off,
  failed: m.forecast_status_failed,
  done: m.forecast_status_done,
};
