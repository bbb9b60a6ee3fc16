import { z } from 'zod';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Ratio = orNull(z.number());
/** Null counts are hidden: few students would be told apart. */
const Coverage = { students: orNull(z.int32()), covered: orNull(z.int32()), ratio: Ratio };
const AtLeast = orNull(z.number()).describe('Of what is hidden, a bound that the share reaches; null where that, too, would tell few apart.');
const Group = z.object({ name: z.string(), ...Coverage });

export const MeasuresResponse = z
  .object({
    today: z.string(),
    isDemonstration: z.boolean(),
    may: z.object({ list: z.boolean(), counter: z.boolean(), readViews: z.boolean(), lots: z.boolean() }),
    isSmallHidden: z.boolean().describe('Counts of students below 10 are hidden, and what would give them away.'),
    target: z.number(),
    coverage: z.object({
      ...Coverage,
      onTarget: Ratio.describe('Of schools, the share on target.'),
      byLoaner: orNull(z.int32()),
      schools: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          level: orNull(z.string()),
          area: orNull(z.string()),
          quartile: orNull(z.int32()),
          ...Coverage,
          atLeast: AtLeast,
        }),
      ),
      byLevel: z.array(Group),
      byArea: z.array(Group),
      byNeed: z.array(Group).describe('Quarters of the schools by free and reduced lunch, the lowest first.'),
      needGap: Ratio.describe('Coverage of the quarter with the least need, less that of the quarter with the most.'),
      levelGap: Ratio,
      areaGap: Ratio,
    }),
    devicesPerStudent: Ratio,
    age: z.array(z.object({ schoolYear: orNull(z.int32()), count: z.int32() })),
    breakage: z.array(z.object({ schoolYear: z.int32(), grade: z.int32(), devices: z.int32(), perHundred: Ratio })),
    medianRepairDays: Ratio,
    loanerCover: Ratio,
    standing: z.object({
      inUse: z.int32(),
      mending: z.int32(),
      loaners: z.int32(),
      loanersInStock: z.int32(),
      overdue: z.int32(),
      unreturned: z.int32(),
      silent: z.int32(),
    }),
    cliffs: z.array(z.object({ expiresOn: z.string(), model: z.string(), count: z.int32(), beforeRefresh: z.int32() })),
    refresh: z.array(
      z.object({
        schoolYear: z.int32(),
        count: z.int32(),
        cost: z.string(),
        unpriced: z.int32().describe('Devices of models without a price; they are not in the cost.'),
      }),
    ),
    refreshBySchool: z.array(z.object({ siteId: z.uuid(), name: z.string(), schoolYear: z.int32(), count: z.int32(), cost: z.string() })),
    definitions: z.array(z.object({ key: z.string(), en: z.string(), es: z.string() })),
  })
  .meta({ id: 'DeviceMeasures' });

export const MeasuresFileQuery = z.object({
  set: z.enum(['coverage', 'refresh', 'breakage']).default('coverage'),
  locale: z.enum(['en', 'es']).default('en'),
});
export const MeasuresFile = {
  200: { description: 'Comma-separated values in UTF-8.', content: { 'text/csv': { schema: z.string() } } },
};
