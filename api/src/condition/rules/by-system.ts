import type { Condition } from './fci.ts';

/** By how many cents something moved what is deferred in a system, and its value; as digits. */
export type SystemChanges = Record<string, { dm: string; crv: string }>;
type BySystem = ReadonlyMap<string, Condition>;

/** What moved in which system between two conditions of a structure; systems that stayed are left out, and a value that nobody knows counts as nothing. */
export function changesBySystem(before: BySystem, after: BySystem): SystemChanges {
  const of = (all: BySystem, code: string) => ({ dm: all.get(code)?.dmCents ?? 0n, crv: all.get(code)?.crvCents ?? 0n });
  return Object.fromEntries(
    [...new Set([...before.keys(), ...after.keys()])].toSorted().flatMap((code) => {
      const [was, is] = [of(before, code), of(after, code)];
      const [dm, crv] = [is.dm - was.dm, is.crv - was.crv];
      return dm === 0n && crv === 0n ? [] : [[code, { dm: dm.toString(), crv: crv.toString() }]];
    }),
  );
}
