import { DEMONSTRATION } from '../../work-orders/index.ts';

export const LICENCE = {
  code: 'CC-BY-4.0',
  name: 'Creative Commons Attribution 4.0 International',
  url: 'https://creativecommons.org/licenses/by/4.0/',
};

/** What every answer says first: of which day, under which licence, and whether its figures are real. */
export const standOf = (asOf: string, isDemonstration: boolean, locale: 'en' | 'es' = 'en') => ({
  notice: isDemonstration ? DEMONSTRATION[locale] : null,
  isDemonstration,
  asOf,
  licence: LICENCE,
});
