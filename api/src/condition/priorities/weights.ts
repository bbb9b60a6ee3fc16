import { z } from 'zod';
import { CRITERIA, type CriteriaWeights } from '../rules/priorities.ts';

const MOST = 100;
const WORDS = `Write the weights as safety_code:30,fci:20 with numbers of 0 to ${MOST}, at least one above 0.`;

/** "safety_code:30,fci:20" as weights; what is not named counts nothing. Undefined where it is not that. */
export function weightsOf(words: string): CriteriaWeights | undefined {
  const given = words.split(',').map((one) => /^([a-z_]+):(\d{1,3}(?:\.\d{1,4})?)$/.exec(one));
  if (given.some((one) => !one || !(CRITERIA as readonly string[]).includes(one[1]!) || Number(one[2]) > MOST)) return undefined;
  const named = new Map(given.map((one) => [one![1], Number(one![2])]));
  const isSense = named.size === given.length && [...named.values()].some((weight) => weight > 0);
  return isSense ? (Object.fromEntries(CRITERIA.map((criterion) => [criterion, named.get(criterion) ?? 0])) as CriteriaWeights) : undefined;
}

export const whatIfWeights = () =>
  z
    .string()
    .max(400, WORDS)
    .refine((words) => weightsOf(words) !== undefined, WORDS)
    .describe('Other weights than the published ones, to see what would move: `safety_code:30,fci:20`. Nothing is saved.')
    .meta({ examples: ['safety_code:30,fci:20'] });
