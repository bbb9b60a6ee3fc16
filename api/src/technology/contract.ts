import { z } from 'zod';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Ratio = orNull(z.number());
const Words = z.object({ en: z.string(), es: z.string() });
const Coverage = { students: orNull(z.int32()), covered: orNull(z.int32()), ratio: Ratio };

export const SchoolParams = z.object({ id: z.uuid() });
export const SchoolDevices = z
  .object({
    isDemonstration: z.boolean(),
    target: z.number().describe('The share of students that is to have a working device.'),
    coverage: z.object({
      students: z.int32().describe('In the grades that are served.'),
      covered: z.int32().describe('With a working device of their own.'),
      ratio: Ratio,
      isBelow: orNull(z.boolean()),
      byLoaner: z.int32().describe('Who make do with a loaner.'),
    }),
    age: z
      .array(z.object({ schoolYear: orNull(z.int32()), count: z.int32() }))
      .describe('Devices in use by the school year in which they were bought.'),
    standing: z.object({
      inUse: z.int32(),
      mending: z.int32(),
      loaners: z.int32(),
      loanersInStock: z.int32(),
      overdue: z.int32().describe('Loaners that are to be back already.'),
    }),
  })
  .meta({ id: 'SchoolDevices' });

export const OpenQuery = z.strictObject({ lang: z.enum(['en', 'es']).default('en') });
export const OpenDataQuery = z.strictObject({ lang: z.enum(['en', 'es']).default('en'), format: z.enum(['csv', 'json']).default('csv') });
const stand = {
  asOf: z.string(),
  isDemonstration: z.boolean(),
  notice: orNull(z.string()).describe('“Demonstration: not real figures”, where they are not.'),
  licence: z.object({ code: z.string(), name: z.string(), url: z.string() }),
};
export const OpenTechnology = z
  .object({
    ...stand,
    devices: z.object({
      target: z.number(),
      ...Coverage,
      onTarget: Ratio.describe('Of schools, the share on target.'),
      byNeed: z.array(z.object({ name: z.string(), ...Coverage })).describe('Quarters of the schools by free and reduced lunch, the lowest first.'),
    }),
    network: z.object({
      target: orNull(z.object({ nameEn: z.string(), nameEs: z.string(), kbps: z.number(), per: z.enum(['student', 'user']) })),
      judged: z.int32().describe('Schools whose bandwidth is known.'),
      atTarget: z.int32(),
      medianKbps: Ratio.describe('For each user, student or staff, whatever the target is for.'),
      minKbps: Ratio.describe('For each user, as the median.'),
      gini: Ratio,
    }),
    schools: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        level: orNull(z.string()),
        ...Coverage,
        atLeast: orNull(z.number()).describe('Of a share that is hidden, a bound that it reaches; null where that, too, would tell few apart.'),
        downMbps: Ratio.describe('Provisioned.'),
        kbps: Ratio.describe('For each student or user, as the target says.'),
        isAtTarget: orNull(z.boolean()),
        measuredMbps: Ratio.describe('Median of what one flow carried down in the last 30 days.'),
      }),
    ),
    definitions: z.array(z.object({ code: z.string(), ...Words.shape })),
  })
  .meta({ id: 'OpenTechnology' });
export const OpenTechnologyRows = z
  .object({
    ...stand,
    fields: z.array(z.object({ name: z.string(), description: z.string() })),
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  })
  .meta({ id: 'OpenTechnologyRows' });
