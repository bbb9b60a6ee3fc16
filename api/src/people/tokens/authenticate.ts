import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { Problem } from '#kernel/problem.ts';
import { findActorByToken } from '../queries.ts';
import { asProgram, isUseWorthNoting } from '../rules/tokens.ts';
import { hashOf } from './make-token.ts';
import { setUsed } from './queries.ts';

/** The bearer's secret, where the request names itself a program's. */
export const bearerIn = (request: FastifyRequest) => /^bearer\s+(.*)$/is.exec(request.headers.authorization ?? '')?.[1]?.trim();

const challenge = (error: string, more = '') => ({ 'www-authenticate': `Bearer realm="steward", error="${error}"${more}` });

// Made up, expired, revoked, its owner gone: one sentence for all, after the one look into the database that finds nothing.
const notLive = () =>
  new Problem(401, 'session.token_invalid', 'This token opens nothing: it is not ours, or it is over.', { headers: challenge('invalid_token') });

/** The program behind a token, if the token is let do what the route is for. */
export async function authenticateToken(app: FastifyInstance, request: FastifyRequest, secret: string): Promise<Actor> {
  const now = app.clock();
  const found = await findActorByToken(app.db, hashOf(secret), now);
  if (!found) throw notLive();
  const { actor, token } = found;
  if (isUseWorthNoting(token.lastUsedAt, now)) request.tokenUse = token.id;
  const { scope } = request.routeOptions.config;
  if (!scope)
    throw new Problem(403, 'session.token_not_here', 'This is for people: no token opens it.', { headers: challenge('insufficient_scope') });
  if (!token.scopes.includes(scope))
    throw new Problem(403, 'session.token_scope', `This token may not do that: it needs ${scope}.`, {
      headers: challenge('insufficient_scope', `, scope="${scope}"`),
    });
  return asProgram(actor, { id: token.id, scopes: token.scopes });
}

/** Notes that a token was used, after its answer has gone. */
export function noteTokenUse(app: FastifyInstance) {
  app.decorateRequest('tokenUse', null);
  app.addHook('onResponse', async (request) => {
    if (!request.tokenUse) return;
    const now = app.clock();
    await setUsed(app.db, request.tokenUse, now, new Date(now.getTime() - 60_000)).catch((error: unknown) =>
      request.log.warn({ failure: (error as Error).name }, 'the use of a token was not noted'),
    );
  });
}
