import type { RequestEvent } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, type Locale } from '#lib/paraglide/runtime.js';

/** Keeps the chosen language in this browser. Readable by scripts: the messages in the browser need it too. */
export const keepLanguage = ({ cookies, url }: RequestEvent, locale: Locale) =>
  cookies.set(cookieName, locale, { path: '/', httpOnly: false, secure: url.protocol === 'https:', sameSite: 'lax', maxAge: cookieMaxAge });
