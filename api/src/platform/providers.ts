import { z } from 'zod';
import { ROLES } from '#kernel/actor.ts';

const code = z.string().min(1).max(60);
const Given = z
  .strictObject({ role: z.enum(ROLES), service: code.optional(), area: code.optional(), site: code.optional() })
  .refine((g) => !(g.area && g.site), { message: 'name an area or a site, not both', path: ['area'] });
const Roles = z.record(z.string().min(1), z.union([Given, z.array(Given).min(1)]));

const listed = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
const Settings = z.strictObject({
  ISSUER: z.url({ protocol: /^https?$/ }),
  CLIENT_ID: z.string(),
  CLIENT_SECRET: z.string(),
  NAME: z.string().max(60).optional(),
  SCOPES: z.string().optional(),
  DOMAINS: z.string().optional(),
  EMAIL_VERIFIED_CLAIM: z.string().default('email_verified'),
  ROLE_CLAIM: z.string().optional(),
  ROLES: z.string().optional(),
});

/** A role as a claim's value gives it; area and site by code, each null is "any". */
export type MappedRole = { role: (typeof ROLES)[number]; serviceCode: string | null; areaCode: string | null; siteCode: string | null };
/** One of the district's sign-in services that speak OpenID Connect. */
export type Provider = {
  id: string;
  /** The first part of its variables' names, for messages. */
  prefix: string;
  /** What its button says. */
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  /** The e-mail domains it speaks for; empty is any. */
  domains: string[];
  /** The claim by which it says that an e-mail address is the person's. */
  emailVerifiedClaim: string;
  roleClaim: string | undefined;
  roles: Record<string, MappedRole[]>;
};

type Environment = Record<string, string | undefined>;

/** The providers that OIDC_PROVIDERS names, each from its own variables. Throws one line per variable that is wrong or missing. */
export function readProviders(env: Environment, { isProduction }: { isProduction: boolean }): Provider[] {
  const ids = listed(env['OIDC_PROVIDERS'] ?? '');
  const faults: string[] = [];
  for (const id of ids)
    if (!/^[a-z][a-z0-9-]{0,29}$/.test(id) || id === 'credential')
      faults.push(`OIDC_PROVIDERS: "${id}" is no name; use small letters, digits and dashes.`);
  if (new Set(ids).size < ids.length) faults.push('OIDC_PROVIDERS: a name stands there twice.');
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const providers = ids.flatMap((id) => readProvider(id, env, faults) ?? []);
  for (const { prefix, issuer } of providers)
    if (isProduction && !issuer.startsWith('https:')) faults.push(`${prefix}_ISSUER: in production it has to be https.`);
  faults.push(...strays(env, ids));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return providers;
}

const prefixOf = (id: string) => `OIDC_${id.toUpperCase().replaceAll('-', '_')}`;

function readProvider(id: string, env: Environment, faults: string[]): Provider | undefined {
  const prefix = prefixOf(id);
  // An empty variable is one that a compose file passes on and nobody has set.
  const set = Object.fromEntries(Object.keys(Settings.shape).flatMap((name) => (env[`${prefix}_${name}`] ? [[name, env[`${prefix}_${name}`]]] : [])));
  const { data: s, error } = Settings.safeParse(set);
  if (error) {
    faults.push(...error.issues.map((i) => `${prefix}_${i.path.join('.')}: ${set[String(i.path[0])] === undefined ? 'is missing' : i.message}`));
    return undefined;
  }
  const roles = readRoles(`${prefix}_ROLES`, s.ROLES, faults);
  if (s.ROLES && !s.ROLE_CLAIM) faults.push(`${prefix}_ROLE_CLAIM: ${prefix}_ROLES is set, so say in which claim its values stand.`);
  if (s.ROLE_CLAIM && !s.ROLES) faults.push(`${prefix}_ROLES: ${prefix}_ROLE_CLAIM is set, so say which of its values gives which role.`);
  return {
    id,
    prefix,
    name: s.NAME ?? id,
    issuer: s.ISSUER,
    clientId: s.CLIENT_ID,
    clientSecret: s.CLIENT_SECRET,
    scopes: s.SCOPES ? s.SCOPES.split(/\s+/) : ['openid', 'profile', 'email'],
    domains: listed((s.DOMAINS ?? '').toLowerCase()),
    emailVerifiedClaim: s.EMAIL_VERIFIED_CLAIM,
    roleClaim: s.ROLE_CLAIM,
    roles,
  };
}

function readRoles(variable: string, text: string | undefined, faults: string[]): Provider['roles'] {
  if (!text) return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    faults.push(`${variable}: is not JSON, as {"Help desk": {"role": "dispatcher", "service": "it"}}.`);
    return {};
  }
  const { data, error } = Roles.safeParse(json);
  if (error) {
    faults.push(...error.issues.map((i) => `${variable}: at "${i.path.join('" → "')}": ${i.message}`));
    return {};
  }
  return Object.fromEntries(
    Object.entries(data).map(([value, given]) => [
      value,
      [given].flat().map(({ role, service = null, area = null, site = null }) => ({ role, serviceCode: service, areaCode: area, siteCode: site })),
    ]),
  );
}

/** Variables of a provider that OIDC_PROVIDERS does not name, or of no meaning: most likely a slip of the pen. */
function strays(env: Environment, ids: readonly string[]): string[] {
  const known = new Set(['OIDC_PROVIDERS', ...ids.flatMap((id) => Object.keys(Settings.shape).map((name) => `${prefixOf(id)}_${name}`))]);
  return Object.keys(env)
    .filter((name) => name.startsWith('OIDC_') && env[name] && !known.has(name))
    .map((name) => `${name}: is not a variable of any provider in OIDC_PROVIDERS.`);
}
