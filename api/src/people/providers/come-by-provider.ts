import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { Provider } from '#platform/providers.ts';
import { addressTaken, deactivated, noEmail, otherDomain } from '../problems.ts';
import { countDistrictAdministrators, insertGrant, insertPersonEvent, setGrantEnded } from '../queries.ts';
import { type Arrival, judgeClaimedRoles, mayTakeFor, readClaims } from '../rules/claims.ts';
import { grantsOf, type NamedGrant } from './mapped-roles.ts';
import {
  insertAccount,
  insertPerson,
  listHeldRoles,
  listProviderAccounts,
  lockAccount,
  lockPersonByAccount,
  lockPersonByEmail,
  setDetails,
} from './queries.ts';

/** A sign-in is no act of a person in Steward. */
const NOBODY = { actorId: null, onBehalfOfId: null, apiTokenId: null };

type Person = NonNullable<Awaited<ReturnType<typeof lockPersonByAccount>>>;

/**
 * Somebody comes by a provider: the person they are here, made at the first time, with address, name and the claims' roles as the provider has them
 * now. The claims are of a checked token. 403 when they may not come in, or when their address belongs to somebody else.
 */
export const comeByProvider = (
  db: Sql,
  provider: Provider,
  claims: Record<string, unknown>,
  now: Date,
): Promise<{ personId: string; arrival: Arrival }> =>
  db.transaction(async (tx) => {
    const arrival = readClaims(claims, provider);
    if (arrival === 'no_email') throw noEmail();
    if (arrival === 'other_domain') throw otherDomain();
    const key = { providerId: provider.id, accountId: arrival.accountId };
    await lockAccount(tx, key);
    const known = await lockPersonByAccount(tx, key);
    const person = known ?? (await takenFor(tx, provider, arrival, now)) ?? (await newcomer(tx, provider, arrival, now));
    if (!person.isActive) throw deactivated();
    await followDetails(tx, provider, person, arrival, now);
    await followRoles(tx, provider, person.id, arrival, now);
    return { personId: person.id, arrival };
  });

/** The person who has this address here already. Never by an address that the provider, or Steward, has not seen to be theirs. */
async function takenFor(tx: Sql, provider: Provider, { accountId, email, isEmailVerified }: Arrival, now: Date): Promise<Person | undefined> {
  const person = await lockPersonByEmail(tx, email);
  if (!person) return undefined;
  const key = { providerId: provider.id, accountId };
  const isTheirs = isEmailVerified && person.emailVerified && mayTakeFor(await listProviderAccounts(tx, person.id), key);
  if (!isTheirs) throw addressTaken();
  // Not tied to an account that may not come in.
  if (!person.isActive) throw deactivated();
  await insertAccount(tx, person.id, key);
  await insertPersonEvent(tx, {
    personId: person.id,
    kind: 'provider_linked',
    ...NOBODY,
    data: { providerName: provider.name },
    occurredAt: now,
  });
  return person;
}

async function newcomer(tx: Sql, provider: Provider, { accountId, email, isEmailVerified, name, locale }: Arrival, now: Date): Promise<Person> {
  const person = { id: uuidv7(), name, email, emailVerified: isEmailVerified, isActive: true };
  await insertPerson(tx, { ...person, locale, createdAt: now, updatedAt: now });
  await insertAccount(tx, person.id, { providerId: provider.id, accountId });
  await insertPersonEvent(tx, { personId: person.id, kind: 'provisioned', ...NOBODY, data: { providerName: provider.name }, occurredAt: now });
  return person;
}

/** Name and address as the provider has them. An address that belongs to somebody else here is left with them, and noted. */
async function followDetails(tx: Sql, provider: Provider, person: Person, { email, isEmailVerified, name }: Arrival, now: Date) {
  const isNew = email !== person.email;
  const isTaken = isNew && (await lockPersonByEmail(tx, email)) !== undefined;
  const details = {
    ...(name === person.name ? {} : { name }),
    ...(isNew && !isTaken ? { email, emailVerified: isEmailVerified } : {}),
    ...(!isNew && isEmailVerified && !person.emailVerified ? { emailVerified: true } : {}),
  };
  if (Object.keys(details).length > 0) await setDetails(tx, person.id, details, now);
  if (!isNew) return;
  const data = { providerName: provider.name, from: person.email, to: email };
  await insertPersonEvent(tx, { personId: person.id, kind: isTaken ? 'email_taken' : 'email_changed', ...NOBODY, data, occurredAt: now });
}

/** The roles that the claims give now. The last administrator of the district stays one, whatever the claims say, and that is noted. */
async function followRoles(tx: Sql, provider: Provider, personId: string, { roleValues }: Arrival, now: Date) {
  const held = await listHeldRoles(tx, personId);
  const { gained, ended } = judgeClaimedRoles(held, await grantsOf(tx, provider, roleValues), provider.id);
  const note = (kind: string, grantId: string, { role, serviceCode, areaName, siteName }: NamedGrant) =>
    insertPersonEvent(tx, {
      personId,
      kind,
      ...NOBODY,
      data: { providerName: provider.name, grantId, role, serviceCode, areaName, siteName },
      occurredAt: now,
    });
  for (const grant of gained) {
    const { role, serviceCode, areaId, siteId } = grant;
    const id = uuidv7();
    await insertGrant(tx, { id, personId, role, serviceCode, areaId, siteId, providerId: provider.id, grantedAt: now });
    await note('role_granted', id, grant);
  }
  for (const grant of ended) {
    const isOfDistrict = grant.role === 'administrator' && grant.serviceCode === null && grant.areaId === null && grant.siteId === null;
    if (isOfDistrict && (await countDistrictAdministrators(tx)) <= 1) {
      await note('role_kept', grant.id, grant);
      continue;
    }
    await setGrantEnded(tx, grant.id, null, now);
    await note('role_ended', grant.id, grant);
  }
}
