import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage } from '#lib/format.ts';

export type Asked = NonNullable<components['schemas']['MySurvey']['survey']>;
/** What became of the form. */
export type Answered = { values: Record<string, string>; errors: Record<string, string>; title?: string; isDone?: boolean };
/** Nothing is shown of fewer. */
export const LEAST = 10;
/** A service in the reader's language. */
export const nameOf = ({ nameEn, nameEs }: { nameEn: string; nameEs: string }) => inLanguage({ en: nameEn, es: nameEs });
