import type { Sql } from '@steward/db';
import { findPacket, listStoredPackets } from './queries.ts';

const PAGE = 1_000;

/** Every packet that went out with the key it is kept under: what the storage should hold. */
export async function* storedPackets(on: Sql): AsyncGenerator<{ id: string; keys: string[] }> {
  let last: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listStoredPackets>> = await listStoredPackets(on, last, PAGE);
    for (const { id, storageKey } of page) yield { id, keys: [storageKey] };
    if (page.length < PAGE) return;
    last = page.at(-1)!.id;
  }
}
export const isPacketStored = async (on: Sql, id: string) => (await findPacket(on, id)) !== undefined;
