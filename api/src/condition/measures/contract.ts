import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { ADEQUACY_CATEGORIES } from '../rules/adequacy.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const Share = z.number().describe('0..1, unrounded.');
const BAND = z.enum(['excellent', 'good', 'fair', 'poor']);

export const Adequacy = z.object({
  score: Share.describe('Weighted mean of the categories that were scored.'),
  band: BAND,
  isPartial: z.boolean().describe('Categories that count were not scored: the others stand for them.'),
});
export const Utilisation = z.object({ enrollment: z.int32(), capacity: z.int32(), ratio: z.number().describe('Students over places.') });
/** What stands beside the condition of a school; null is unknown, never 0. */
export const Measures = z.object({
  adequacy: orNull(Adequacy),
  utilisation: orNull(Utilisation),
  freeReducedShare: orNull(Share).describe('Students with free or reduced lunch, of those enrolled.'),
});
const CATEGORY = z.enum(ADEQUACY_CATEGORIES);
export const MeasuresInDetail = Measures.extend({
  adequacy: orNull(
    Adequacy.extend({
      assessedOn: orNull(z.string()),
      source: z.string(),
      categories: z.array(z.object({ category: CATEGORY, score: orNull(Share), weight: z.number() })),
    }),
  ),
});

export const SiteParams = z.object({ id: z.uuid() });
const Known = z.object({
  scores: z.record(z.string(), z.number()).describe('By category, of those that were scored.'),
  assessedOn: orNull(z.string()),
  source: z.string(),
  capacity: orNull(z.int32()),
});
export const SiteMeasuresResponse = z
  .object({
    site: Named,
    ...MeasuresInDetail.shape,
    capacity: orNull(z.int32()),
    enrollment: orNull(z.int32()),
    version: z.int32().describe('0: nothing was noted yet.'),
    may: z.object({ plan: z.boolean() }),
    history: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['loaded', 'changed']),
        actor: orNull(Named),
        occurredAt: z.date(),
        before: orNull(Known),
        after: Known,
      }),
    ),
  })
  .meta({ id: 'SiteMeasures' });

const score = z.number().min(0, 'Write a score from 0 to 1.').max(1, 'Write a score from 0 to 1.');
export const SiteMeasuresRequest = z
  .strictObject({
    scores: z.partialRecord(CATEGORY, orNull(score)).describe('What is left out or null is not scored.'),
    assessedOn: orNull(day()),
    source: line(200).describe('Who scored, or where it comes from.'),
    capacity: orNull(z.int32().min(1, 'Write how many students have a place.').max(20_000, 'Write at most 20,000.')),
  })
  .meta({
    examples: [{ scores: { classroom: 0.7, safety_security: 0.55 }, assessedOn: '2026-03-10', source: 'Walk-through of 2026', capacity: 520 }],
  });
