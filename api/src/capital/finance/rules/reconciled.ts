/** The last statement of one kind, and how many of its differences nobody explained yet. */
export type Statement = { kind: 'actuals' | 'purchase_orders'; asOfOn: string; open: number };

/**
 * As of when our books and the finance system's agree: everything that was brought matches or is explained. Actuals alone can say so, orders alone cannot. Of two statements the earlier day counts. Null: they do not, or not yet.
 */
export function reconciledAsOf(statements: readonly Statement[]): string | null {
  if (!statements.some(({ kind }) => kind === 'actuals') || statements.some(({ open }) => open > 0)) return null;
  return statements.map(({ asOfOn }) => asOfOn).toSorted()[0]!;
}
