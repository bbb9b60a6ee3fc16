import type { BulkReport, Refusal } from './acts.ts';

type Answer = { act?: string; number?: string; report?: BulkReport; errors?: Record<string, string>; checked?: string[] } | null;

/** The refusal of an act on one order, if the last form was that. */
export const refusalOf = (form: Answer): Refusal | undefined => (form?.act && form.act !== 'bulk' ? (form as Refusal) : undefined);

/** What became of the last act on many. */
export const reportOf = (form: Answer): { report: BulkReport | undefined; errors: Record<string, string> } => ({
  report: form?.report,
  errors: form?.act === 'bulk' ? (form.errors ?? {}) : {},
});

/** What was ticked in a bulk form that was refused. */
export const checkedIn = (form: Answer): string[] => form?.checked ?? [];
