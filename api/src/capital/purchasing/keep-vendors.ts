import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type Actor, holds } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { inOneGo } from '../in-one-go.ts';
import { mustRead } from '../may.ts';
import { changed, notYoursToRun, vendorNotFound } from '../problems.ts';
import { runsSomewhere } from '../rules/access.ts';
import type { VendorChange, VendorRequest, VendorsQuery } from './contract.ts';
import { findVendor, insertVendor, listVendors, setVendor } from './queries.ts';

/** Vendors are the whole district's: who runs a project or keeps the books adds and changes them. */
function mustKeepVendors(actor: Actor): void {
  mustRead(actor);
  if (!runsSomewhere(actor) && !holds(actor, 'finance')) throw notYoursToRun();
}

/** Adds a vendor. */
export async function addVendor(db: Sql, actor: Actor, input: z.infer<typeof VendorRequest>, id: string = uuidv7()) {
  mustKeepVendors(actor);
  return inOneGo(db, async (tx) => {
    if (!(await findVendor(tx, id))) await insertVendor(tx, { id, name: input.name, number: input.number ?? null });
    return (await findVendor(tx, id))!;
  });
}

/** Changes what is known of a vendor; one that is no longer active is not bought from any more. */
export async function changeVendor(db: Sql, actor: Actor, id: string, expected: number, input: z.infer<typeof VendorChange>) {
  mustKeepVendors(actor);
  return inOneGo(db, async (tx) => {
    const row = await findVendor(tx, id);
    if (!row) throw vendorNotFound();
    const set = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    if (!(await setVendor(tx, id, expected, set))) throw changed('vendor', row.version);
    return (await findVendor(tx, id))!;
  });
}

/** Vendors by name. */
export async function readVendors(on: Sql, actor: Actor, { q = '', limit, cursor }: z.infer<typeof VendorsQuery>) {
  mustRead(actor);
  const after = decodeCursor(cursor, z.tuple([z.string(), z.uuid()]));
  return pageOf(await listVendors(on, q, { limit, after }), limit, ({ name, id }) => [name, id]);
}
