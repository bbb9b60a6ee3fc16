import type { Sql } from '@steward/db';
import { districtDay } from '#kernel/day.ts';
import { LICENCE, standOf } from '../../capital/index.ts';
import { listServices } from '../../catalog/index.ts';
import { csvLine } from '../../work-orders/index.ts';
import { listServiceCodes } from '../queries.ts';
import { countedOf, groupsIn, presentHead, sharesOf, turnoutOf } from '../read-results.ts';
import { ALL } from '../rules/count.ts';

type Locale = 'en' | 'es';
const BYTE_ORDER_MARK = '\uFEFF';

/** The last survey for everybody: each service as a whole and by level. Areas and schools are not published, and no comment is. */
export async function readOpenSurvey(on: Sql, lang: Locale, now: Date) {
  const { counted } = await countedOf(on, undefined);
  if (!counted) return { ...standOf(districtDay(now), false, lang), results: null };
  const { survey } = counted;
  const [names, codes] = [await listServices(on), await listServiceCodes(on, survey.id)];
  const levels = (await groupsIn(on, counted)).filter(({ kind }) => kind === 'level');
  return {
    ...standOf(districtDay(now), survey.isDemonstration, lang),
    results: {
      ...presentHead(survey),
      turnout: turnoutOf(counted, 'all', ALL),
      together: sharesOf(counted, 'all', ALL, ALL),
      services: codes.map((code) => {
        const { nameEn, nameEs } = names.find((one) => one.code === code)!;
        return { code, nameEn, nameEs, ...sharesOf(counted, 'all', ALL, code) };
      }),
      levels: levels.map(({ key }) => ({ key, services: codes.map((code) => ({ code, ...sharesOf(counted, 'level', key, code) })) })),
    },
  };
}

const FIELDS = [
  ['year', 'The year of the survey', 'El año de la encuesta'],
  ['level', '"all", a level of school, or "none": staff of no school', '"all" (todos), un nivel escolar o "none": personal de ninguna escuela'],
  [
    'service',
    'The code of the service; "all": the answers about all services together',
    'El código del servicio; "all": las respuestas sobre todos los servicios juntos',
  ],
  ['answers', 'How many use it and answered; empty: too few to be said', 'Cuántos lo usan y respondieron; vacío: demasiado pocos para decirlo'],
  ['effective', 'The share, 0 to 1, who agree that it is effective', 'La proporción, de 0 a 1, que está de acuerdo en que es eficaz'],
  ['adequate', 'The share, 0 to 1, who agree that it is adequate', 'La proporción, de 0 a 1, que está de acuerdo en que es suficiente'],
] as const;

type Shares = { n: number | null; effective: number | null; adequate: number | null };
const row = (year: number, level: string, service: string, { n, effective, adequate }: Shares) => ({
  year,
  level,
  service,
  answers: n,
  effective,
  adequate,
});

/** The same as rows, with their dictionary: the survey and the one before. */
export async function readOpenSurveyRows(on: Sql, lang: Locale, now: Date) {
  const { results, ...stand } = await readOpenSurvey(on, lang, now);
  const both = (level: string, service: string, { before, ...shares }: Shares & { before: (Shares & { year: number }) | null }) => [
    row(results!.year, level, service, shares),
    ...(before ? [row(before.year, level, service, before)] : []),
  ];
  const rows = results && [
    ...both(ALL, ALL, results.together),
    ...results.services.flatMap((one) => both(ALL, one.code, one)),
    ...results.levels.flatMap(({ key, services }) => services.flatMap((one) => both(key, one.code, one))),
  ];
  return { ...stand, fields: FIELDS.map(([name, en, es]) => ({ name, description: lang === 'es' ? es : en })), rows: rows ?? [] };
}

type Rows = {
  notice: string | null;
  asOf: string;
  fields: readonly { name: string }[];
  rows: readonly Record<string, string | number | null>[];
};
/** Rows as CSV: what is made up says so in its first line; then the licence and the day, then names and rows. */
export function csvOfRows({ notice, asOf, fields, rows }: Rows) {
  const names = fields.map(({ name }) => name);
  const lines = [
    ...(notice === null ? [] : [[notice]]),
    [asOf, LICENCE.code, LICENCE.url],
    names,
    ...rows.map((one) => names.map((name) => one[name] ?? null)),
  ];
  return BYTE_ORDER_MARK + lines.map(csvLine).join('');
}
