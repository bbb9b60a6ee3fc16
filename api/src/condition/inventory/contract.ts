import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { day, line, paragraphs } from '#kernel/text.ts';
import { MAX_BASIS_YEAR, MIN_BASIS_YEAR } from '../rules/next-basis.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
/** What a system is called. */
export const systemNames = {
  name: z.string().describe('The scheme’s own.'),
  nameEs: orNull(z.string()).describe('What people who read Spanish call it; null: nobody said.'),
};
/** A system of UNIFORMAT II by its code. */
export const System = z.object({ code: z.string(), ...systemNames });

const moneyYear = (of: string) =>
  z
    .int('Write a year, as 2026.')
    .min(MIN_BASIS_YEAR, `Write a year from ${MIN_BASIS_YEAR} on.`)
    .max(MAX_BASIS_YEAR, `Write a year up to ${MAX_BASIS_YEAR}.`)
    .optional()
    .describe(`The year in whose money ${of} is; where an amount is given without one, this year.`);
const positive = dollars().refine((amount) => !amount.startsWith('-'), 'Write an amount of 0 or more, as 1234.50.');
const year = () => z.int('Write a year, as 1998.').min(1800, 'Write a year from 1800 on.').max(2100, 'Write a year up to 2100.');
const note = () => paragraphs(2_000).min(1, 'Say why.');

export const ComponentParams = z.object({ id: z.uuid() });

export const StructureChange = z
  .strictObject({
    name: line(120).optional(),
    grossAreaSqft: orNull(z.int('Write a whole number.').min(1, 'Use at least 1.').max(100_000_000, 'Use at most 100000000.')).optional(),
    yearBuilt: orNull(year()).optional(),
    replacementValue: orNull(positive)
      .optional()
      .describe('Known from elsewhere, in the money of its year; null: what replacing its components would cost.'),
    replacementBaseYear: moneyYear('that value'),
  })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
  .meta({ examples: [{ grossAreaSqft: 64200, yearBuilt: 1972 }] });

const observed = z.strictObject({
  on: day(),
  remainingYears: z
    .int('Write a whole number.')
    .min(0, 'Use at least 0.')
    .max(200, 'Use at most 200.')
    .describe('Years of life left, as seen that day.'),
});
const facts = {
  name: line(120),
  quantity: z.number('Write a number.').positive('Use at least 1, or a part of 1.').max(1e9, 'Use at most 1000000000.'),
  unit: line(20),
  unitCost: orNull(positive).describe('In the money of its year, without factors; null: the cost basis says.'),
  unitCostBaseYear: moneyYear('its own unit cost'),
  lifeYears: orNull(z.int('Write a whole number.').min(1, 'Use at least 1.').max(300, 'Use at most 300.')).describe('Null: the cost basis says.'),
  yearInstalled: year(),
  observed: orNull(observed).describe('What somebody who looked at it gives it; counts more than its age.'),
};

export const ComponentRequest = z
  .strictObject({
    systemCode: z.string().regex(/^[A-G]\d{4}$/, 'Take a UNIFORMAT II code of level 3, as D3020.'),
    name: facts.name,
    quantity: facts.quantity,
    unit: facts.unit,
    unitCost: facts.unitCost.optional(),
    unitCostBaseYear: facts.unitCostBaseYear,
    lifeYears: facts.lifeYears.optional(),
    yearInstalled: facts.yearInstalled,
    observed: facts.observed.optional(),
  })
  .meta({ examples: [{ systemCode: 'D3020', name: 'Boiler 1', quantity: 1, unit: 'each', unitCost: '180000.00', yearInstalled: 1998 }] });

export const ComponentChange = z
  .strictObject(facts)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
  .meta({ examples: [{ yearInstalled: 2004 }] });

export const RenewalRequest = z
  .strictObject({ year: year(), note: paragraphs(2_000).optional() })
  .meta({ examples: [{ year: 2026, note: 'Both burners and the shell' }] });

export const RemovalRequest = z.strictObject({ note: note() }).meta({ examples: [{ note: 'Taken out with the annex' }] });

export const SystemsResponse = z
  .object({
    scheme: z.string(),
    items: z.array(
      z.object({
        code: z.string(),
        ...systemNames,
        requestTypeIds: z.array(z.uuid()).describe('Kinds of request that speak of it: similar orders of them propose a deficiency.'),
      }),
    ),
  })
  .meta({ id: 'BuildingSystems' });
