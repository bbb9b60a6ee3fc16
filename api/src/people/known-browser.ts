import { createHmac, timingSafeEqual } from 'node:crypto';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** On https a name that only this host can set, over https only: neither a neighbour under the district's domain nor plain http can plant one. */
export const cookiePrefix = (publicUrl: string) => (publicUrl.startsWith('https:') ? '__Host-steward' : 'steward');

export const cookieNamed = (cookieHeader: string | undefined, name: string) =>
  (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

type For = { email: string; secret: string; publicUrl: string };

const mark = ({ email, secret }: For) => createHmac('sha256', secret).update(`known browser of ${email}`).digest('base64url');
const nameOf = (publicUrl: string) => `${cookiePrefix(publicUrl)}.known_browser`;

/** Was this person signed in with this browser before? It says nothing to anybody else, and opens nothing. */
export function isKnownBrowser(cookieHeader: string | undefined, known: For): boolean {
  const given = Buffer.from(cookieNamed(cookieHeader, nameOf(known.publicUrl)) ?? '');
  const wanted = Buffer.from(mark(known));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What the browser keeps after a sign-in. */
export const knownBrowserCookie = (known: For) =>
  `${nameOf(known.publicUrl)}=${mark(known)}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${known.publicUrl.startsWith('https:') ? '; Secure' : ''}`;
