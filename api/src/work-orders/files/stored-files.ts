import type { Sql } from '@steward/db';
import { findAttachment, listStored } from './queries.ts';

const PAGE = 1_000;

/** Every attachment with the keys its files are kept under: what the storage should hold. */
export async function* storedFiles(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  let last: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listStored>> = await listStored(on, last, PAGE);
    for (const { id, storageKey, thumbnailKey } of page) yield { id, keys: thumbnailKey === null ? [storageKey] : [storageKey, thumbnailKey] };
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}

/** Does it still stand? A waiting upload may have been removed a moment ago. */
export const isStored = async (on: Sql, id: string) => (await findAttachment(on, id)) !== undefined;
