import { z } from 'zod';

const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.string().min(1),
  DATABASE_POOL: z.coerce.number().int().min(1).max(500).default(10),
  SESSION_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  FILES_DIR: z.string().default('.data/files'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1_200),
  SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  TRUST_PROXY: z.string().default('loopback'),
});

export type Config = ReturnType<typeof readConfig>;

/**
 * The process's settings from its environment; throws one line per wrong variable.
 * In production there is no default secret: signing sessions with a known one would let anybody in.
 */
export function readConfig(env: Record<string, string | undefined>) {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw new Error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  const e = parsed.data;
  const isProduction = e.NODE_ENV === 'production';
  if (isProduction && !e.SESSION_SECRET) throw new Error('SESSION_SECRET: set it to at least 32 random characters before running in production.');
  return {
    isProduction,
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    sessionSecret: e.SESSION_SECRET ?? 'demonstration-only-secret-demonstration-only',
    filesDir: e.FILES_DIR,
    logLevel: e.LOG_LEVEL,
    requestsPerMinute: e.REQUESTS_PER_MINUTE,
    signInsPerMinute: e.SIGN_INS_PER_MINUTE,
    trustProxy: e.TRUST_PROXY,
  };
}
