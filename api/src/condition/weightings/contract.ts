import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { ADEQUACY_CATEGORIES } from '../rules/adequacy.ts';
import { CRITERIA } from '../rules/priorities.ts';

export const KIND = z.enum(['adequacy', 'priorities']);
export type Kind = z.infer<typeof KIND>;
/** What may be weighed, of each kind. */
export const WEIGHED: Record<Kind, readonly string[]> = { adequacy: ADEQUACY_CATEGORIES, priorities: CRITERIA };

export const WeightingParams = z.object({ kind: KIND });
export const WeightingQuery = z.strictObject({ portfolio: line(60).optional().describe('Its code; the district’s own where none is named.') });

const version = {
  number: z.int32().describe('0: the usual weights, until some were published.'),
  weights: z.record(z.string(), z.number()),
  reason: z.string(),
  publishedBy: z.union([z.object({ id: z.uuid(), name: z.string() }), z.null()]),
  publishedAt: z.union([z.date(), z.null()]),
};
export const WeightingResponse = z
  .object({
    kind: KIND,
    ...version,
    version: z.int32().describe('The number, for If-Match.'),
    may: z.object({ publish: z.boolean() }),
    definitions: z.array(z.object({ key: z.string(), en: z.string(), es: z.string() })).describe('What each is, from 0 to 1.'),
    earlier: z.array(z.object(version)),
  })
  .meta({ id: 'Weighting' });

const weight = z.number().min(0, 'Write a weight of 0 to 100.').max(100, 'Write a weight of 0 to 100.');
export const WeightingRequest = z
  .strictObject({
    weights: z.record(line(40), weight).describe('Every category or criterion of this kind; 0 leaves it out.'),
    reason: line(300).describe('Why, for those who read it.'),
  })
  .meta({ examples: [{ weights: Object.fromEntries(CRITERIA.map((one) => [one, 10])), reason: 'All alike' }] });
