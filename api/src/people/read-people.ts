import type { Sql } from '@steward/db';
import { z } from 'zod';
import { type Actor, ROLES } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import type { Config } from '#platform/config.ts';
import { stateOf } from './delegations/present.ts';
import { listReceived } from './delegations/queries.ts';
import { administratorsOnly, personNotFound } from './problems.ts';
import {
  countSessions,
  findPerson,
  isDeactivated,
  isDemonstration,
  listCompartments,
  listDemonstrationAccounts,
  listGrants,
  listPeople,
  listPersonEvents,
} from './queries.ts';
import { mayAdminister, pagesFor } from './rules/grants.ts';

type Paging = { limit: number; cursor?: string | undefined };
type GrantRow = Awaited<ReturnType<typeof listGrants>>[number];

export const presentGrant = ({ id, role, serviceCode, area, site, providerId, grantedAt, grantedBy, endedAt }: GrantRow) => ({
  id,
  role,
  serviceCode,
  area,
  site,
  providerId,
  grantedAt,
  grantedBy,
  endedAt,
});

const namesOf = ({ serviceCode, area, site }: Pick<GrantRow, 'serviceCode' | 'area' | 'site'>) => ({
  serviceCode,
  areaName: area?.name ?? null,
  siteName: site?.name ?? null,
});

/** Who I am, what I hold or stand in for, and which pages I have use for. */
export async function readMe(on: Sql, actor: Actor, now: Date) {
  const person = (await findPerson(on, actor.id))!;
  const grants = await listGrants(on, actor.id);
  const isStandIn = actor.grants.some(({ forId }) => forId);
  const standIns = isStandIn ? (await listReceived(on, actor.id)).filter((row) => row.role && stateOf(row, now) === 'running') : [];
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    locale: person.locale,
    jobTitle: person.jobTitle,
    siteId: person.site?.id ?? null,
    siteName: person.site?.name ?? null,
    isMailed: person.isMailed,
    pages: pagesFor(actor),
    roles: [
      ...grants.map((g) => ({ role: g.role, ...namesOf(g), onBehalfOf: null })),
      ...standIns.map((row) => ({ role: row.role!, ...namesOf(row), onBehalfOf: row.delegator })),
    ],
    isDemonstration: await isDemonstration(on),
    version: person.version,
  };
}

/** Does this address belong to somebody who may no longer come in? */
export const hasLeft = (on: Sql, email: string) => isDeactivated(on, email);

/** How one may sign in here; the demonstration's accounts only where they exist. */
export async function readSignInOptions(on: Sql, { providers, hasPasswords }: Pick<Config, 'providers' | 'hasPasswords'>) {
  const accounts = hasPasswords ? await listDemonstrationAccounts(on) : [];
  const demoSignIns = accounts.toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || (a.email < b.email ? -1 : 1));
  return { isDemonstration: accounts.length > 0, demoSignIns, providers: providers.map(({ id, name }) => ({ id, name })), hasPasswords };
}

/** Colleagues by name. E-mail addresses and people who have left are for administrators. */
export async function readPeople(on: Sql, actor: Actor, filters: { q?: string | undefined; includeInactive: boolean }, { limit, cursor }: Paging) {
  const isAdministrator = mayAdminister(actor);
  if (filters.includeInactive && !isAdministrator) throw administratorsOnly();
  const after = decodeCursor(cursor, z.tuple([z.string().max(200), z.uuid()]));
  const page = pageOf(await listPeople(on, filters, { limit, after }), limit, (row) => [row.name, row.id]);
  const items = page.items.map(({ id, name, jobTitle, site, email, isActive }) => ({
    id,
    name,
    jobTitle,
    siteName: site?.name ?? null,
    email: isAdministrator ? email : null,
    isActive,
  }));
  return { items, nextCursor: page.nextCursor };
}

/** One person with all they hold: for administrators, and for oneself. */
export async function readPerson(on: Sql, actor: Actor, id: string, now: Date) {
  if (id !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
  const person = await findPerson(on, id);
  if (!person) throw personNotFound();
  const grants = await listGrants(on, id);
  return {
    ...person,
    roleGrants: grants.map(presentGrant),
    compartments: await listCompartments(on, id),
    sessionCount: await countSessions(on, id, now),
  };
}

/** What was done to a person's access, newest first: for administrators, and for oneself. */
export async function readPersonEvents(on: Sql, actor: Actor, id: string, { limit, cursor }: Paging) {
  if (id !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
  if (!(await findPerson(on, id))) throw personNotFound();
  const after = decodeCursor(cursor, z.tuple([z.uuid()]))?.[0];
  return pageOf(await listPersonEvents(on, id, { limit, after }), limit, (row) => [row.id]);
}
