import { z } from 'zod';
import { line } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Ratio = z.number().describe('A share, unrounded; 0.05 is 5 %.');
const Words = z.object({ en: z.string(), es: z.string() });
const Measures = z.array(
  z.object({
    code: z.string(),
    name: Words,
    definition: Words,
    better: z.enum(['higher', 'lower']),
    source: orNull(z.string()).describe('The page that it comes from.'),
    points: z
      .array(
        z.object({
          year: z.int32(),
          value: orNull(Ratio).describe('Null: not measured.'),
          target: orNull(Ratio),
          isReached: orNull(z.boolean()).describe('Null where there is no value, or no target.'),
          isAhead: z.boolean().describe('The year is to come: its value is a forecast.'),
        }),
      )
      .describe('Empty: not measured yet, or not for this reader.'),
  }),
);
const plan = { asOf: z.string(), isDemonstration: z.boolean(), measures: Measures };
export const PlanResponse = z
  .object({
    ...plan,
    history: z.array(
      z.object({
        id: z.uuid(),
        measure: z.string(),
        year: z.int32(),
        target: orNull(Ratio),
        reason: z.string(),
        by: orNull(z.string()),
        at: z.date(),
      }),
    ),
    may: z.object({ setTargets: z.boolean() }),
  })
  .meta({ id: 'Plan' });
const ratio = () => z.number('Write a share, as 0.65.').min(0, 'Write 0 or more.').max(10, 'Write 10 at most.').nullable();
export const TargetRequest = z
  .strictObject({
    measure: line(60),
    year: z.int32('Write a year, as 2027.').min(2000, 'Write a year, as 2027.').max(2100, 'Write a year, as 2027.'),
    target: ratio().describe('Null takes it away.'),
    seen: ratio().describe('The target that you saw; 412 where it is another by now.'),
    reason: line(300),
  })
  .meta({ examples: [{ measure: 'survey_effective', year: 2027, target: 0.7, seen: null, reason: 'Board, strategic plan 2027' }] });
export const PlanDataQuery = z.strictObject({ lang: z.enum(['en', 'es']).default('en'), format: z.enum(['csv', 'json']).default('csv') });
export const OpenPlanQuery = z.strictObject({ lang: z.enum(['en', 'es']).default('en') });
const stand = {
  notice: orNull(z.string()).describe('“Demonstration: not real figures”, where they are not.'),
  licence: z.object({ code: z.string(), name: z.string(), url: z.string() }),
};
export const OpenPlanResponse = z.object({ ...stand, ...plan }).meta({ id: 'OpenPlan' });
const Rows = {
  fields: z.array(z.object({ name: z.string(), description: z.string() })).describe('The dictionary of the rows.'),
  rows: z.array(z.object({ measure: z.string(), year: z.int32(), value: orNull(Ratio), target: orNull(Ratio), better: z.string() })),
};
export const PlanRows = z.object({ ...stand, asOf: z.string(), isDemonstration: z.boolean(), ...Rows }).meta({ id: 'PlanRows' });
