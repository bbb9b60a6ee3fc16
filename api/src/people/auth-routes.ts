import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '#kernel/problem.ts';
import type { Auth } from './auth.ts';
import { isKnownBrowser, knownBrowserCookie } from './known-browser.ts';
import { noCredentials, passwordsOff, wrongCredentials } from './problems.ts';
import type { ProviderSignIn } from './providers/provider-sign-in.ts';
import { providerRoutes } from './providers/routes.ts';
import { hasLeft } from './read-people.ts';
import { refuseOtherOrigin, sessionToken } from './session.ts';
import { beginSignIn, endSignIn, leaveSession } from './sign-in.ts';

const Credentials = z.object({ email: z.string().trim().toLowerCase().max(200), password: z.string().min(1).max(200) });

function credentialsIn(request: FastifyRequest) {
  try {
    return Credentials.parse(JSON.parse((request.body as Buffer).toString()));
  } catch {
    throw noCredentials();
  }
}

/** What of better-auth is open to the world. Everything else it could do (change one's name, sign up, tell a session's token) is not part of Steward. */
const SIGN_OUT = '/api/auth/sign-out';

/** Who has left is answered as an address that nobody has: the same words after the same time. */
const NOBODY = 'nobody@invalid.example';

/** Sign-in and sign-out under /api/auth/*: better-auth's own routes. Guesses are slowed down. */
export const authRoutes = (auth: Auth, providers: ProviderSignIn) => async (app: FastifyInstance) => {
  const { db, config } = app;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 20_000 }, (_request, body, done) => done(null, body));
  const handle = async (request: FastifyRequest, path: string, body: object) => {
    const headers = fromNodeHeaders(request.headers);
    headers.set('x-forwarded-for', request.ip);
    headers.set('content-type', 'application/json');
    headers.delete('content-length');
    return auth.handler(new Request(new URL(path, config.publicUrl), { method: 'POST', headers, body: JSON.stringify(body) }));
  };
  app.post('/api/auth/sign-in/email', {
    schema: { hide: true },
    config: { isPublic: true },
    handler: async (request, reply) => {
      refuseOtherOrigin(request, config.publicUrl);
      if (!config.hasPasswords) throw passwordsOff();
      const { email, password } = credentialsIn(request);
      const known = { email, secret: config.sessionSecret, publicUrl: config.publicUrl };
      const tried = { email, ip: request.ip, isKnownBrowser: isKnownBrowser(request.headers.cookie, known) };
      await beginSignIn(db, tried, config, app.clock());
      const answer = await handle(request, request.url, { email: (await hasLeft(db, email)) ? NOBODY : email, password });
      if (answer.status === 400) throw noCredentials();
      if (answer.status >= 400) throw wrongCredentials();
      await endSignIn(db, tried, config);
      await leaveSession(db, sessionToken(request.headers.cookie, known));
      const { user } = (await answer.json()) as { user: { id: string; name: string; email: string } };
      // The session's token goes into the cookie and nowhere else, where scripts cannot read it.
      return reply
        .header('set-cookie', [...answer.headers.getSetCookie(), knownBrowserCookie(known)])
        .send({ user: { id: user.id, name: user.name, email: user.email } });
    },
  });
  app.post(SIGN_OUT, {
    schema: { hide: true },
    config: { isPublic: true },
    handler: async (request, reply) => {
      refuseOtherOrigin(request, config.publicUrl);
      const token = sessionToken(request.headers.cookie, { secret: config.sessionSecret, publicUrl: config.publicUrl });
      // While the session is there: it knows by which provider it began.
      const continueAt = await providers.signOutAt(token ?? null);
      const answer = await handle(request, SIGN_OUT, {});
      if (answer.status < 400) return reply.header('set-cookie', answer.headers.getSetCookie()).send({ success: true, continueAt });
      throw answer.status === 401
        ? new Problem(401, 'session.required', 'Sign in first.')
        : new Problem(400, 'request.invalid', 'This request is not one that signing out knows.');
    },
  });
  providerRoutes(providers)(app);
};
