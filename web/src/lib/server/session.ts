import type { Cookies, RequestEvent } from '@sveltejs/kit';

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
  // `//host` and `/\host` have another origin and are gone by now; the path is given back without it.
  return url.pathname + url.search + url.hash;
}
