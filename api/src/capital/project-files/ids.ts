import { createHash } from 'node:crypto';

/**
 * A uuid (version 8) that belongs to what such a file calls something: the same key gives the same id, so nothing need be looked up to be known again, and no two workers make it twice.
 */
export function idOf(...key: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(key)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
