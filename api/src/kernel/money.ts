import { z } from 'zod';

/** Dollars as a decimal string ("1234.50", at most two places, up to 999,999,999.99), since floats lose cents. A check that follows sees also what is not written so, and `centsOf` takes only what is. */
export const dollars = () => z.string().regex(/^-?\d{1,9}(\.\d{1,2})?$/, 'Write dollars and cents, as 1234.50.');

/** The most that `dollars()` takes; a file may not say more than a person. */
export const MOST_CENTS = 99_999_999_999n;

/** "1234.5" → 123450n. The string must match `dollars()`. */
export function centsOf(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const cents = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return amount.startsWith('-') ? -cents : cents;
}

/** 123450n → "1234.50". */
export function dollarsOf(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}
