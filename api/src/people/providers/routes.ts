import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '#kernel/problem.ts';
import type { ProblemCode } from '#kernel/problem-codes.ts';
import { providerUnreachable, unknownProvider } from '../problems.ts';
import { refuseOtherOrigin, sessionToken } from '../session.ts';
import { leaveSession } from '../sign-in.ts';
import type { ProviderSignIn } from './provider-sign-in.ts';

const Start = z.strictObject({ provider: z.string().max(60), next: z.string().max(2_000).optional() });

/** A page of ours to come back to, as a whole address: never another site. */
function comeBackTo(publicUrl: string, next = '/'): string {
  const url = next.startsWith('/') ? URL.parse(next, publicUrl) : null;
  return url && url.origin === new URL(publicUrl).origin ? url.href : `${publicUrl}/`;
}

function startOf(request: FastifyRequest) {
  try {
    return Start.parse(JSON.parse((request.body as Buffer | undefined)?.toString() ?? ''));
  } catch {
    throw new Problem(400, 'request.invalid', 'Say by which provider, and where to go on.', {
      errors: [{ pointer: '/provider', in: 'body', detail: 'Send the id of a provider in sign-in-options.' }],
    });
  }
}

const headersOf = (request: FastifyRequest) => {
  const headers = fromNodeHeaders(request.headers);
  headers.set('x-forwarded-for', request.ip);
  headers.delete('content-length');
  return headers;
};

/** What a provider says when it lets somebody go without signing them in; all else is a failure of its own. */
const FAILURES: Record<string, ProblemCode> = { access_denied: 'session.provider_declined' };
const OPENS_A_SESSION = /steward\.session_token=[^;]/;

/** Signing in by a provider: the start gives the address to go to, the callback answers who comes back from there with a page of ours. */
export const providerRoutes = (providers: ProviderSignIn) => (app: FastifyInstance) => {
  const { publicUrl, sessionSecret, signInsPerMinute } = app.config;
  // A whole school comes from one address in the morning.
  const rateLimit = { max: signInsPerMinute * 30, timeWindow: 60_000, keyGenerator: (request: FastifyRequest) => `provider ${request.ip}` };

  app.post('/api/auth/sign-in/social', {
    schema: { hide: true },
    config: { isPublic: true, rateLimit },
    handler: async (request, reply) => {
      refuseOtherOrigin(request, publicUrl);
      const { provider: id, next } = startOf(request);
      const provider = providers.find(id);
      if (!provider) throw unknownProvider();
      if (!(await providers.isReachable(provider))) throw providerUnreachable(provider.name);
      const callbackURL = comeBackTo(publicUrl, next);
      const errorCallbackURL = `${publicUrl}/sign-in?${new URLSearchParams({ provider: id, next: next ?? '/' }).toString()}`;
      const headers = headersOf(request);
      headers.set('content-type', 'application/json');
      const body = JSON.stringify({ provider: id, callbackURL, errorCallbackURL, disableRedirect: true });
      const { answer } = await providers.handle(provider, new Request(new URL(request.url, publicUrl), { method: 'POST', headers, body }));
      if (!answer.ok) throw providerUnreachable(provider.name);
      return reply.send(answer);
    },
  });

  app.get<{ Params: { provider: string } }>('/api/auth/callback/:provider', {
    schema: { hide: true },
    config: { isPublic: true, rateLimit },
    handler: async (request, reply) => {
      const provider = providers.find(request.params.provider);
      if (!provider) throw unknownProvider();
      const { answer, refusal } = await providers.handle(provider, new Request(new URL(request.url, publicUrl), { headers: headersOf(request) }));
      const cookies = answer.headers.getSetCookie();
      for (const cookie of cookies) void reply.header('set-cookie', cookie);
      const goesTo = URL.parse(answer.headers.get('location') ?? '/', publicUrl) ?? new URL(publicUrl);
      if (cookies.some((cookie) => OPENS_A_SESSION.test(cookie))) {
        await leaveSession(app.db, sessionToken(request.headers.cookie, { secret: sessionSecret, publicUrl }));
        return reply.redirect(goesTo.href, 302);
      }
      const said = goesTo.searchParams.get('error') ?? '';
      const page = new URL('/sign-in', publicUrl);
      page.searchParams.set('provider', provider.id);
      page.searchParams.set('next', goesTo.searchParams.get('next') ?? '/');
      page.searchParams.set('problem', refusal?.code ?? FAILURES[said] ?? 'session.provider_failed');
      return reply.redirect(page.href, 302);
    },
  });
};
