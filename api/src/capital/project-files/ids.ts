import { hash } from 'node:crypto';

/**
 * A uuid (version 8) that belongs to what such a file calls something: the same key gives the same id, so nothing need be looked up to be known again, and no two workers make it twice.
 */
export function idOf(...key: readonly (string | number)[]): string {
  const hex = hash('sha256', JSON.stringify(key), 'hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
