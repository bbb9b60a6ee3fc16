import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';
import type { Auth } from './auth.ts';
import { hasLeft } from './read-people.ts';
import { refuseOtherOrigin } from './session.ts';

const emailIn = (request: FastifyRequest) => {
  try {
    const { email } = JSON.parse((request.body as Buffer).toString()) as { email?: unknown };
    return typeof email === 'string' ? email.toLowerCase().slice(0, 200) : '';
  } catch {
    return '';
  }
};

/** What of better-auth is open to the world. Everything else it could do (change one's name, sign up, link accounts) is not part of Steward. */
const OPEN = [
  ['POST', '/api/auth/sign-out'],
  ['GET', '/api/auth/get-session'],
] as const;

/** Who has left is answered as an address that nobody has: the same words after the same time. */
const NOBODY = { email: 'nobody@invalid.example', password: 'no password' };

/** Sign-in, sign-out and sessions under /api/auth/*: better-auth's own routes, given the raw body. Guesses at one address are slowed down. */
export const authRoutes = (auth: Auth) => async (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 20_000 }, (_request, body, done) => done(null, body));
  const handle = async (request: FastifyRequest, replaced?: object) => {
    const headers = fromNodeHeaders(request.headers);
    headers.set('x-forwarded-for', request.ip);
    headers.delete('content-length');
    const given = replaced ? Buffer.from(JSON.stringify(replaced)) : (request.body as Buffer<ArrayBuffer> | undefined);
    return auth.handler(
      new Request(new URL(request.url, app.config.publicUrl), { method: request.method, headers, ...(given ? { body: given } : {}) }),
    );
  };
  app.post('/api/auth/sign-in/email', {
    schema: { hide: true },
    config: {
      isPublic: true,
      rateLimit: {
        max: app.config.signInsPerMinute,
        timeWindow: 60_000,
        hook: 'preHandler',
        keyGenerator: (request: FastifyRequest) => `sign-in ${request.ip} ${emailIn(request)}`,
      },
    },
    handler: async (request, reply) => {
      refuseOtherOrigin(request, app.config.publicUrl);
      const answer = await handle(request, (await hasLeft(app.db, emailIn(request))) ? NOBODY : undefined);
      if (answer.status < 400) return reply.send(answer);
      throw answer.status === 401 || answer.status === 403
        ? new Problem(401, 'session.wrong_credentials', 'This e-mail address and password do not match.')
        : new Problem(400, 'request.invalid', 'Send an e-mail address and a password.', {
            errors: [{ pointer: '/email', in: 'body', detail: 'Write your e-mail address, as name@school.org.' }],
          });
    },
  });
  for (const [method, url] of OPEN)
    app.route({
      method,
      url,
      schema: { hide: true },
      config: { isPublic: true },
      handler: async (request, reply) => {
        refuseOtherOrigin(request, app.config.publicUrl);
        const answer = await handle(request);
        if (answer.status < 400) return reply.send(answer);
        throw answer.status === 401
          ? new Problem(401, 'session.required', 'Sign in first.')
          : new Problem(400, 'request.invalid', 'This request is not one that signing in or out knows.');
      },
    });
};
