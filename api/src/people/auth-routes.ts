import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '#kernel/problem.ts';
import type { Auth } from './auth.ts';

const emailIn = (request: FastifyRequest) => {
  try {
    const { email } = JSON.parse((request.body as Buffer).toString()) as { email?: unknown };
    return typeof email === 'string' ? email.toLowerCase().slice(0, 200) : '';
  } catch {
    return '';
  }
};

/** Sign-in, sign-out and sessions under /api/auth/*: better-auth's own routes, given the raw body. Guesses at one address are slowed down. */
export const authRoutes = (auth: Auth) => async (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 20_000 }, (_request, body, done) => done(null, body));
  const handle = async (request: FastifyRequest) => {
    const headers = fromNodeHeaders(request.headers);
    headers.set('x-forwarded-for', request.ip);
    headers.delete('content-length');
    const body = request.body ? { body: request.body as Buffer<ArrayBuffer> } : {};
    return auth.handler(new Request(new URL(request.url, app.config.publicUrl), { method: request.method, headers, ...body }));
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
      const answer = await handle(request);
      if (answer.status < 400) return reply.send(answer);
      // One answer for a wrong password, an unknown address and a person who has left.
      throw answer.status === 401 || answer.status === 403
        ? new Problem(401, 'session.wrong_credentials', 'This e-mail address and password do not match.')
        : new Problem(400, 'request.invalid', 'Send an e-mail address and a password.', {
            errors: [{ pointer: '/email', in: 'body', detail: 'Write your e-mail address, as name@school.org.' }],
          });
    },
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    config: { isPublic: true },
    handler: async (request, reply) => reply.send(await handle(request)),
  });
};
