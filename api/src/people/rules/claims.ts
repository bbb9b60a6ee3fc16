import type { Grant } from '#kernel/actor.ts';

/** What a provider says of the person who comes, as far as Steward wants to know it. */
export type Arrival = { accountId: string; email: string; isEmailVerified: boolean; name: string; locale: 'en' | 'es'; roleValues: string[] };
export type ArrivalRefusal = 'no_email' | 'other_domain';

type Claims = Record<string, unknown>;
type Speaker = { domains: readonly string[]; emailVerifiedClaim: string; roleClaim: string | undefined };

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const isTrue = (value: unknown) => [true, 1, 'true', '1'].includes(value as string);

/** One value or a list of them; of anything else, none. */
const valuesOf = (claim: unknown): string[] => [claim].flat().filter((value) => typeof value === 'string');

/** The person is issuer and subject together: another issuer's subject of the same name is somebody else. */
export const accountIdOf = ({ iss, sub }: Claims) => `${text(iss)} ${text(sub)}`;

/** Reads the claims of a token whose signature, issuer, audience and nonce are checked already. */
export function readClaims(claims: Claims, { domains, emailVerifiedClaim, roleClaim }: Speaker): Arrival | ArrivalRefusal {
  const email = text(claims['email']).toLowerCase();
  if (!/^[^\s@]{1,100}@[^\s@]{1,150}$/.test(email)) return 'no_email';
  if (domains.length > 0 && !domains.includes(email.slice(email.indexOf('@') + 1))) return 'other_domain';
  const name = text(claims['name']) || [claims['given_name'], claims['family_name']].map(text).filter(Boolean).join(' ') || email;
  return {
    accountId: accountIdOf(claims),
    email,
    isEmailVerified: isTrue(claims[emailVerifiedClaim]),
    name: name.slice(0, 200),
    locale: text(claims['locale']).startsWith('es') ? 'es' : 'en',
    roleValues: roleClaim === undefined ? [] : valuesOf(claims[roleClaim]),
  };
}

type Held = Grant & { id: string; providerId: string | null };

const isSame = (a: Grant, b: Grant) => a.role === b.role && a.serviceCode === b.serviceCode && a.areaId === b.areaId && a.siteId === b.siteId;

/** Which roles a sign-in gives and which it ends. What was given by hand, or by another provider, it leaves as it is. */
export function judgeClaimedRoles<H extends Held, C extends Grant>(held: readonly H[], claimed: readonly C[], providerId: string) {
  return {
    gained: claimed.filter((c, i) => !held.some((h) => isSame(h, c)) && claimed.findIndex((other) => isSame(other, c)) === i),
    ended: held.filter((h) => h.providerId === providerId && !claimed.some((c) => isSame(h, c))),
  };
}

type Account = { providerId: string; accountId: string };

/**
 * May who comes with a verified address be taken for the person who has it here? Not when that person is known to another provider, or to this
 * one as somebody else: an address may pass to a new colleague. A provider that has moved to another issuer knows its people anew.
 */
export const mayTakeFor = (known: readonly Account[], { providerId, accountId }: Account) =>
  known.every((a) => a.providerId === providerId && a.accountId.split(' ', 1)[0] !== accountId.split(' ', 1)[0]);
