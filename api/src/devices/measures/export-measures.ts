import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvLine } from '#kernel/csv.ts';
import { readMeasures } from './read-measures.ts';

type Set = 'coverage' | 'refresh' | 'breakage';
type Locale = 'en' | 'es';
type Measures = Awaited<ReturnType<typeof readMeasures>>;
type Cells = Parameters<typeof csvLine>[0];

const BYTE_ORDER_MARK = '\uFEFF';
const DEMONSTRATION: Record<Locale, string> = { en: 'Demonstration: not real figures', es: 'Demostración: cifras no reales' };

const HEADS: Record<Set, Record<Locale, readonly string[]>> = {
  coverage: {
    en: ['School', 'Level', 'Area', 'Need quartile', 'Students', 'With a working device', 'Share'],
    es: ['Escuela', 'Nivel', 'Área', 'Cuartil de necesidad', 'Estudiantes', 'Con un equipo que funciona', 'Proporción'],
  },
  refresh: {
    en: ['School', 'School year', 'Devices', 'Cost'],
    es: ['Escuela', 'Año escolar', 'Equipos', 'Costo'],
  },
  breakage: {
    en: ['School year', 'Grade', 'Devices', 'Repairs for each 100'],
    es: ['Año escolar', 'Grado', 'Equipos', 'Reparaciones por cada 100'],
  },
};

const yearWords = (year: number) => `${year}-${String((year + 1) % 100).padStart(2, '0')}`;

const ROWS: Record<Set, (measures: Measures) => Cells[]> = {
  coverage: ({ coverage }) => coverage.schools.map((s) => [s.name, s.level, s.area, s.quartile, s.students, s.covered, s.ratio]),
  refresh: ({ refreshBySchool }) => refreshBySchool.map((row) => [row.name, yearWords(row.schoolYear), row.count, Number(row.cost)]),
  breakage: ({ breakage }) => breakage.map((row) => [yearWords(row.schoolYear), row.grade, row.devices, row.perHundred]),
};

/** A table of the figures as CSV, as this person may see them. */
export async function exportMeasures(on: Sql, actor: Actor, { set, locale }: { set: Set; locale: Locale }, now: Date): Promise<string> {
  const measures = await readMeasures(on, actor, now);
  const head = measures.isDemonstration ? [[DEMONSTRATION[locale]]] : [];
  return BYTE_ORDER_MARK + [...head, HEADS[set][locale], ...ROWS[set](measures)].map(csvLine).join('');
}
