import type { RequestEvent } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, type Locale } from '#lib/paraglide/runtime.js';
import { ifMatch } from './forms.ts';

/** Keeps the chosen language in this browser. Readable by scripts: the messages in the browser need it too. */
export const keepLanguage = ({ cookies, url }: RequestEvent, locale: Locale) =>
  cookies.set(cookieName, locale, { path: '/', httpOnly: false, secure: url.protocol === 'https:', sameSite: 'lax', maxAge: cookieMaxAge });

/** Keeps it here and, of who is signed in, on every other device and in mails. Gives why not, where that failed: then it is kept nowhere. */
export async function chooseLanguage(event: RequestEvent, locale: Locale) {
  const { me, api } = event.locals;
  // The newest choice stands, whatever else was chosen meanwhile on another device.
  const { error: problem } = me ? await api.PATCH('/api/me', { params: { header: ifMatch(me.version) }, body: { locale } }) : { error: undefined };
  if (!problem) keepLanguage(event, locale);
  return problem;
}
