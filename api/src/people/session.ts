import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Sql } from '@steward/db';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { Problem } from '#kernel/problem.ts';
import { byId, keep, noteVersion } from '#platform/kept.ts';
import { cookieNamed, cookiePrefix } from './known-browser.ts';
import { findActors, findSession, listLiveSessions } from './queries.ts';
import { authenticateToken, bearerIn, noteTokenUse } from './tokens/authenticate.ts';

const sessionCookie = (publicUrl: string) => `${cookiePrefix(publicUrl)}.session_token`;

type Signed = { secret: string; publicUrl: string };

/** The session token in the cookie, when its signature is ours; better-auth signs it with HMAC-SHA-256 as `token.signature`. */
export function sessionToken(cookieHeader: string | undefined, { secret, publicUrl }: Signed): string | undefined {
  const match = cookieNamed(cookieHeader, sessionCookie(publicUrl));
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

/** The same for many at once: those of these sessions that are live. Who holds what they held before is the same object as before. */
export async function actorsOfSessions(db: Sql, tokens: readonly string[], now: Date): Promise<ReadonlyMap<string, Actor>> {
  const { access, live } = await listLiveSessions(db, tokens, now);
  const personIds = [...new Set(live.map(({ personId }) => personId))];
  let all: Promise<ReadonlyMap<string, Actor>> | undefined;
  const load = async (personId: string) => {
    all ??= findActors(db, personIds, now).then(byId);
    return [(await all).get(personId)!];
  };
  const held = live.map(async ({ token, personId }): Promise<[string, Actor]> => {
    const [actor] = await keep(db, 'access', `${personId} ${districtDay(now)}`, () => load(personId), access);
    return [token, actor!];
  });
  return new Map(await Promise.all(held));
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

/**
 * The person behind a live session with all they hold. The session is looked up each time, so a revoked one ends at once; what they hold is
 * kept for the day, and until anybody's access changes, which the look-up tells.
 */
export async function actorOfSession(db: Sql, token: string, now: Date): Promise<Actor | undefined> {
  const session = await findSession(db, token, now);
  if (!session) return undefined;
  noteVersion(db, 'catalogue', session.catalogue);
  const thing = `${session.personId} ${districtDay(now)}`;
  return (await keep(db, 'access', thing, () => findActors(db, [session.personId], now), session.access))[0];
}

/** Who is signed in where anybody may ask: on a route that is public. */
export async function whoIsSignedIn(app: FastifyInstance, request: FastifyRequest): Promise<Actor | undefined> {
  const { sessionSecret: secret, publicUrl } = app.config;
  const token = sessionToken(request.headers.cookie, { secret, publicUrl });
  return token === undefined ? undefined : actorOfSession(app.db, token, app.clock());
}

/** Puts `request.actor` on every route that is not public, or why there is none. */
export function sessions(app: FastifyInstance) {
  app
    .decorateRequest('actor', null as never)
    .decorateRequest('sessionToken', null)
    .decorateRequest('notSignedIn', null);
  noteTokenUse(app);
  const { sessionSecret: secret, publicUrl } = app.config;
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.isPublic || request.is404) return;
    const bearer = bearerIn(request);
    const token = sessionToken(request.headers.cookie, { secret, publicUrl });
    try {
      const actor = bearer === undefined ? token && (await actorOfSession(app.db, token, app.clock())) : await actorOfBearer(app, request, bearer);
      if (!actor) throw new Problem(401, 'session.required', 'Sign in first.');
      request.actor = actor;
      request.sessionToken = bearer === undefined ? (token ?? null) : null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      request.notSignedIn = error;
    }
  });
}

function actorOfBearer(app: FastifyInstance, request: FastifyRequest, bearer: string) {
  if (cookieNamed(request.headers.cookie, sessionCookie(app.config.publicUrl)) !== undefined)
    throw new Problem(400, 'session.cookie_and_token', 'Send a session cookie or a token, not both.');
  return authenticateToken(app, request, bearer);
}

/** Refuses who is not signed in, and what another site began with somebody's cookie. After the requests are counted: who guesses counts as well. */
export function requireSession(app: FastifyInstance) {
  app.addHook('onRequest', async (request) => {
    if (request.notSignedIn) throw request.notSignedIn;
    if (request.sessionToken !== null) refuseOtherOrigin(request, app.config.publicUrl);
  });
}
