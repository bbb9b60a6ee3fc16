import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvLine, DEMONSTRATION } from '../work-orders/index.ts';
import { surveyNotFound } from './problems.ts';
import { readResults } from './read-results.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const HEADS = {
  en: [
    'Year',
    'Group',
    'Of',
    'Service',
    'Answers',
    'Effective',
    'Adequate',
    'Answers the year before',
    'Effective the year before',
    'Adequate the year before',
  ],
  es: [
    'Año',
    'Grupo',
    'De',
    'Servicio',
    'Respuestas',
    'Eficaz',
    'Suficiente',
    'Respuestas del año anterior',
    'Eficaz el año anterior',
    'Suficiente el año anterior',
  ],
};
const NOTE = {
  en: 'Shares, 0 to 1, of the answers that agree or strongly agree. Empty: fewer than ten answers, or too few beside it.',
  es: 'Proporciones, de 0 a 1, de las respuestas de acuerdo o muy de acuerdo. Vacío: menos de diez respuestas, o demasiado pocas al lado.',
};
const GROUPS = { en: { all: 'All staff', level: 'Level', area: 'Area' }, es: { all: 'Todo el personal', level: 'Nivel', area: 'Zona' } };
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);
type Shares = { n: number | null; effective: number | null; adequate: number | null; before: Omit<Shares, 'before'> | null };
const cells = ({ n, effective, adequate, before }: Shares) => [
  n,
  rounded(effective),
  rounded(adequate),
  before?.n ?? null,
  rounded(before?.effective ?? null),
  rounded(before?.adequate ?? null),
];

/** The results that this actor reads, as CSV. */
export async function exportResults(on: Sql, actor: Actor, asked: { year?: number | undefined }) {
  const { results } = await readResults(on, actor, asked);
  if (!results) throw surveyNotFound();
  const { locale } = actor;
  const words = GROUPS[locale];
  const names = new Map(results.services.map(({ code, nameEn, nameEs }) => [code, locale === 'es' ? nameEs : nameEn]));
  const lines = [
    ...(results.isDemonstration ? [[DEMONSTRATION[locale]]] : []),
    [NOTE[locale]],
    HEADS[locale],
    ...results.services.map((one) => [results.year, words.all, '', names.get(one.code)!, ...cells(one)]),
    ...results.groups.flatMap(({ kind, key, name, services }) =>
      services.map((one) => [results.year, words[kind], name ?? key, names.get(one.code)!, ...cells(one)]),
    ),
  ];
  return { year: results.year, text: BYTE_ORDER_MARK + lines.map(csvLine).join('') };
}
