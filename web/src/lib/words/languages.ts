import type { Locale } from '#lib/paraglide/runtime.js';

/** Each language named in itself: who needs another may not read this one. */
export const LANGUAGES: Record<Locale, string> = { en: 'English', es: 'Español' };
