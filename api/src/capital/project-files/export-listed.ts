import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvFile } from '../../condition/index.ts';
import { findVisible } from '../received-files/read-files.ts';
import { listListed } from './queries.ts';
import type { RowReason } from './read-row.ts';
import { PROJECT_COLUMNS } from './rules/columns.ts';

const AT_MOST = 100_000;
type Locale = 'en' | 'es';

const HEADINGS: Record<Locale, string[]> = {
  en: ['Row', 'Building', 'Type', 'Description', 'Phase', 'Numbers', 'Why it is not placed'],
  es: ['Fila', 'Edificio', 'Tipo', 'Descripción', 'Fase', 'Números', 'Por qué no se incluye'],
};
const WHY: Record<Locale, Record<string, (reason: RowReason) => string>> = {
  en: {
    ambiguous: ({ rows }) => `Rows ${rows?.join(', ')} name the same building, type, description, phase and numbers: which is which cannot be told.`,
    missing: ({ column }) => `${column} is empty.`,
    not_money: ({ column, value }) => `${column}: “${value}” is neither an amount nor a code.`,
    not_a_day: ({ column, value }) => `${column}: “${value}” is neither a day nor a code.`,
  },
  es: {
    ambiguous: ({ rows }) => `Las filas ${rows?.join(', ')} nombran el mismo edificio, tipo, descripción, fase y números: no se pueden distinguir.`,
    missing: ({ column }) => `${column} está vacío.`,
    not_money: ({ column, value }) => `${column}: «${value}» no es ni un importe ni un código.`,
    not_a_day: ({ column, value }) => `${column}: «${value}» no es ni una fecha ni un código.`,
  },
};
const OTHERWISE: Record<Locale, (reason: RowReason) => string> = {
  en: ({ column, value }) => `${column ?? PROJECT_COLUMNS.description}: “${value ?? ''}” cannot be read.`,
  es: ({ column, value }) => `${column ?? PROJECT_COLUMNS.description}: «${value ?? ''}» no se puede leer.`,
};

/** Every row of a list of projects that was placed nowhere, with the reason, as CSV. */
export async function exportListed(on: Sql, actor: Actor, id: string, locale: Locale = actor.locale) {
  const { programme, row: file } = await findVisible(on, actor, id);
  const rows = await listListed(on, id, AT_MOST);
  const lines = rows.map(({ row, project, phase, reasons }) => [
    row,
    project['building'],
    project['type'],
    project['description'],
    phase,
    project['numbers'],
    (reasons ?? []).map((reason) => (WHY[locale][reason.code] ?? OTHERWISE[locale])(reason)).join(' '),
  ]);
  return {
    text: csvFile([HEADINGS[locale], ...lines], { locale, isMadeUp: programme.isDemonstration }),
    fileName: `${file.fileName.replace(/\.\w+$/, '')}-not-placed.csv`,
  };
}
