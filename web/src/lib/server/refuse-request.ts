import type { RequestEvent } from '@sveltejs/kit';

const KB = 1024;
/** Who is not signed in sends a name, a password or a language. */
const FROM_ANYBODY = 64 * KB;
/** A form without files, which is held in memory as a whole. */
const WITHOUT_FILES = 1024 * KB;

/** What is turned away before anything of it is read: acts that another site began, and more than a form can hold. */
export function refusalOf({ request, url }: Pick<RequestEvent, 'request' | 'url'>, isSignedIn: boolean): Response | undefined {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return undefined;
  const header = (name: string) => request.headers.get(name);
  const isForeign = header('origin') !== null && header('origin') !== url.origin;
  if (isForeign || ['cross-site', 'same-site'].includes(header('sec-fetch-site') ?? '')) return say(403, 'This came from another site.');
  const isForm = header('content-type')?.startsWith('application/x-www-form-urlencoded');
  const most = isSignedIn ? (isForm ? WITHOUT_FILES : Infinity) : FROM_ANYBODY;
  if (header('content-length') === null && header('transfer-encoding') !== null && most < Infinity) return say(411, 'Say how long this is.');
  if (Number(header('content-length') ?? 0) > most) return say(413, 'This is more than we take.');
  return undefined;
}

const say = (status: number, words: string) => new Response(words, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
