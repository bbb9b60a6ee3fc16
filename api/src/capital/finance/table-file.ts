import { csvLine, DEMONSTRATION } from '../../work-orders/index.ts';
import type { Programme } from '../received-files/queries.ts';

export type Locale = 'en' | 'es';

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

type Head = { title: string; programme: Programme; from?: string; asOf: string; comparedOn: string | null; locale: Locale };
const WORDS = {
  en: {
    programme: 'Programme',
    from: 'From',
    asOf: 'As of',
    reconciled: 'Last agreed with the finance system',
    compared: 'Last compared with it',
    never: 'never',
    source: 'Source',
  },
  es: {
    programme: 'Programa',
    from: 'Desde',
    asOf: 'Al',
    reconciled: 'Última conciliación con el sistema financiero',
    compared: 'Última comparación',
    never: 'nunca',
    source: 'Fuente',
  },
} as const;

/** What stands above a table: of what, as of when, and when it last agreed with the finance system. What is made up says so first. */
export function headOf({ title, programme, from, asOf, comparedOn, locale }: Head): string {
  const words = WORDS[locale];
  return (
    BYTE_ORDER_MARK +
    [
      ...(programme.isDemonstration ? [[DEMONSTRATION[locale]]] : []),
      [title],
      [words.programme, programme.name],
      ...(from === undefined ? [] : [[words.from, from]]),
      [words.asOf, asOf],
      [words.reconciled, programme.reconciledOn ?? words.never],
      [words.compared, comparedOn ?? words.never],
      [words.source, programme.source],
      [],
    ]
      .map((cells) => csvLine(cells))
      .join('')
  );
}
