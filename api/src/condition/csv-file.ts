import { csvLine, DEMONSTRATION } from '../work-orders/index.ts';

/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
type Cell = Parameters<typeof csvLine>[0][number];

/** Lines as a CSV file; what is made up says so first. */
export const csvFile = (lines: readonly (readonly Cell[])[], { locale, isMadeUp }: { locale: 'en' | 'es'; isMadeUp: boolean }): string =>
  BYTE_ORDER_MARK + [...(isMadeUp ? [[DEMONSTRATION[locale]]] : []), ...lines].map(csvLine).join('');
