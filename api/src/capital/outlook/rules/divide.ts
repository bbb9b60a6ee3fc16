/** a ÷ b as whole cents, rounded half away from zero. */
export function divided(a: bigint, b: bigint): bigint {
  const isNegative = a < 0n !== b < 0n;
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const rounded = (2n * x + y) / (2n * y);
  return isNegative ? -rounded : rounded;
}

const PLACES = 1_000_000_000n;
/** a ÷ b as a number to nine places. */
export const ratioOf = (a: bigint, b: bigint): number => Number(divided(a * PLACES, b)) / Number(PLACES);

const MILLION = 1_000_000;
/** A part of the cents, where the ratio is somebody's assumption: taken to six places. */
export const partOf = (cents: bigint, ratio: number): bigint => divided(cents * BigInt(Math.round(ratio * MILLION)), BigInt(MILLION));

/** What a year's cents are after so many years of growth by this ratio; each year is rounded, so that they follow from one another. */
export function grown(cents: bigint, ratio: number, years: number): bigint {
  let value = cents;
  for (let year = 0; year < years; year += 1) value += partOf(value, ratio);
  return value;
}
