import { z } from 'zod';
import { day, searchText } from '#kernel/text.ts';
import { DevicesQuery } from '../contract.ts';
import { PER_SHEET } from './sheet.ts';

/** A hundred sheets: what a printer takes at once. */
export const MOST_LABELS = 100 * PER_SHEET;
const MOST_TAGS = 600;

const { q, siteId, status, modelId, look } = DevicesQuery.shape;
const filters = {
  q,
  siteId,
  status,
  modelId,
  look,
  registeredSince: day().optional().describe('Those that are new in the books since this day.'),
  tags: searchText(12_000)
    .transform((list) => [...new Set(list.split(/[\s,;]+/).filter(Boolean))])
    .refine((tags) => tags.length <= MOST_TAGS, `Name at most ${MOST_TAGS} tags.`)
    .optional()
    .describe('Only these asset tags, with commas.'),
};
export const LabelsQuery = z.object(filters);
export const SheetQuery = z.object({
  ...filters,
  skip: z.coerce
    .number()
    .int()
    .min(0)
    .max(PER_SHEET - 1)
    .default(0)
    .describe('So many labels of the first sheet are used already.'),
  locale: z.enum(['en', 'es']).default('en'),
});

export const LabelsResponse = z
  .object({
    count: z.int32().describe('Labels; at most one more than are printed at once.'),
    most: z.int32(),
    perSheet: z.int32(),
    first: z.union([z.string(), z.null()]),
    last: z.union([z.string(), z.null()]),
    missing: z.array(z.string()).describe('Tags that were named and not found.'),
  })
  .meta({ id: 'DeviceLabels' });
export const SheetFile = {
  200: {
    description: 'Sheets of labels, Letter paper.',
    content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } },
  },
};
