/** What files about a programme's money hold. */
export const FILE_KINDS = ['projects', 'actuals', 'purchase_orders', 'vendors'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
export const FINANCE_KINDS = ['actuals', 'purchase_orders', 'vendors'] as const;
export type FinanceKind = (typeof FINANCE_KINDS)[number];
export const isFinanceKind = (kind: string): kind is FinanceKind => (FINANCE_KINDS as readonly string[]).includes(kind);
