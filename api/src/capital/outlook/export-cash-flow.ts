import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { csvLine, DEMONSTRATION } from '../../work-orders/index.ts';
import { readOutlook } from './read-outlook.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const WORDS = {
  en: {
    title: 'Cash flow by month',
    asOf: 'As of',
    reconciled: 'Last matched with the finance system',
    never: 'never',
    columns: ['Month', 'Spent', 'Forecast', 'Together so far'],
  },
  es: {
    title: 'Flujo de caja por mes',
    asOf: 'Al',
    reconciled: 'Última conciliación con el sistema financiero',
    never: 'nunca',
    columns: ['Mes', 'Gastado', 'Pronóstico', 'Acumulado'],
  },
} as const;

/** The cash flow as CSV: of which day it is, and when it last agreed with the finance system, stand first. */
export async function exportCashFlow(on: Sql, actor: Actor, asked: { programme?: string | undefined }, now: Date): Promise<string> {
  const { programme, asOf, reconciledOn, isDemonstration, cashFlow } = await readOutlook(on, actor, asked, now);
  const words = WORDS[actor.locale];
  const lines = [
    ...(isDemonstration ? [[DEMONSTRATION[actor.locale]]] : []),
    [words.title, programme.name],
    [words.asOf, asOf, words.reconciled, reconciledOn ?? words.never],
    words.columns,
    ...cashFlow.months.map(({ month, actual, forecast, cumulative }) => [month.slice(0, 7), actual, forecast, cumulative]),
  ];
  return BYTE_ORDER_MARK + lines.map((cells) => csvLine([...cells])).join('');
}
