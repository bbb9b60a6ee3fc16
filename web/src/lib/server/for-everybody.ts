import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { cookieName, isLocale } from '#lib/paraglide/runtime.js';

/** The pages that everybody may read: the same for all who ask, so that a cache may keep them. */
export const isForEverybody = (event: Pick<RequestEvent, 'route'>) => event.route.id === '/open' || (event.route.id?.startsWith('/open/') ?? false);

/** What such a page may know of who asks: the language in its address, or else the browser's. */
export function headersForEverybody({ request, url }: Pick<RequestEvent, 'request' | 'url'>): Headers {
  const headers = new Headers({ 'accept-language': request.headers.get('accept-language') ?? '' });
  const chosen = url.searchParams.get('lang');
  if (chosen !== null && isLocale(chosen)) headers.set('cookie', `${cookieName}=${chosen}`);
  return headers;
}

/** Tells versions of a page apart; what lets its styles through is another word each time and does not count. */
export async function withTag(response: Response): Promise<Response> {
  if (response.status !== 200) return response;
  const html = await response.text();
  const digest = createHash('sha256')
    .update(html.replaceAll(/ nonce="[^"]*"/g, ''))
    .digest('base64url');
  const tagged = new Response(html, { status: response.status, headers: response.headers });
  tagged.headers.set('etag', `"${digest.slice(0, 27)}"`);
  return tagged;
}

const NOT_TO_BE_FOUND = '<meta name="robots" content="noindex" />';
/** Search engines may list what is real. */
export const findable = (html: string) => html.replace(NOT_TO_BE_FOUND, '');
