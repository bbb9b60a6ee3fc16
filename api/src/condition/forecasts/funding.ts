import { z } from 'zod';
import { centsOf, dollars } from '#kernel/money.ts';
import type { Funding } from '../rules/forecast.ts';

const MOST_RATIO = 2;
const MOST_YEARS = 30;
const ratio = (word: string | undefined) =>
  word !== undefined && /^\d(\.\d{1,12})?$/.test(word) && Number(word) <= MOST_RATIO ? Number(word) : undefined;
const positive = dollars().refine((amount) => !amount.startsWith('-'));

/** "none", "fixed:30000000.00", "share:0.02", "hold:0.1", "reach:0.05:10": how a funding is written in an address. Undefined where it is not one. */
export function fundingOf(words: string): Funding | undefined {
  const [kind, first, second, ...rest] = words.split(':');
  if (rest.length > 0 || (kind !== 'reach' && second !== undefined)) return undefined;
  if (kind === 'none') return first === undefined ? { kind } : undefined;
  if (kind === 'fixed') {
    const amount = positive.safeParse(first);
    return amount.success ? { kind, cents: Number(centsOf(amount.data)) } : undefined;
  }
  const wanted = ratio(first);
  if (wanted === undefined) return undefined;
  if (kind === 'share') return wanted <= 1 ? { kind: 'share_of_crv', ratio: wanted } : undefined;
  if (kind === 'hold') return { kind, ratio: wanted };
  const years = second !== undefined && /^\d{1,2}$/.test(second) ? Number(second) : 0;
  return kind === 'reach' && years >= 1 && years <= MOST_YEARS ? { kind, ratio: wanted, years } : undefined;
}

export const MOST_SCENARIOS = 4;
const ASKED = 'Write up to four of none, fixed:30000000, share:0.02, hold:0.1 and reach:0.05:10, with commas between.';
export const fundings = () =>
  z
    .string()
    .max(400, ASKED)
    .refine((words) => {
      const all = words.split(',');
      return all.length <= MOST_SCENARIOS && new Set(all).size === all.length && all.every((one) => fundingOf(one) !== undefined);
    }, ASKED)
    .describe(
      'Up to four, with commas between: `none`; `fixed:` dollars a year; `share:` of replacement value a year; `hold:` an FCI; `reach:` an FCI `:` within so many years.',
    )
    .meta({ examples: ['none,fixed:30000000,hold:0.1,reach:0.05:10'] });

/** Each as it was written, with what it means. */
export const fundingsOf = (words: string) => words.split(',').map((asked) => ({ asked, funding: fundingOf(asked)! }));
