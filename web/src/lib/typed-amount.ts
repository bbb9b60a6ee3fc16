/** With its thousands parted. In "1,50" the comma parts cents, and stays: refused is better than read a hundred times too large. */
const PARTED = /^[1-9]\d{0,2}([,\s]\d{3})+(\.\d*)?$/;

/** Dollars or a share as people write them, "$42,000" or "35 %", as the API takes them. What is neither is left as it is, and refused by the API in words. */
export function typedAmount(typed = ''): string {
  const text = typed
    .trim()
    .replace(/^(-?)\s*\$\s*/, '$1')
    .replace(/\s*%$/, '');
  const sign = text.startsWith('-') ? '-' : '';
  const digits = text.slice(sign.length);
  return `${sign}${PARTED.test(digits) ? digits.replaceAll(/[,\s]/g, '') : digits}`;
}

/** A share of 1 of what people write as per cent, "35 %" or "12.5"; to six places, so that 2.3 % is 0.023 and no more; undefined where it is none. */
export function typedShare(typed = ''): number | undefined {
  const text = typedAmount(typed);
  const share = /^\d{1,3}(\.\d{1,4})?$/.test(text) ? Math.round(Number(text) * 10_000) / 1_000_000 : undefined;
  return share !== undefined && share <= 1 ? share : undefined;
}
