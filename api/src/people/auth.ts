import type { Sql } from '@steward/db';
import { accounts, people, sessions, verifications } from '@steward/db/schema';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { uuidv7 } from 'uuidv7';
import type { Config } from '#platform/config.ts';
import { cookiePrefix } from './known-browser.ts';
import type { Provider } from '#platform/providers.ts';
import { discoveryUrl } from './providers/discovery.ts';

/** better-auth on our tables, sessions in the database. Rate limits are ours (platform/rate-limit.ts). */
const onOurTables = (db: Sql, config: Config) => ({
  baseURL: config.publicUrl,
  secret: config.sessionSecret,
  trustedOrigins: [config.publicUrl, config.publicUrl.replace('//localhost', '//127.0.0.1')],
  database: drizzleAdapter(db, {
    provider: 'pg',
    transaction: true,
    schema: { user: people, session: sessions, account: accounts, verification: verifications },
  }),
  session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  advanced: {
    database: { generateId: () => uuidv7() },
    // Its own prefix would be the weaker __Secure-.
    useSecureCookies: false,
    cookiePrefix: cookiePrefix(config.publicUrl),
    defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const, secure: config.publicUrl.startsWith('https:') },
  },
});

/** Sessions, and signing in by e-mail and password. */
export const createAuth = (db: Sql, config: Config) =>
  betterAuth({
    ...onOurTables(db, config),
    emailAndPassword: { enabled: config.hasPasswords, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
  });

type Tokens = { idToken?: string | undefined; accessToken?: string | undefined };
type ComesIn = {
  /** Makes or finds the person behind checked tokens; nothing when they may not come in. */
  welcome: (tokens: Tokens) => Promise<{ sub: string; email: string; name: string; emailVerified: boolean } | null>;
  accountId: (tokens: Tokens) => string;
  /** What the session is to keep of how it began. */
  kept: () => { providerId: string; idToken: string } | undefined;
};

/**
 * Signing in by one provider: code with PKCE, state and nonce, the token checked against the provider's keys. An instance for each, as one that
 * does not answer holds up its own only. better-auth neither makes people here nor ties accounts to them, and keeps no token: `welcome` decides.
 */
export const createProviderAuth = (db: Sql, config: Config, provider: Provider, { welcome, accountId, kept }: ComesIn) =>
  betterAuth({
    ...onOurTables(db, config),
    account: { storeStateStrategy: 'cookie', updateAccountOnSignIn: false, accountLinking: { enabled: false } },
    session: {
      ...onOurTables(db, config).session,
      additionalFields: {
        providerId: { type: 'string', required: false, input: false, returned: false },
        idToken: { type: 'string', required: false, input: false, returned: false },
      },
    },
    onAPIError: { errorURL: `${config.publicUrl}/sign-in` },
    databaseHooks: { session: { create: { before: async (session) => ({ data: { ...session, ...kept() } }) } } },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: provider.id,
            discoveryUrl: discoveryUrl(provider),
            clientId: provider.clientId,
            clientSecret: provider.clientSecret,
            scopes: provider.scopes,
            requireIdTokenVerification: true,
            disableSignUp: true,
            getUserInfo: welcome,
            accountSubject: ({ tokens }) => accountId(tokens),
          },
        ],
      }),
    ],
  });

export type Auth = ReturnType<typeof createAuth>;
