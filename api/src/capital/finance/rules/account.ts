/** Parts of an account of the Colorado chart of accounts, with their widths. */
const PARTS = [
  ['fund', 2],
  ['location', 3],
  ['sre', 2],
  ['program', 4],
  ['object', 4],
  ['job_class', 3],
  ['grant', 4],
] as const;
const WIDTH = PARTS.reduce((sum, [, width]) => sum + width, 0);

/** An account as we write it, out of itself, with other marks between its parts, or without any; else which part of it is wrong. */
export function readAccount(text: string): { value: string } | { fault: 'not_an_account'; part: string } {
  const said = text.trim();
  const parts = /^\d+$/.test(said) ? cut(said) : said.split(/\s*[-.\s/]\s*/);
  if (parts.length !== PARTS.length) return { fault: 'not_an_account', part: 'whole' };
  const wrong = PARTS.find(([, width], i) => !new RegExp(`^\\d{${width}}$`).test(parts[i]!));
  return wrong ? { fault: 'not_an_account', part: wrong[0] } : { value: parts.join('-') };
}

function cut(digits: string): string[] {
  if (digits.length !== WIDTH) return [digits];
  let from = 0;
  return PARTS.map(([, width]) => digits.slice(from, (from += width)));
}
