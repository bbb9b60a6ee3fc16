import type { Refusal } from './acts.ts';

/** The refusal of an act on one order, if the last form was that. */
export const refusalOf = (form: { act?: string } | null): Refusal | undefined => (form?.act ? (form as Refusal) : undefined);
