import { redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, isLocale } from '#lib/paraglide/runtime.js';
import { safeNext } from '#lib/server/session.ts';

/** Keeps the chosen language and goes back to the page. Readable by scripts: the messages in the browser need it too. */
export async function POST({ request, cookies, url }) {
  const form = await request.formData();
  const locale = form.get('locale');
  if (isLocale(locale))
    cookies.set(cookieName, locale, { path: '/', httpOnly: false, secure: url.protocol === 'https:', sameSite: 'lax', maxAge: cookieMaxAge });
  const next = form.get('next');
  redirect(
    303,
    typeof next === 'string' && next.startsWith('/sign-in') ? signInAgain(next, url) : safeNext(typeof next === 'string' ? next : null, url.origin),
  );
}

/** The sign-in page may be gone back to here, with its own checked `next`. */
function signInAgain(next: string, url: URL): string {
  const wanted = URL.parse(next, url.origin)?.searchParams.get('next') ?? null;
  return wanted ? `/sign-in?next=${encodeURIComponent(safeNext(wanted, url.origin))}` : '/sign-in';
}
