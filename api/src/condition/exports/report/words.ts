import type { Cause } from '../../rules/bridge.ts';

export type Locale = 'en' | 'es';
const BANDS: Record<Locale, Record<string, string>> = {
  en: { good: 'Good', fair: 'Fair', poor: 'Poor', critical: 'Critical' },
  es: { good: 'Buena', fair: 'Regular', poor: 'Mala', critical: 'Crítica' },
};
const CAUSES: Record<Locale, Record<Cause, string>> = {
  en: {
    work: 'Work done',
    findings: 'New findings',
    ageing: 'Renewals fallen due',
    escalation: 'Dearer money',
    method: 'Method or cost basis',
    correction: 'Inventory corrected',
  },
  es: {
    work: 'Trabajo hecho',
    findings: 'Hallazgos nuevos',
    ageing: 'Renovaciones vencidas',
    escalation: 'Dinero más caro',
    method: 'Método o base de costos',
    correction: 'Inventario corregido',
  },
};
const PRIORITIES: Record<Locale, Record<number, string>> = {
  en: { 1: 'Critical', 2: 'Necessary', 3: 'Deferrable', 4: 'Desirable' },
  es: { 1: 'Crítico', 2: 'Necesario', 3: 'Aplazable', 4: 'Deseable' },
};
const LEVELS: Record<Locale, Record<string, string>> = {
  en: { elementary: 'Elementary', middle: 'Middle', high: 'High', 'multi-level': 'Several levels' },
  es: { elementary: 'Primaria', middle: 'Secundaria', high: 'Preparatoria', 'multi-level': 'Varios niveles' },
};
const RATINGS: Record<Locale, Record<string, string>> = {
  en: { good: 'good', fair: 'fair', poor: 'poor', unsatisfactory: 'unsatisfactory', not_applicable: 'not applicable' },
  es: { good: 'bueno', fair: 'regular', poor: 'malo', unsatisfactory: 'insatisfactorio', not_applicable: 'no aplica' },
};
export const WORDS = {
  en: {
    title: (name: string) => `Condition of ${name}`,
    demonstration: 'Demonstration: not real figures',
    sentence: (ratio: string, deferred: string, value: string, each: string) =>
      `Its FCI is ${ratio}: of every $100 that its buildings are worth, ${each} of repairs and renewals are put off. That is ${deferred} of ${value}.`,
    sentenceNone: 'Nobody knows what replacing its buildings would cost, so there is no FCI.',
    band: (band: string) => `Band: ${band}.`,
    deferred: 'Deferred',
    value: 'Replacement value',
    students: 'Students',
    area: 'Gross floor area',
    sqft: (n: string) => `${n} sq ft`,
    built: 'Built',
    buildings: 'Buildings',
    withGrounds: (n: string) => `${n}, and the site`,
    systems: 'Condition by system',
    systemsAlt: (worst: string) => `Bars: deferred over replacement value of each system, the worst first. ${worst}`,
    noSystems: 'Nothing is known of its systems in money.',
    rated: 'What the assessor said of its systems',
    why: 'Why so much is deferred',
    madeOf: (whole: string, parts: string, year: number) => `Deferred: ${whole} = ${parts}. All amounts are in money of ${year}.`,
    ofFound: (sum: string, n: number) => `${sum} for ${n === 1 ? '1 open deficiency' : `${n} open deficiencies`}`,
    ofDue: (sum: string, n: number) => `${sum} for ${n === 1 ? '1 part past its life' : `${n} parts past their life`}`,
    ofStated: (sum: string) => `${sum} as the assessor stated it`,
    deficiencies: 'Open deficiencies, the gravest first',
    due: 'Parts past their life, the dearest first',
    part: 'Part past its life',
    dueSince: 'Due since',
    moreDue: (n: number) => `And ${n} more ${n === 1 ? 'part' : 'parts'} past their life.`,
    more: (n: number) => `And ${n} more.`,
    moreSystems: (n: number, deferred: string) => `And ${n} more ${n === 1 ? 'system' : 'systems'}, with ${deferred} deferred.`,
    noValue: 'value unknown',
    system: 'System',
    fci: 'FCI',
    what: 'What',
    priority: 'Priority',
    cost: 'Cost',
    changed: 'What changed in the last year',
    changedNone: 'Nothing changed.',
    cause: 'Cause',
    deferredBy: 'Deferred, by',
    valueBy: 'Value, by',
    stated: (year: number, basis: number, effective: string, source: string) =>
      `Amounts are in money of ${year}, by cost basis ${basis} in effect since ${effective} (${source}). FCI is deferred maintenance over current replacement value.`,
    asOf: (day: string, year: number, basis: number, effective: string, source: string) =>
      `As of ${day}, in money of ${year}, by cost basis ${basis} in effect since ${effective} (${source}). FCI is deferred maintenance over current replacement value; that of several buildings is their sums divided, never a mean.`,
    assessed: (assessor: string, day: string) => `Assessed by ${assessor} on ${day}.`,
    district: 'The district',
    page: 'Steward',
  },
  es: {
    title: (name: string) => `Estado de ${name}`,
    demonstration: 'Demostración: cifras no reales',
    sentence: (ratio: string, deferred: string, value: string, each: string) =>
      `Su FCI es ${ratio}: de cada $100 que valen sus edificios, hay ${each} de reparaciones y renovaciones aplazadas. Son ${deferred} de ${value}.`,
    sentenceNone: 'Nadie sabe cuánto costaría reponer sus edificios, así que no hay FCI.',
    band: (band: string) => `Nivel: ${band}.`,
    deferred: 'Aplazado',
    value: 'Valor de reposición',
    students: 'Estudiantes',
    area: 'Superficie bruta',
    sqft: (n: string) => `${n} pies²`,
    built: 'Construido',
    buildings: 'Edificios',
    withGrounds: (n: string) => `${n}, y el terreno`,
    systems: 'Estado por sistema',
    systemsAlt: (worst: string) => `Barras: lo aplazado sobre el valor de reposición de cada sistema, primero el peor. ${worst}`,
    noSystems: 'No se sabe nada de sus sistemas en dinero.',
    rated: 'Lo que dijo el evaluador de sus sistemas',
    why: 'Por qué hay tanto aplazado',
    madeOf: (whole: string, parts: string, year: number) => `Aplazado: ${whole} = ${parts}. Todos los importes están en dinero de ${year}.`,
    ofFound: (sum: string, n: number) => `${sum} por ${n === 1 ? '1 deficiencia abierta' : `${n} deficiencias abiertas`}`,
    ofDue: (sum: string, n: number) => `${sum} por ${n === 1 ? '1 parte que pasó su vida útil' : `${n} partes que pasaron su vida útil`}`,
    ofStated: (sum: string) => `${sum} según lo indicó el evaluador`,
    deficiencies: 'Deficiencias abiertas, primero las más graves',
    due: 'Partes que pasaron su vida útil, primero las más caras',
    part: 'Parte que pasó su vida útil',
    dueSince: 'Vencida desde',
    moreDue: (n: number) => `Y ${n} ${n === 1 ? 'parte' : 'partes'} más que pasaron su vida útil.`,
    more: (n: number) => `Y ${n} más.`,
    moreSystems: (n: number, deferred: string) => `Y ${n} ${n === 1 ? 'sistema' : 'sistemas'} más, con ${deferred} aplazados.`,
    noValue: 'valor desconocido',
    system: 'Sistema',
    fci: 'FCI',
    what: 'Qué',
    priority: 'Prioridad',
    cost: 'Costo',
    changed: 'Qué cambió en el último año',
    changedNone: 'No cambió nada.',
    cause: 'Causa',
    deferredBy: 'Aplazado, en',
    valueBy: 'Valor, en',
    stated: (year: number, basis: number, effective: string, source: string) =>
      `Los importes están en dinero de ${year}, según la base de costos ${basis} vigente desde ${effective} (${source}). El FCI es el mantenimiento aplazado sobre el valor de reposición.`,
    asOf: (day: string, year: number, basis: number, effective: string, source: string) =>
      `Al ${day}, en dinero de ${year}, según la base de costos ${basis} vigente desde ${effective} (${source}). El FCI es el mantenimiento aplazado sobre el valor de reposición; el de varios edificios son sus sumas divididas, nunca una media.`,
    assessed: (assessor: string, day: string) => `Evaluado por ${assessor} el ${day}.`,
    district: 'El distrito',
    page: 'Steward',
  },
} as const;

const MADE_UP = 'Made up for the demonstration';
/** Where its costs come from, as its keeper wrote it; what the demonstration writes, in the reader’s language. */
export const basisSource = (source: string, locale: Locale) =>
  locale === 'es' && source.startsWith(MADE_UP) ? `Inventado para la demostración${source.slice(MADE_UP.length)}` : source;
export const bandWords = (band: string, locale: Locale) => BANDS[locale][band] ?? band;
export const causeWords = (cause: string, locale: Locale) => CAUSES[locale][cause as Cause] ?? cause;
export const priorityWords = (priority: number, locale: Locale) => PRIORITIES[locale][priority] ?? String(priority);
export const levelWords = (level: string, locale: Locale) => LEVELS[locale][level] ?? level;
export const ratingWords = (rating: string, locale: Locale) => RATINGS[locale][rating] ?? rating;

const TAGS = { en: 'en-US', es: 'es-US' } as const;
/** "$1,234" or, from a million on, "$1.2 million". */
export function moneyWords(cents: bigint, locale: Locale): string {
  const dollars = Number(cents) / 100;
  const isLarge = Math.abs(dollars) >= 1_000_000;
  return new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    ...(isLarge
      ? { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 1, useGrouping: 'always' as const }
      : { maximumFractionDigits: 0 }),
  }).format(dollars);
}
/** "$1,234,567": what adds up is not shortened. */
export const exactMoney = (cents: bigint, locale: Locale) =>
  new Intl.NumberFormat(TAGS[locale], { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 }).format(
    Number(cents) / 100,
  );
export const signedMoney = (cents: bigint, locale: Locale) => (cents > 0n ? `+${moneyWords(cents, locale)}` : moneyWords(cents, locale));
export const percentWords = (ratio: number, locale: Locale) =>
  new Intl.NumberFormat(TAGS[locale], { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(ratio);
export const eachHundred = (ratio: number, locale: Locale) =>
  new Intl.NumberFormat(TAGS[locale], { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' }).format(ratio * 100);
export const numberWords = (value: number, locale: Locale) => new Intl.NumberFormat(TAGS[locale]).format(value);
export const dayWords = (day: string, locale: Locale) =>
  new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
