/** 120000000n → "$1,200,000.00", as a refusal says it. */
export function inDollars(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  const whole = (size / 100n).toString().replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0n ? '−' : ''}$${whole}.${String(size % 100n).padStart(2, '0')}`;
}

/** "2026-03-01" → "March 2026". */
export const monthWords = (day: string) => `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
