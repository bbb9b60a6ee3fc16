import { dollarsOf } from '#kernel/money.ts';
import type { Kind } from '../rules/assessment-file/fields.ts';
import type { Reason } from '../rules/assessment-file/rows.ts';

type Locale = 'en' | 'es';
type Words = Record<Locale, string>;

/** Why a row is not simply good. `{column}`, `{value}` and facts are put in. */
const REASONS: Record<string, Words> = {
  missing: { en: '{column}: nothing stands there.', es: '{column}: no dice nada.' },
  no_column: { en: 'No column says “{column}”.', es: 'Ninguna columna dice «{column}».' },
  spreadsheet_error: { en: '{column}: the spreadsheet could not work it out ({value}).', es: '{column}: la hoja no pudo calcularlo ({value}).' },
  not_money: { en: '{column}: “{value}” is not an amount.', es: '{column}: «{value}» no es un importe.' },
  not_a_number: { en: '{column}: “{value}” is not a number.', es: '{column}: «{value}» no es un número.' },
  not_a_ratio: { en: '{column}: “{value}” is not a share.', es: '{column}: «{value}» no es una proporción.' },
  ratio_unclear: {
    en: '{column}: “{value}” may be a share or percent. Write 12.5% or 0.125.',
    es: '{column}: «{value}» puede ser una proporción o un porcentaje. Escriba 12.5% o 0.125.',
  },
  not_a_day: { en: '{column}: “{value}” is not a day.', es: '{column}: «{value}» no es una fecha.' },
  not_a_year: { en: '{column}: “{value}” is not a year.', es: '{column}: «{value}» no es un año.' },
  negative: { en: '{column}: {value} is below zero.', es: '{column}: {value} es menor que cero.' },
  too_much: { en: '{column}: {value} is more than can be.', es: '{column}: {value} es más de lo posible.' },
  too_dear: {
    en: '{column}: {value} is more than one amount may be, $999,999,999.99.',
    es: '{column}: {value} es más de lo que puede ser un monto, $999,999,999.99.',
  },
  too_much_together: {
    en: '{column}: {value} times the quantity is more than can be.',
    es: '{column}: {value} por la cantidad es más de lo posible.',
  },
  too_long: { en: '{column}: the text is too long.', es: '{column}: el texto es demasiado largo.' },
  unknown_priority: { en: '{column}: “{value}” is no priority that we know.', es: '{column}: «{value}» no es una prioridad conocida.' },
  unknown_unit: {
    en: '{column}: “{value}” is no unit that we know; it is kept as it is.',
    es: '{column}: «{value}» no es una unidad conocida; se deja así.',
  },
  unknown_system: { en: '{column}: “{value}” is no UNIFORMAT II system.', es: '{column}: «{value}» no es un sistema UNIFORMAT II.' },
  system_too_coarse: {
    en: '{column}: “{value}” is a group. Say which system of level 3 it is, as D3020.',
    es: '{column}: «{value}» es un grupo. Diga qué sistema de nivel 3 es, como D3020.',
  },
  unknown_rating: { en: '{column}: “{value}” is no rating that we know.', es: '{column}: «{value}» no es una calificación conocida.' },
  unknown_building: { en: 'There is no building “{value}” in this portfolio.', es: 'No hay edificio «{value}» en este grupo.' },
  ambiguous_building: {
    en: 'Several buildings are called “{value}”. Write the building’s code.',
    es: 'Varios edificios se llaman «{value}». Escriba el código del edificio.',
  },
  unknown_component: { en: 'There is no component “{value}” in this building.', es: 'No hay componente «{value}» en este edificio.' },
  elsewhere: { en: '“{value}” is known, but in another building.', es: '«{value}» existe, pero en otro edificio.' },
  ended_here: { en: 'This ended here already; a file does not open it again.', es: 'Esto ya terminó aquí; un archivo no lo abre de nuevo.' },
  duplicate: { en: 'The same as row {row}.', es: 'Igual que la fila {row}.' },
  duplicate_differs: { en: 'Row {row} is about the same thing and says something else.', es: 'La fila {row} trata de lo mismo y dice otra cosa.' },
  no_cost: { en: 'There is no cost, and none can be worked out.', es: 'No hay costo y no se puede calcular.' },
  cost_without_count: { en: 'There is a cost but no quantity.', es: 'Hay un costo pero ninguna cantidad.' },
  cost_not_product: {
    en: 'The cost is {cost}, but quantity times unit cost is {product}.',
    es: 'El costo es {cost}, pero cantidad por costo unitario da {product}.',
  },
  dearer_than_component: {
    en: 'The cost, {cost}, is more than replacing the whole component, {most}.',
    es: 'El costo, {cost}, es más que reponer todo el componente, {most}.',
  },
  dearer_than_building: {
    en: 'The cost, {cost}, is more than replacing the whole building, {most}.',
    es: 'El costo, {cost}, es más que reponer todo el edificio, {most}.',
  },
  found_later: { en: '{value} is still to come.', es: '{value} aún no ha llegado.' },
  no_quantity: { en: 'The quantity is zero.', es: 'La cantidad es cero.' },
  no_life: { en: 'A life of zero years.', es: 'Una vida de cero años.' },
  installed_later: { en: 'Installed in a year that is still to come.', es: 'Instalado en un año que aún no ha llegado.' },
  observed_without_remaining: {
    en: 'There is a day of observation but no remaining life; the day is left out.',
    es: 'Hay fecha de observación pero no vida restante; la fecha se omite.',
  },
  fci_without_value: { en: 'There is an FCI but no replacement value to measure it by.', es: 'Hay un FCI pero ningún valor de reposición.' },
  deferred_without_value: {
    en: 'Something is deferred, but there is no replacement value.',
    es: 'Hay algo aplazado, pero ningún valor de reposición.',
  },
  value_without_fci: { en: 'There is a replacement value but no FCI.', es: 'Hay un valor de reposición pero ningún FCI.' },
  no_condition: { en: 'It says nothing of the condition: neither value nor FCI.', es: 'No dice nada del estado: ni valor ni FCI.' },
  fci_above_one: { en: 'The FCI is above 100 %.', es: 'El FCI supera el 100 %.' },
  fci_not_deferred: { en: 'FCI times value is not what is said to be deferred.', es: 'FCI por valor no es lo que se dice aplazado.' },
  needs_without_year: {
    en: 'There are needs of coming years, but no base year to count from.',
    es: 'Hay necesidades de años futuros, pero ningún año base.',
  },
  total_matches: { en: 'A line of totals; it matches the rows. Not let in.', es: 'Una línea de totales; coincide con las filas. No se incorpora.' },
  total_differs: {
    en: 'A line of totals that does not match: {column} says {stated}, the rows add up to {sum}. Not let in.',
    es: 'Una línea de totales que no coincide: {column} dice {stated}, las filas suman {sum}. No se incorpora.',
  },
  changed_meanwhile: {
    en: 'Somebody changed this after the dry run; it was left alone.',
    es: 'Alguien lo cambió después de la prueba; se dejó como estaba.',
  },
};

const LEFT_OUT: Words = { en: 'It is left out.', es: 'Se omite.' };
const isCents = (name: string) => name === 'cost' || name === 'product' || name === 'most';
const grouped = (amount: string) => `$${amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`;

/** A reason in the reader's language. */
export function reasonWords({ code, column = '', value = '', facts = {} }: Reason, locale: Locale): string {
  const all: Record<string, unknown> = { column, value, ...facts };
  const leftOut = facts['isLeftOut'] ? ` ${LEFT_OUT[locale]}` : '';
  const words = (REASONS[code] ?? { en: code, es: code })[locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const found = all[name];
    const said = typeof found === 'string' || typeof found === 'number' ? String(found) : '';
    return isCents(name) ? grouped(dollarsOf(BigInt(said))) : said;
  });
  return words + leftOut;
}
/** What kind of reason it is, without the row's own words. */
export const reasonKind = (code: string, locale: Locale): string =>
  (REASONS[code] ?? { en: code, es: code })[locale]
    .replaceAll(/^\{column\}: /g, '')
    .replaceAll(/\s?[“«(]?\{\w+\}[”»)]?/g, ' …')
    .replace(/^ … /, '… ');

const FIELD_WORDS: Record<string, Words> = {
  code: { en: 'Code', es: 'Código' },
  name: { en: 'Name', es: 'Nombre' },
  siteName: { en: 'School', es: 'Escuela' },
  level: { en: 'Level', es: 'Nivel' },
  grossAreaSqft: { en: 'Gross area (sq ft)', es: 'Superficie bruta (pies²)' },
  yearBuilt: { en: 'Year built', es: 'Año de construcción' },
  value: { en: 'Replacement value', es: 'Valor de reposición' },
  fci: { en: 'FCI', es: 'FCI' },
  deferred: { en: 'Deferred', es: 'Aplazado' },
  baseYear: { en: 'Base year', es: 'Año base' },
  key: { en: 'The file’s own number', es: 'El número propio del archivo' },
  building: { en: 'Building (code or name)', es: 'Edificio (código o nombre)' },
  site: { en: 'School', es: 'Escuela' },
  system: { en: 'System (UNIFORMAT II)', es: 'Sistema (UNIFORMAT II)' },
  systemCode: { en: 'System (UNIFORMAT II)', es: 'Sistema (UNIFORMAT II)' },
  component: { en: 'Component', es: 'Componente' },
  componentId: { en: 'Component', es: 'Componente' },
  priority: { en: 'Priority', es: 'Prioridad' },
  scope: { en: 'What is wrong', es: 'Qué está mal' },
  quantity: { en: 'Quantity', es: 'Cantidad' },
  unit: { en: 'Unit', es: 'Unidad' },
  unitCost: { en: 'Unit cost', es: 'Costo unitario' },
  unitCostCents: { en: 'Unit cost', es: 'Costo unitario' },
  cost: { en: 'Cost', es: 'Costo' },
  costCents: { en: 'Cost', es: 'Costo' },
  unitCostBaseYear: { en: 'Year of the unit cost', es: 'Año del costo unitario' },
  moneyYear: { en: 'Base year', es: 'Año base' },
  costBaseYear: { en: 'Year of the cost', es: 'Año del costo' },
  foundOn: { en: 'Found on', es: 'Hallado el' },
  lifeYears: { en: 'Useful life (years)', es: 'Vida útil (años)' },
  yearInstalled: { en: 'Year installed', es: 'Año de instalación' },
  observedOn: { en: 'Observed on', es: 'Observado el' },
  observedRemainingYears: { en: 'Remaining life observed (years)', es: 'Vida restante observada (años)' },
  ratings: { en: 'Ratings', es: 'Calificaciones' },
  needs: { en: 'Needs by year', es: 'Necesidades por año' },
  statedMethod: { en: 'Method', es: 'Método' },
};
/** What a field is called on the page. */
export function fieldWords(name: string, locale: Locale, systemNames: ReadonlyMap<string, string> = new Map()): string {
  const need = /^need(\d)$/.exec(name)?.[1];
  if (need) return locale === 'en' ? `Need in year ${need} over value` : `Necesidad del año ${need} sobre el valor`;
  const rated = /^rating:(\w+)$/.exec(name)?.[1];
  if (rated) return `${locale === 'en' ? 'Rating of' : 'Calificación de'} ${rated} ${systemNames.get(rated) ?? ''}`.trim();
  return FIELD_WORDS[name]?.[locale] ?? name;
}

export const CSV_HEADINGS: Record<Locale, readonly string[]> = { en: ['Row', 'Let in', 'Why'], es: ['Fila', 'Se incorpora', 'Por qué'] };
export const CSV_VERDICTS: Record<Locale, Record<string, string>> = {
  en: { remark: 'Only if you say so', wrong: 'No', duplicate: 'No', total: 'No' },
  es: { remark: 'Solo si usted lo dice', wrong: 'No', duplicate: 'No', total: 'No' },
};

/** What a row is about, in a few words of its own. */
export function whatOf(kind: Kind, values: Record<string, unknown> | null, raw: readonly string[] | null): string {
  const of = (...names: string[]) => names.map((name) => values?.[name]).filter((value) => typeof value === 'string');
  const said = kind === 'buildings' ? of('code', 'name') : kind === 'deficiencies' ? of('systemCode', 'scope') : of('systemCode', 'name');
  if (said.length > 1) return said.join(' ').slice(0, 160);
  return (raw ?? [])
    .map((cell) => cell.trim())
    .filter(Boolean)
    .slice(0, 4)
    .join(' · ')
    .slice(0, 160);
}
