import { redirect } from '@sveltejs/kit';
import { isLocale } from '#lib/paraglide/runtime.js';
import { chooseLanguage, keepLanguage } from '#lib/server/language.ts';
import { safeNext } from '#lib/server/session.ts';

/** Keeps the chosen language and goes back to the page, which is in it for this browser in any case. */
export async function POST(event) {
  const { request, url } = event;
  const form = await request.formData();
  const locale = form.get('locale');
  if (isLocale(locale) && (await chooseLanguage(event, locale))) keepLanguage(event, locale);
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
