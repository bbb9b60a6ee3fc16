import type { Sql } from '@steward/db';
import { findImport, listStoredImports } from './queries.ts';

const PAGE = 1_000;

/** Every file of an assessment with the key it is kept under: what the storage should hold. */
export async function* storedImports(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  let last: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listStoredImports>> = await listStoredImports(on, last, PAGE);
    for (const { id, storageKey } of page) yield { id, keys: [storageKey!] };
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}
/** Is it kept at all? One whose bringing was cut off may not be. */
export const isImportStored = async (on: Sql, id: string) => (await findImport(on, id))?.storageKey != null;
