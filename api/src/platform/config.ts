import { hostname } from 'node:os';
import { isAddress, NO_ADDRESS } from '@steward/db';
import { z } from 'zod';
import { readFilesSettings } from './files/index.ts';
import { mailbox, mailHost, smtpUrl } from './mail.ts';
import { readNetworks } from './networks.ts';
import { readRosterSource } from './roster-source.ts';
import { readProviders } from './providers.ts';

const databaseUrl = z.string({ error: NO_ADDRESS }).refine(isAddress, { message: NO_ADDRESS });

/** An origin: paths are Steward's own. */
const origin = z
  .url({ protocol: /^https?$/, error: 'set it to the address that people use, as https://steward.district.example' })
  .refine((url) => URL.parse(url)?.href === `${URL.parse(url)?.origin}/`, {
    message: 'scheme, name and port only: Steward has an address of its own',
  })
  .transform((url) => new URL(url).origin);

/** Whether what goes there can be read by nobody on the way. */
function isPrivate(url: string): boolean {
  const { protocol, hostname: host } = new URL(url);
  return protocol === 'https:' || host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PUBLIC_URL: origin.optional(),
  DATABASE_URL: databaseUrl,
  DATABASE_POOLER: z.enum(['transaction']).optional(),
  DATABASE_LISTEN_URL: databaseUrl.optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(500).default(10),
  SESSION_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1_200),
  TOKEN_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  MEASUREMENTS_AT_ONCE: z.coerce.number().int().min(1).max(100).default(4),
  MEASUREMENT_SECONDS: z.coerce.number().min(0.2).max(10).default(10),
  LOCAL_PASSWORDS: z.enum(['on', 'off']).default('on'),
  NETWORKS: z.string().optional(),
  TRUST_PROXY: z.string().default('loopback'),
  FINANCE_FOLDER: z.string().optional(),
  WORKER_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailbox.optional(),
  METRICS_TOKEN: z.string().min(16, 'needs at least 16 characters').optional(),
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(0),
});

export type Config = ReturnType<typeof readConfig>;

/**
 * The process's settings from its environment; throws one line per wrong variable.
 * In production there is no default secret: signing sessions with a known one would let anybody in.
 */
export function readConfig(env: Record<string, string | undefined>) {
  // Compose passes on what is not set as an empty text.
  const parsed = Environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) throw new Error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  const e = parsed.data;
  const isProduction = e.NODE_ENV === 'production';
  if (isProduction && !e.SESSION_SECRET) throw new Error('SESSION_SECRET: set it to at least 32 random characters before running in production.');
  const providers = readProviders(env, { isProduction });
  const hasPasswords = e.LOCAL_PASSWORDS !== 'off';
  if (!hasPasswords && providers.length === 0)
    throw new Error('LOCAL_PASSWORDS: it is off and OIDC_PROVIDERS names nobody, so no one could sign in.');
  const publicUrl = e.PUBLIC_URL ?? `http://localhost:${e.PORT}`;
  if (isProduction && !isPrivate(publicUrl))
    throw new Error('PUBLIC_URL: people sign in there, so it begins with https:// (only on this machine it may be http://).');
  return {
    isProduction,
    host: e.HOST,
    port: e.PORT,
    publicUrl,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    isDatabasePooled: e.DATABASE_POOLER === 'transaction',
    /** Where notices are heard: a pooler does not pass them on. Undefined: nowhere, and processes look for what is new every two seconds. */
    databaseListenUrl: e.DATABASE_LISTEN_URL ?? (e.DATABASE_POOLER === 'transaction' ? undefined : e.DATABASE_URL),
    sessionSecret: e.SESSION_SECRET ?? 'demonstration-only-secret-demonstration-only',
    files: readFilesSettings(env),
    logLevel: e.LOG_LEVEL,
    requestsPerMinute: e.REQUESTS_PER_MINUTE,
    tokenRequestsPerMinute: e.TOKEN_REQUESTS_PER_MINUTE,
    signInsPerMinute: e.SIGN_INS_PER_MINUTE,
    /** How many flows this process carries at once between schools and the district, and how long each lasts. */
    measurementsAtOnce: e.MEASUREMENTS_AT_ONCE,
    measurementMs: e.MEASUREMENT_SECONDS * 1000,
    trustProxy: e.TRUST_PROXY,
    providers,
    hasPasswords,
    networks: readNetworks(e.NETWORKS),
    /** Without a server mails are written and kept, and go nowhere. */
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM ?? `Steward <steward@${mailHost(publicUrl)}>`,
    drainSeconds: e.DRAIN_SECONDS,
    /** Where the finance system lays its files; undefined: nowhere. */
    financeFolder: e.FINANCE_FOLDER,
    /** The district's student information system; undefined: rosters are brought as files. */
    rosterSource: readRosterSource(env, { isProduction }),
    workerPort: e.WORKER_PORT,
    tracesEndpoint: e.OTEL_EXPORTER_OTLP_ENDPOINT,
    metricsToken: e.METRICS_TOKEN,
    /** By which the database knows the connections of this process. */
    applicationName: `steward ${process.pid} ${hostname()}`.slice(0, 63),
  };
}
