import type { Sql } from '@steward/db';
import { listSystems } from '../queries.ts';

/** What components and deficiencies are coded by: systems of level 3, by code. */
export async function readSystems(on: Sql) {
  const rows = await listSystems(on, 3);
  return { scheme: rows[0]?.scheme ?? '', items: rows.map(({ code, name }) => ({ code, name })) };
}
