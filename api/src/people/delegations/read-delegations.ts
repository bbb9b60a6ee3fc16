import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { administratorsOnly } from '../problems.ts';
import { listCompartments, listGrants } from '../queries.ts';
import { isDelegable } from '../rules/delegations.ts';
import { mayAdminister } from '../rules/grants.ts';
import { presentDelegation } from './present.ts';
import { listGiven, listReceived } from './queries.ts';

/** What a person handed over and stands in for, newest first, ended ones too; and what oneself may hand over. */
export async function readDelegations(on: Sql, actor: Actor, personId: string, now: Date) {
  if (personId !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
  const present = (rows: Awaited<ReturnType<typeof listGiven>>) => rows.map((row) => presentDelegation(row, actor, now));
  return {
    given: present(await listGiven(on, personId)),
    received: present(await listReceived(on, personId)),
    mayGive: personId === actor.id ? await delegableOf(on, personId) : [],
  };
}

async function delegableOf(on: Sql, personId: string) {
  const roles = (await listGrants(on, personId)).filter(({ role }) => isDelegable(role));
  const compartments = await listCompartments(on, personId);
  return [
    ...roles.map(({ id, role, serviceCode, area, site }) => ({ id, duty: 'role' as const, role, compartment: null, serviceCode, area, site })),
    ...compartments.map(({ id, compartment, site }) => ({
      id,
      duty: 'compartment' as const,
      role: null,
      compartment,
      serviceCode: null,
      area: null,
      site,
    })),
  ];
}
