import type { Sql } from '@steward/db';
import { listKindsOfSystems, listSystems } from '../queries.ts';

/** What components and deficiencies are coded by: systems of level 3, by code. */
export async function readSystems(on: Sql) {
  const rows = await listSystems(on, 3);
  const kinds = Map.groupBy(await listKindsOfSystems(on), ({ systemCode }) => systemCode);
  const items = rows.map(({ code, name, nameEs }) => ({
    code,
    name,
    nameEs,
    requestTypeIds: (kinds.get(code) ?? []).map(({ requestTypeId }) => requestTypeId),
  }));
  return { scheme: rows[0]?.scheme ?? '', items };
}
