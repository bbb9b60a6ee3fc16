import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvFile } from '../csv-file.ts';
import { type Asked, readForecast } from './read-forecast.ts';
import { readRun } from './read-runs.ts';

const WORDS = {
  en: {
    title: 'Forecast of the Facility Condition Index',
    columns: ['Funding', 'Year', 'FCI', 'Deferred', 'Replacement value', 'Falling due', 'Spent', 'Unspent'],
    drawn: ['Funding', 'Year', 'FCI 10 %', 'FCI 50 %', 'FCI 90 %', 'Spent 10 %', 'Spent 50 %', 'Spent 90 %'],
    of: 'Cost basis',
  },
  es: {
    title: 'Pronóstico del índice de condición de las instalaciones (FCI)',
    columns: ['Financiamiento', 'Año', 'FCI', 'Aplazado', 'Valor de reemplazo', 'Vence', 'Gastado', 'Sin gastar'],
    drawn: ['Financiamiento', 'Año', 'FCI 10 %', 'FCI 50 %', 'FCI 90 %', 'Gastado 10 %', 'Gastado 50 %', 'Gastado 90 %'],
    of: 'Base de costos',
  },
} as const;

type Method = { year: number; costBasis: { number: number; source: string }; name: string };
const methodLine = (of: string, { year, costBasis, name }: Method) => [`${year}, ${name}`, `${of} ${costBasis.number}`, costBasis.source];
const rateLine = ({ escalation, deterioration }: { escalation: number; deterioration: number }) => ['e', escalation, 'd', deterioration];

/** A forecast as CSV: a row for each funding and year, ratios unrounded. */
export async function exportForecast(on: Sql, { locale }: Actor, asked: Asked, now: Date): Promise<string> {
  const { portfolio, method, rates, scenarios } = await readForecast(on, asked, now);
  const words = WORDS[locale];
  const rows = scenarios.flatMap(({ funding, years }) =>
    years.map((one) => [funding, one.year, one.ratio, one.deferred, one.replacementValue, one.fallingDue, one.spent, one.unspent]),
  );
  return csvFile([[words.title], methodLine(words.of, method), rateLine(rates), words.columns, ...rows], {
    locale,
    isMadeUp: portfolio.isDemonstration,
  });
}

/** The figures of a run as CSV, with their bands. */
export async function exportRun(on: Sql, actor: Actor, id: string, now: Date): Promise<string> {
  const { name, method, inputs, result, isDemonstration } = await readRun(on, actor, id, now);
  const words = WORDS[actor.locale];
  const rows = (result?.scenarios ?? []).flatMap(({ funding, years }) =>
    years.map(({ year, ratio, spent }) => [funding, year, ratio.p10, ratio.p50, ratio.p90, spent.p10, spent.p50, spent.p90]),
  );
  const lines = [[words.title], [name], methodLine(words.of, method), rateLine(inputs.rates), words.drawn, ...rows];
  return csvFile(lines, { locale: actor.locale, isMadeUp: isDemonstration });
}
