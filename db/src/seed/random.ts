import { createHash } from 'node:crypto';

/** A source of numbers that gives the same ones for the same name, on every machine. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next: () => number;
  /** A whole number from `low` to `high`, both included. */
  int: (low: number, high: number) => number;
  /** True in this share of cases. */
  chance: (share: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
  /** Picks by weight: `[['common', 9], ['rare', 1]]`. */
  weighted: <T>(from: readonly (readonly [T, number])[]) => T;
  shuffled: <T>(of: readonly T[]) => T[];
};

const digest = (name: string) => createHash('sha256').update(`steward-demonstration:${name}`).digest();

/** A uuid that belongs to a name: version 8, its bits from a hash, so that every seeding gives the same one. */
export function uuidFor(name: string): string {
  const bytes = digest(name).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** mulberry32: small, quick, good enough to make up a school. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A generator of its own for each name: a change to one school moves nothing at the others. */
export function randomFor(name: string): Random {
  const next = mulberry32(digest(name).readUInt32BE(0));
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error(`${name}: nothing to pick from`);
    return from[int(0, from.length - 1)]!;
  };
  const weighted = <T>(from: readonly (readonly [T, number])[]): T => {
    let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    const found = from.find(([, weight]) => (left -= weight) < 0) ?? from.at(-1);
    if (!found) throw new Error(`${name}: nothing to pick from`);
    return found[0];
  };
  const shuffled = <T>(of: readonly T[]): T[] => {
    const cards = [...of];
    for (let i = cards.length - 1; i > 0; i--) {
      const j = int(0, i);
      [cards[i], cards[j]] = [cards[j]!, cards[i]!];
    }
    return cards;
  };
  return { next, int, chance: (share) => next() < share, pick, weighted, shuffled };
}
