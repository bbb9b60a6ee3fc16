import type { Sql } from '@steward/db';
import { accounts, people, sessions, verifications } from '@steward/db/schema';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { uuidv7 } from 'uuidv7';
import type { Config } from '#platform/config.ts';

/** better-auth on our tables: e-mail and password, sessions in the database. Rate limits are ours (platform/rate-limit.ts). */
export const createAuth = (db: Sql, config: Config) =>
  betterAuth({
    baseURL: config.publicUrl,
    secret: config.sessionSecret,
    trustedOrigins: [config.publicUrl, config.publicUrl.replace('//localhost', '//127.0.0.1')],
    database: drizzleAdapter(db, {
      provider: 'pg',
      transaction: true,
      schema: { user: people, session: sessions, account: accounts, verification: verifications },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      database: { generateId: () => uuidv7() },
      cookiePrefix: 'steward',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
  });

export type Auth = ReturnType<typeof createAuth>;
