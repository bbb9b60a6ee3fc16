import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';

/** What the provider says of somebody; their login is their subject. */
export type TestClaims = { email?: string; email_verified?: boolean; name?: string; roles?: string | string[] };
type Options = {
  id: string;
  port?: number;
  /** Where people come back to: Steward's public address. */
  redirectTo: readonly string[];
  /** Some providers tell of a person at their userinfo endpoint only. */
  tellsInToken?: boolean;
};

const CONTROL = '/people/';
const AN_HOUR = 3_600;
const signingKey = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };

const askBeforeSigningOut = (ctx: KoaContextWithOIDC, form: string) => {
  ctx.body = `<!doctype html><title>Sign out</title>${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`;
};

/** It warns of what is right in a test: it forgets everything, and lets anybody in. */
function quietly<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

/**
 * A real OpenID provider on this machine, for tests: anybody may sign in with any password. `PUT /people/<login>` says what it tells of them.
 * Its cookies carry its name, as browsers do not tell ports apart.
 */
export async function startProvider({ id, port = 0, redirectTo, tellsInToken = true }: Options) {
  const people = new Map<string, TestClaims>();
  let handler: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => {
    if (request.method !== 'PUT' || !request.url?.startsWith(CONTROL)) return void handler?.(request, response);
    const login = decodeURIComponent(request.url.slice(CONTROL.length));
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      people.set(login, JSON.parse(text) as TestClaims);
      response.writeHead(204).end();
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const settings: Configuration = {
    jwks: { keys: [signingKey] },
    ttl: { AccessToken: AN_HOUR, IdToken: AN_HOUR, Interaction: AN_HOUR, Session: AN_HOUR, Grant: AN_HOUR },
    clients: [
      {
        client_id: 'steward',
        client_secret: `secret of ${id}`,
        redirect_uris: redirectTo.map((url) => `${url}/api/auth/callback/${id}`),
        post_logout_redirect_uris: redirectTo.map((url) => `${url}/sign-in`),
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'roles'] },
    conformIdTokenClaims: !tellsInToken,
    cookies: { keys: ['a key for tests'], names: { session: `${id}_session`, interaction: `${id}_interaction`, resume: `${id}_resume` } },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    // Nobody is asked whether Steward may know their name.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    features: { rpInitiatedLogout: { enabled: true, logoutSource: askBeforeSigningOut }, devInteractions: { enabled: true } },
  };
  handler = quietly(() => new Provider(issuer, settings).callback());
  return {
    id,
    issuer,
    /** The variables with which Steward knows this provider. */
    env: (name: string, more: Record<string, string> = {}) => {
      const own = { ISSUER: issuer, CLIENT_ID: 'steward', CLIENT_SECRET: `secret of ${id}`, NAME: name, ...more };
      return Object.fromEntries(Object.entries(own).map(([key, value]) => [`OIDC_${id.toUpperCase()}_${key}`, value]));
    },
    tell: (login: string, claims: TestClaims) => people.set(login, claims),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
export type TestProvider = Awaited<ReturnType<typeof startProvider>>;

/** Signs in at a provider as a browser would, from its first address to the one that it sends the browser back to. */
export async function signInThere(start: string, login: string, backTo: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const go = async (url: URL, form?: Record<string, string>) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]!.split('=');
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`The provider stays at ${url.href}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    return new URL(next, url);
  };
  let at = await go(new URL(start));
  while (!at.href.startsWith(backTo))
    at = await go(at, at.pathname.startsWith('/interaction/') ? { prompt: 'login', login, password: 'any' } : undefined);
  return at;
}
