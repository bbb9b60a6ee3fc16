import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { csvFile } from '../csv-file.ts';
import { CRITERIA } from '../rules/priorities.ts';
import { readPlan } from './read-plans.ts';
import { type PrioritiesAsked, rankingOf, wordsOf } from './read-priorities.ts';

const WORDS = {
  en: {
    title: 'Needs, the most urgent first',
    plan: 'Draft capital plan',
    columns: ['Place', 'Published place', 'Score', 'School', 'Building', 'System', 'Need', 'Priority', 'Cost', 'Within the money'],
    ofPlan: ['Position', 'School', 'Building', 'Need', 'Cost', 'Score', 'Still open'],
    weights: 'Weights',
    yes: 'Yes',
    no: 'No',
  },
  es: {
    title: 'Necesidades, la más urgente primero',
    plan: 'Borrador del plan de capital',
    columns: ['Lugar', 'Lugar publicado', 'Puntos', 'Escuela', 'Edificio', 'Sistema', 'Necesidad', 'Prioridad', 'Costo', 'Cabe en el dinero'],
    ofPlan: ['Posición', 'Escuela', 'Edificio', 'Necesidad', 'Costo', 'Puntos', 'Sigue pendiente'],
    weights: 'Pesos',
    yes: 'Sí',
    no: 'No',
  },
} as const;

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10_000) / 10_000);
const weightLine = (title: string, weights: Readonly<Record<string, number>>) => [
  title,
  ...Object.entries(weights).map(([key, weight]) => `${key} ${weight}`),
];

/** The whole ranking as CSV, each need with its marks. */
export async function exportPriorities(on: Sql, { locale }: Actor, asked: PrioritiesAsked, now: Date): Promise<string> {
  const { portfolio, weights, ranking, paid, publishedPlaceOf } = await rankingOf(on, asked, now);
  const words = WORDS[locale];
  const own = await wordsOf(on, ranking);
  const within = new Set(paid?.map(({ key }) => key));
  const rows = ranking.map(({ key, id, points, structure, facts, costCents, marks }, i) => [
    i + 1,
    publishedPlaceOf(key, i + 1),
    rounded(points),
    structure.siteName,
    structure.name,
    own.get(id)!.systemCode,
    own.get(id)!.words,
    facts.priority,
    dollarsOf(costCents),
    paid ? words[within.has(key) ? 'yes' : 'no'] : null,
    ...CRITERIA.map((criterion) => rounded(marks[criterion])),
  ]);
  const lines = [[words.title], weightLine(words.weights, { ...weights }), [...words.columns, ...CRITERIA], ...rows];
  return csvFile(lines, { locale, isMadeUp: portfolio.isDemonstration });
}

/** A draft plan as CSV. */
export async function exportPlan(on: Sql, actor: Actor, id: string): Promise<string> {
  const plan = await readPlan(on, actor, id);
  const words = WORDS[actor.locale];
  const rows = plan.items.map((item) => [
    item.position,
    item.structure.siteName,
    item.structure.name,
    item.words,
    item.cost,
    rounded(item.points),
    words[item.isOpen ? 'yes' : 'no'],
  ]);
  const lines = [[words.plan, plan.name], weightLine(words.weights, plan.weights), words.ofPlan, ...rows];
  return csvFile(lines, { locale: actor.locale, isMadeUp: plan.isDemonstration });
}
