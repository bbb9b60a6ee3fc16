import { type Cookies, error, type RequestEvent } from '@sveltejs/kit';
import type { Me } from '#lib/api/types.ts';

/** Whether a session cookie came along at all: without one the API need not be asked who this is. */
export const hasSession = (cookies: Cookies) => cookies.getAll().some(({ name }) => name.endsWith('steward.session_token'));

/** Hands the API's cookies on to the browser as they are: the value is signed, so encoding it again would lose the session. */
export function passCookiesOn(event: RequestEvent, answer: Response) {
  for (const line of answer.headers.getSetCookie()) {
    const { name, value: _, ...attributes } = event.cookies.parse(line);
    const raw = line.slice(line.indexOf('=') + 1).split(';', 1)[0] ?? '';
    event.cookies.set(name, raw, {
      ...attributes,
      path: attributes.path ?? '/',
      httpOnly: attributes.httpOnly ?? false,
      secure: attributes.secure ?? false,
      encode: (v) => v,
    });
  }
}

/** Where to go after signing in: a path of ours, never another site. */
export function safeNext(next: string | null, origin: string): string {
  if (!next?.startsWith('/')) return '/';
  const url = URL.parse(next, origin);
  if (!url || url.origin !== origin || /^\/(sign-in|sign-out|lang)(\/|$)/.test(url.pathname)) return '/';
  // `//host` and `/\host` have another origin and are gone by now; `/.//host` has ours, and its path alone would name another.
  if (url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}

/**
 * For the layout of a page that not everybody has: to others it is as if there were none. In a layout rather than in the hooks, so that the
 * answer is the portal's own error page. Of several pages one is enough. What they may do the API decides again for each act.
 */
export function mustHavePage({ me, requestId }: Pick<App.Locals, 'me' | 'requestId'>, ...anyOf: Me['pages'][number][]) {
  if (!anyOf.some((page) => me?.pages.includes(page))) error(404, { message: 'There is no such page.', requestId });
}
