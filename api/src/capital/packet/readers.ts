import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { findActors } from '../../people/index.ts';
import { isHere } from '../approvals/queries.ts';
import { readsSomewhere } from '../rules/access.ts';

/** The person as they are at this moment, where they are here and read the plan: nobody else gets a packet. */
export async function readerNow(on: Sql, personId: string, now: Date): Promise<Actor | undefined> {
  const [reader] = await findActors(on, [personId], now);
  return reader && readsSomewhere(reader) && (await isHere(on, personId)) ? reader : undefined;
}
