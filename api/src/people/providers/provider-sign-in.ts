import { AsyncLocalStorage } from 'node:async_hooks';
import type { Sql } from '@steward/db';
import type { Config } from '#platform/config.ts';
import { Problem } from '#kernel/problem.ts';
import type { Provider } from '#platform/providers.ts';
import { createProviderAuth } from '../auth.ts';
import { accountIdOf } from '../rules/claims.ts';
import { comeByProvider } from './come-by-provider.ts';
import { createDiscovery, isIssuer, readUserInfo } from './discovery.ts';
import { findArrivalOf } from './queries.ts';

type Claims = Record<string, unknown>;
type Tokens = { idToken?: string | undefined; accessToken?: string | undefined };
/** What one request of somebody coming in learns on its way through better-auth, which has no place of its own for it. */
type Coming = { kept?: { providerId: string; idToken: string }; refusal?: Problem };

/** The claims of a token that was checked before. */
const claimsIn = (token = ''): Claims => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as Claims;

/** Signing in and out by the district's providers. */
export function createProviderSignIn(db: Sql, config: Config, clock: () => Date) {
  const coming = new AsyncLocalStorage<Coming>();
  const discover = createDiscovery();
  const auths = new Map<string, ReturnType<typeof createProviderAuth>>();

  /** The token's claims, and from the userinfo endpoint those that a provider leaves out of its tokens. */
  async function claimsOf(provider: Provider, { idToken, accessToken }: Tokens): Promise<Claims> {
    const claims = claimsIn(idToken);
    const isWhole = claims['email'] !== undefined && (provider.roleClaim === undefined || claims[provider.roleClaim] !== undefined);
    const found = isWhole || !accessToken ? undefined : await discover(provider);
    return found && accessToken ? { ...(await readUserInfo(found, accessToken, claims['sub'])), ...claims } : claims;
  }

  const welcomeBy = (provider: Provider) => async (tokens: Tokens) => {
    const claims = await claimsOf(provider, tokens);
    const here = coming.getStore();
    if (!tokens.idToken || !here || !isIssuer(provider, claims['iss'])) return null;
    try {
      const { arrival } = await comeByProvider(db, provider, claims, clock());
      here.kept = { providerId: provider.id, idToken: tokens.idToken };
      return { sub: String(claims['sub']), email: arrival.email, name: arrival.name, emailVerified: arrival.isEmailVerified };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      here.refusal = error;
      return null;
    }
  };

  function authOf(provider: Provider) {
    const made =
      auths.get(provider.id) ??
      createProviderAuth(db, config, provider, {
        welcome: welcomeBy(provider),
        accountId: ({ idToken }) => accountIdOf(claimsIn(idToken)),
        kept: () => coming.getStore()?.kept,
      });
    auths.set(provider.id, made);
    return made;
  }

  return {
    find: (id: string) => config.providers.find((provider) => provider.id === id),
    isReachable: async (provider: Provider) => (await discover(provider)) !== undefined,
    /** Lets better-auth answer a request about signing in by this provider; says why when the person may not come in. */
    async handle(provider: Provider, request: Request): Promise<{ answer: Response; refusal: Problem | undefined }> {
      const here: Coming = {};
      const answer = await coming.run(here, () => authOf(provider).handler(request));
      return { answer, refusal: here.refusal };
    },
    /** Where a browser goes on to end its session at the provider too (RP-initiated logout); null for who came by password, and where there is no such place. */
    async signOutAt(token: string | null): Promise<string | null> {
      const arrival = token === null ? undefined : await findArrivalOf(db, token);
      const provider = config.providers.find(({ id }) => id === arrival?.providerId);
      const end = provider && (await discover(provider))?.end_session_endpoint;
      if (!end || !arrival?.idToken) return null;
      const url = new URL(end);
      url.searchParams.set('id_token_hint', arrival.idToken);
      url.searchParams.set('client_id', provider.clientId);
      url.searchParams.set('post_logout_redirect_uri', `${config.publicUrl}/sign-in`);
      return url.href;
    },
  };
}
export type ProviderSignIn = ReturnType<typeof createProviderSignIn>;
