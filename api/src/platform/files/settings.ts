import { z } from 'zod';

const Environment = z.object({
  FILES_DIR: z.string().default('.data/files'),
  FILES_STORE: z.enum(['disk', 's3']).optional(),
  FILES_S3_BUCKET: z.string().optional(),
  FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  FILES_S3_REGION: z.string().optional(),
  FILES_S3_PREFIX: z
    .string()
    .regex(/^\w[\w.-]*(\/\w[\w.-]*)*$/, 'letters, digits, dots and dashes, with slashes between')
    .optional(),
  FILES_S3_ACCESS_KEY_ID: z.string().optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
  FILES_S3_PATH_STYLE: z.enum(['true', 'false']).optional(),
  FILES_S3_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(300).optional(),
});

export type S3Settings = {
  bucket: string;
  region: string;
  isPathStyle: boolean;
  timeoutMs: number;
  endpoint?: string;
  prefix?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};
export type FilesSettings = { directory: string; main: 'disk' | 's3'; s3?: S3Settings };

/**
 * Where people's files go. An endpoint in the district's own network is fine: it is the operator who names it, nobody who uses Steward.
 * Throws one line per variable that is wrong or missing: with half of them set, files would silently go to the wrong place.
 */
export function readFilesSettings(env: Record<string, string | undefined>): FilesSettings {
  // An empty variable is one that a compose file passes on and nobody has set.
  const set = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('FILES_') && value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) throw new Error(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('\n'));
  const e = parsed.data;
  const faults = faultsIn(set, e);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const main = e.FILES_STORE ?? (e.FILES_S3_BUCKET === undefined ? 'disk' : 's3');
  return { directory: e.FILES_DIR, main, ...(e.FILES_S3_BUCKET === undefined ? {} : { s3: s3From(e, e.FILES_S3_BUCKET) }) };
}

type Environment = z.infer<typeof Environment>;

function faultsIn(set: Record<string, string | undefined>, e: Environment): string[] {
  const [first] = Object.keys(set).filter((name) => name.startsWith('FILES_S3_'));
  if (e.FILES_S3_BUCKET === undefined) {
    if (first) return [`FILES_S3_BUCKET: ${first} is set, so say which bucket the files go to.`];
    return e.FILES_STORE === 's3' ? ['FILES_S3_BUCKET: FILES_STORE is s3, so say which bucket the files go to.'] : [];
  }
  const pair = ['FILES_S3_ACCESS_KEY_ID', 'FILES_S3_SECRET_ACCESS_KEY'] as const;
  return pair
    .filter((name) => e[name] === undefined && pair.some((other) => e[other] !== undefined))
    .map((name) => `${name}: the other half of the key is set; set both or none.`);
}

function s3From(e: Environment, bucket: string): S3Settings {
  const { FILES_S3_ACCESS_KEY_ID: accessKeyId, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = e;
  return {
    bucket,
    region: e.FILES_S3_REGION ?? process.env['AWS_REGION'] ?? 'us-east-1',
    // Servers other than Amazon's seldom have a name for each bucket.
    isPathStyle: e.FILES_S3_PATH_STYLE === undefined ? e.FILES_S3_ENDPOINT !== undefined : e.FILES_S3_PATH_STYLE === 'true',
    timeoutMs: (e.FILES_S3_TIMEOUT_SECONDS ?? 10) * 1000,
    ...(e.FILES_S3_ENDPOINT === undefined ? {} : { endpoint: e.FILES_S3_ENDPOINT }),
    ...(e.FILES_S3_PREFIX === undefined ? {} : { prefix: e.FILES_S3_PREFIX }),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  };
}
