import type { Sql } from '@steward/db';
import { accounts, areas, people, roleGrants, services, sessions, sites } from '@steward/db/schema';
import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Role } from '#kernel/actor.ts';

type Key = { providerId: string; accountId: string };

const personColumns = {
  id: people.id,
  name: people.name,
  email: people.email,
  emailVerified: people.emailVerified,
  isActive: people.isActive,
};

/** Until the transaction ends, nobody else comes by this account: two first sign-ins at once make one person. */
export const lockAccount = (on: Sql, { providerId, accountId }: Key) =>
  on.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${providerId} ${accountId}`}, 0))`);

/** The person behind a provider's account, holding the row until the transaction ends. */
export const lockPersonByAccount = async (on: Sql, { providerId, accountId }: Key) =>
  (
    await on
      .select(personColumns)
      .from(people)
      .innerJoin(accounts, eq(accounts.userId, people.id))
      .where(and(eq(accounts.providerId, providerId), eq(accounts.accountId, accountId)))
      .for('update', { of: people })
  )[0];

/** The same by address. */
export const lockPersonByEmail = async (on: Sql, email: string) =>
  (await on.select(personColumns).from(people).where(eq(people.email, email)).for('update'))[0];

/** By which providers a person is known; a local password is none. */
export const listProviderAccounts = (on: Sql, personId: string) =>
  on
    .select({ providerId: accounts.providerId, accountId: accounts.accountId })
    .from(accounts)
    .where(and(eq(accounts.userId, personId), ne(accounts.providerId, 'credential')));

export const insertAccount = (on: Sql, personId: string, key: Key) => on.insert(accounts).values({ id: uuidv7(), userId: personId, ...key });
export const insertPerson = (on: Sql, person: typeof people.$inferInsert) => on.insert(people).values(person);

type Details = { name?: string; email?: string; emailVerified?: boolean };
export const setDetails = (on: Sql, id: string, details: Details, now: Date) =>
  on
    .update(people)
    .set({ ...details, updatedAt: now, version: sql`${people.version} + 1` })
    .where(eq(people.id, id));

/** Every open role of a person with the names that its event tells. */
export const listHeldRoles = (on: Sql, personId: string) =>
  on
    .select({
      id: roleGrants.id,
      role: sql<Role>`${roleGrants.role}`,
      serviceCode: roleGrants.serviceCode,
      areaId: roleGrants.areaId,
      siteId: roleGrants.siteId,
      providerId: roleGrants.providerId,
      areaName: areas.name,
      siteName: sites.name,
    })
    .from(roleGrants)
    .leftJoin(areas, eq(areas.id, roleGrants.areaId))
    .leftJoin(sites, eq(sites.id, roleGrants.siteId))
    .where(and(eq(roleGrants.personId, personId), isNull(roleGrants.endedAt)));

export const listAreasByCode = (on: Sql, codes: readonly string[]) =>
  on
    .select({ code: areas.code, id: areas.id, name: areas.name })
    .from(areas)
    .where(inArray(areas.code, [...codes]));
export const listSitesByCode = (on: Sql, codes: readonly string[]) =>
  on
    .select({ code: sites.code, id: sites.id, name: sites.name })
    .from(sites)
    .where(inArray(sites.code, [...codes]));
export const listServiceCodes = async (on: Sql, codes: readonly string[]) =>
  (
    await on
      .select({ code: services.code })
      .from(services)
      .where(inArray(services.code, [...codes]))
  ).map(({ code }) => code);

/** By which provider a session began, and the provider's word on it. */
export const findArrivalOf = async (on: Sql, token: string) =>
  (await on.select({ providerId: sessions.providerId, idToken: sessions.idToken }).from(sessions).where(eq(sessions.token, token)))[0];
