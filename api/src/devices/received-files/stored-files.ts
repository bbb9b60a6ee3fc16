import type { Sql } from '@steward/db';
import { findFile, listStored } from './queries.ts';

const PAGE = 1_000;

/** Every list of devices and roster with the key it is kept under: what the storage should hold. */
export async function* storedDeviceFiles(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  let last: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listStored>> = await listStored(on, last, PAGE);
    for (const { id, storageKey } of page) yield { id, keys: [storageKey!] };
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}
/** Is it kept at all? Once it is over it is not. */
export const isDeviceFileStored = async (on: Sql, id: string) => (await findFile(on, id))?.storageKey != null;
