import { z } from 'zod';

const Settings = z.strictObject({
  URL: z.url({ protocol: /^https?$/ }),
  TOKEN_URL: z.url({ protocol: /^https?$/ }),
  CLIENT_ID: z.string().min(1),
  CLIENT_SECRET: z.string().min(1),
  /** Hosts of the district's own network that may be asked all the same. */
  ALLOW_HOSTS: z.string().optional(),
});

/** A student information system that speaks OneRoster 1.2, and how we are known there. */
export type RosterSource = { url: string; tokenUrl: string; clientId: string; clientSecret: string; allowedHosts: string[] };

/** Out of ONEROSTER_URL and its like; throws one line per variable that is wrong or missing. */
export function readRosterSource(env: Record<string, string | undefined>, { isProduction }: { isProduction: boolean }): RosterSource | undefined {
  // An empty variable is one that a compose file passes on and nobody has set.
  const set = Object.fromEntries(Object.keys(Settings.shape).flatMap((name) => (env[`ONEROSTER_${name}`] ? [[name, env[`ONEROSTER_${name}`]]] : [])));
  if (Object.keys(set).length === 0) return undefined;
  const { data: s, error } = Settings.safeParse(set);
  if (error)
    throw new Error(
      error.issues.map((i) => `ONEROSTER_${i.path.join('.')}: ${set[String(i.path[0])] === undefined ? 'is missing' : i.message}`).join('\n'),
    );
  for (const name of ['URL', 'TOKEN_URL'] as const)
    if (isProduction && !s[name].startsWith('https:')) throw new Error(`ONEROSTER_${name}: in production it has to be https.`);
  return {
    url: s.URL.replace(/\/+$/, ''),
    tokenUrl: s.TOKEN_URL,
    clientId: s.CLIENT_ID,
    clientSecret: s.CLIENT_SECRET,
    allowedHosts: (s.ALLOW_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
  };
}
