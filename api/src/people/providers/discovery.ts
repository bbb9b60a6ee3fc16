import { z } from 'zod';
import type { Provider } from '#platform/providers.ts';

const WITHIN_MS = 4_000;
const KEPT_MS = 60_000;

const Discovered = z.looseObject({ issuer: z.string(), userinfo_endpoint: z.url().optional(), end_session_endpoint: z.url().optional() });
type Discovered = z.infer<typeof Discovered>;

export const discoveryUrl = ({ issuer }: Provider) => `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
export const isIssuer = ({ issuer }: Provider, said: unknown) => typeof said === 'string' && said.replace(/\/$/, '') === issuer.replace(/\/$/, '');

/** A service on https names no address that is not: what a token or a secret is sent to is what the operator meant. */
const isAsSafe = ({ issuer }: Provider, found: Discovered) =>
  !issuer.startsWith('https:') ||
  Object.entries(found).every(([name, value]) => !/_(endpoint|uri)$/.test(name) || typeof value !== 'string' || value.startsWith('https:'));

const json = async (url: string, headers: Record<string, string> = {}): Promise<unknown> => {
  const answer = await fetch(url, { headers: { accept: 'application/json', ...headers }, redirect: 'error', signal: AbortSignal.timeout(WITHIN_MS) });
  return answer.ok ? answer.json() : undefined;
};

/** Where a provider does what, as it says itself; undefined while it does not answer. Asked again after a minute, so that its return is noticed. */
export function createDiscovery() {
  const kept = new Map<string, { at: number; found: Discovered }>();
  return async (provider: Provider): Promise<Discovered | undefined> => {
    const last = kept.get(provider.id);
    if (last && performance.now() - last.at < KEPT_MS) return last.found;
    kept.delete(provider.id);
    const found = Discovered.safeParse(await json(discoveryUrl(provider)).catch(() => undefined)).data;
    if (!found || !isIssuer(provider, found.issuer) || !isAsSafe(provider, found)) return undefined;
    kept.set(provider.id, { at: performance.now(), found });
    return found;
  };
}

/** What the provider tells at its userinfo endpoint about the same person; nothing when it tells of another one. */
export async function readUserInfo({ userinfo_endpoint: url }: Discovered, accessToken: string, subject: unknown): Promise<Record<string, unknown>> {
  const told = url ? await json(url, { authorization: `Bearer ${accessToken}` }).catch(() => undefined) : undefined;
  const claims = z.record(z.string(), z.unknown()).safeParse(told).data ?? {};
  return claims['sub'] === subject ? claims : {};
}
