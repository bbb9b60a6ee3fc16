import { ACCOUNT_PARTS } from '../../rules/account.ts';

const WIDTH = ACCOUNT_PARTS.reduce((sum, { digits }) => sum + digits, 0);

/** An account as we write it, out of itself, with other marks between its parts, or without any; else which part of it is wrong. */
export function readAccount(text: string): { value: string } | { fault: 'not_an_account'; part: string } {
  const said = text.trim();
  const parts = /^\d+$/.test(said) ? cut(said) : said.split(/\s*[-.\s/]\s*/);
  if (parts.length !== ACCOUNT_PARTS.length) return { fault: 'not_an_account', part: 'whole' };
  const wrong = ACCOUNT_PARTS.find(({ digits }, i) => !new RegExp(`^\\d{${digits}}$`).test(parts[i]!));
  return wrong ? { fault: 'not_an_account', part: wrong.part } : { value: parts.join('-') };
}

function cut(digits: string): string[] {
  if (digits.length !== WIDTH) return [digits];
  let from = 0;
  return ACCOUNT_PARTS.map((one) => digits.slice(from, (from += one.digits)));
}
