import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { line } from '#kernel/text.ts';
import { HistoryItem } from '../plan-events.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

const RefreshYear = z.object({
  schoolYear: z.int32().describe('2026 is 2026-27.'),
  count: z.int32().describe('Devices that fall due: their planned refresh, or the end of their updates where that comes first.'),
  cost: z.string().describe('At today’s price of each model; those without one are not in it.'),
  unpriced: z.int32().describe('Of the devices that fall due, those of models without a price.'),
  planned: orNull(z.object({ count: z.int32(), cost: z.string() })).describe('What is planned to be bought; null: nothing is.'),
});
export const PlanParams = z.object({ id: z.uuid() });
export const RefreshResponse = z
  .object({
    today: z.string(),
    isDemonstration: z.boolean(),
    isWhole: z.boolean().describe('The whole district; else the schools where your role counts, and no plans.'),
    years: z.array(RefreshYear),
    bySchool: z.array(z.object({ site: Named, schoolYear: z.int32(), count: z.int32(), cost: z.string(), unpriced: z.int32() })),
    modelsWithoutPrice: z.array(Named.extend({ devices: z.int32() })),
    plans: z.array(
      z.object({
        id: z.uuid(),
        schoolYear: z.int32(),
        grade: z.int32(),
        model: Named,
        unit: z.string(),
        source: z.string(),
        students: z.int32().describe('As many as there are in this grade today.'),
        cost: z.string(),
        version: z.int32(),
        history: z.array(HistoryItem),
      }),
    ),
    models: z.array(Named),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'DeviceRefresh' });

const unit = () => dollars().refine((amount) => Number(amount) > 0, 'Write more than 0.');
const said = { modelId: z.uuid(), unit: unit(), source: line(200) };
export const PlanRequest = z
  .strictObject({
    schoolYear: z.int32('Write a year, as 2027.').min(2000, 'Write at least 2000.').max(2099, 'Write at most 2099.'),
    grade: z.int32('Write a grade.').min(-1, 'Write at least -1, which is preschool.').max(12, 'Write at most 12.'),
    ...said,
  })
  .meta({
    examples: [{ schoolYear: 2027, grade: 5, modelId: '0f6f3a52-6f0c-8a11-9a3e-2f1d7c5b9e10', unit: '335.00', source: 'Technology plan, item 4' }],
  });
export const PlanChange = z
  .strictObject(said)
  .partial()
  .meta({ examples: [{ unit: '342.00' }] });
export const RefreshFileQuery = z.object({ set: z.enum(['years', 'schools']).default('years'), locale: z.enum(['en', 'es']).default('en') });
export const RefreshFile = {
  200: { description: 'Comma-separated values in UTF-8.', content: { 'text/csv': { schema: z.string() } } },
};
