export const MIN_BASIS_YEAR = 1990;
export const MAX_BASIS_YEAR = 2099;

export type BasisState = 'past' | 'counts' | 'ahead' | 'withdrawn';
type Version = { number: number; effectiveOn: string; withdrawnAt: Date | null };

/** How each version stands on a day, in the order given: of those that have begun the one with the highest number counts. */
export function statesOn(versions: readonly Version[], day: string): BasisState[] {
  const counting = Math.max(...versions.filter((one) => one.withdrawnAt === null && one.effectiveOn <= day).map(({ number }) => number));
  return versions.map(({ number, effectiveOn, withdrawnAt }) => {
    if (withdrawnAt !== null) return 'withdrawn';
    if (effectiveOn > day) return 'ahead';
    return number === counting ? 'counts' : 'past';
  });
}

/** Prices of a coming year are published before it begins; those of a later one are a slip of the pen, and would make everything look cheap. */
export const lastBaseYear = (effectiveOn: string): number => Number(effectiveOn.slice(0, 4)) + 1;

/** Whether each bound lies above the one before, all but the last have one, and the last has none. */
export const areRising = (bands: readonly { upToRatio: number | null }[]): boolean =>
  bands.every(({ upToRatio }, i) =>
    i === bands.length - 1 ? upToRatio === null : upToRatio !== null && (i === 0 || upToRatio > (bands[i - 1]!.upToRatio ?? Infinity)),
  );
