import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { typeNotFound } from '../problems.ts';
import { listServices } from '../queries.ts';
import { mayCountOrders, maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { definitionOf } from './change-type.ts';
import { setUpNotForYou } from './problems.ts';
import { type ChangeFilters, countOpenOfType, findType, hasOrders, listAllTypes, listChangers, listSetUpChanges } from './queries.ts';

/** Every kind of request, also those no longer offered. */
export async function readSetUpTypes(on: Sql, actor: Actor, serviceCode: string | undefined) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const types = await listAllTypes(on, serviceCode);
  const items = types.map(({ fields, compartment, ...type }) => ({ ...type, isConfidential: compartment !== null, questions: fields.length }));
  return { items, may: { add: (await listServices(on)).some(({ code }) => maySetUp(actor, code)) } };
}

/** One kind of request as an administrator works on it. */
export async function readSetUpType(on: Sql, actor: Actor, id: string) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const row = await findType(on, id);
  if (!row) throw typeNotFound();
  const { serviceCode, compartment } = row;
  return {
    ...definitionOf(row),
    id,
    code: row.code,
    version: row.version,
    openOrders: compartment === null && mayCountOrders(actor, serviceCode) ? await countOpenOfType(on, id) : null,
    may: { change: maySetUp(actor, serviceCode), changeCompartment: maySetUpDistrict(actor, serviceCode) && !(await hasOrders(on, id)) },
  };
}

/** What was changed of how the district works, newest first. */
export async function readSetUpChanges(
  on: Sql,
  actor: Actor,
  { limit, cursor, ...filters }: ChangeFilters & { limit: number; cursor?: string | undefined },
) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const after = decodeCursor(cursor, z.tuple([z.uuid()]))?.[0];
  const page = pageOf(await listSetUpChanges(on, filters, { limit, after }), limit, (row) => [row.id]);
  return { ...page, people: await listChangers(on) };
}
