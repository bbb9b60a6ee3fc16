import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';
import { findActorBySession } from './queries.ts';

const COOKIE = /(?:^|;\s*)(?:__Secure-)?steward\.session_token=([^;]+)/;

/** The session token in the cookie, when its signature is ours; better-auth signs it with HMAC-SHA-256 as `token.signature`. */
export function sessionToken(cookieHeader: string | undefined, secret: string): string | undefined {
  const match = COOKIE.exec(cookieHeader ?? '')?.[1];
  if (!match || match.length > 500) return undefined;
  let raw: string;
  try {
    raw = decodeURIComponent(match);
  } catch {
    return undefined;
  }
  const dot = raw.lastIndexOf('.');
  if (dot < 1) return undefined;
  const want = createHmac('sha256', secret).update(raw.slice(0, dot)).digest();
  const got = Buffer.from(raw.slice(dot + 1), 'base64');
  return got.length === want.length && timingSafeEqual(got, want) ? raw.slice(0, dot) : undefined;
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : url);

/** A page of another site, or of a sibling of ours, may not act with this person's cookie, whatever the browser's cookie rules. Programs send no Origin. */
export function refuseOtherOrigin(request: FastifyRequest, publicUrl: string) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const { origin, host } = request.headers;
  const ours = [originOf(publicUrl), originOf(publicUrl.replace('//localhost', '//127.0.0.1')), `${request.protocol}://${host}`];
  const isOther = origin !== undefined && !ours.includes(origin);
  if (isOther || ['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site'])))
    throw new Problem(403, 'session.cross_site', 'This request came from another site.');
}

/** Puts `request.actor` on every route that is not public; 401 when nobody is signed in. Read anew each time, so a revoked session ends at once. */
export function sessions(app: FastifyInstance) {
  app.decorateRequest('actor', null as never);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.isPublic || request.is404) return;
    const token = sessionToken(request.headers.cookie, app.config.sessionSecret);
    const actor = token && (await findActorBySession(app.db, token, app.clock()));
    if (!actor) throw new Problem(401, 'session.required', 'Sign in first.');
    refuseOtherOrigin(request, app.config.publicUrl);
    request.actor = actor;
  });
}
