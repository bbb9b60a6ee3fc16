import { z } from 'zod';

// What the export of a portfolio holds, table by table. Columns, their types and units and what they mean stand here once: rows are checked against it by their types, and the data dictionary is
// written from it.

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
/** What a column is, in the dictionary's words. */
type Meta = { type: string; unit?: string };
const kept = <T extends z.ZodType>(schema: T, type: string, meaning: string, unit?: string) =>
  schema.describe(meaning).meta({ type, ...(unit ? { unit } : {}) } as never);

const text = (meaning: string) => kept(orNull(z.string()), 'text', meaning);
const id = (meaning: string) => kept(orNull(z.string()), 'id (UUID)', meaning);
const money = (meaning: string) => kept(orNull(z.string()), 'decimal', meaning, 'US dollars');
const ratio = (meaning: string) => kept(orNull(z.number()), 'decimal', meaning, 'ratio, 0.05 is 5 %');
const whole = (meaning: string, unit?: string) => kept(orNull(z.number()), 'integer', meaning, unit);
const figure = (meaning: string, unit?: string) => kept(orNull(z.number()), 'decimal', meaning, unit);
const day = (meaning: string) => kept(orNull(z.string()), 'day (YYYY-MM-DD)', meaning);
const instant = (meaning: string) => kept(orNull(z.string()), 'instant (ISO 8601, UTC)', meaning);
const year = (meaning: string) => kept(orNull(z.number()), 'year', meaning);

const structureId = id('The structure, as in structures.csv.');
const systemCode = text('UNIFORMAT II (ASTM E1557) code.');

export const SETS = {
  structures: {
    about: 'What is assessed: buildings, additions, transportables, and what belongs to a site as a whole; with its condition as it is kept.',
    row: z.object({
      id: id('Its id.'),
      code: text('Its code in the portfolio.'),
      name: text('Its name.'),
      siteCode: text('The school’s code; empty in another owner’s portfolio.'),
      siteName: text('The school.'),
      kind: text('main, addition, transportable, storage or site_items.'),
      level: text('The school’s level.'),
      area: text('The articulation area.'),
      grossAreaSqft: whole('Gross floor area.', 'square feet'),
      yearBuilt: year('When it was built.'),
      deferred: money('Deferred maintenance: open deficiencies, and renewals fallen due; each need once.'),
      replacementValue: money('Current replacement value; empty where nobody knows it.'),
      knownValue: money('Replacement value as it was entered, in the money of knownValueBaseYear; empty: its components say.'),
      knownValueBaseYear: year('Whose money the entered value is.'),
      statedDeferred: money('What an assessor stated as deferred, in the money of statedBaseYear; empty: it is counted.'),
      statedBaseYear: year('Whose money the stated amount is.'),
      fci: ratio('Deferred over replacement value, unrounded; empty, not 0, without a value. Of several: divide their sums, never average.'),
      method: text('counted: from components and deficiencies. fci_times_value, stated: as an assessor stated it.'),
      assessmentId: id('The assessment it comes from, as in assessments.csv.'),
    }),
  },
  'system-conditions': {
    about: 'The condition of each structure by system of level 2, as it is kept.',
    row: z.object({
      structureId,
      systemCode,
      systemName: text('What the system is called.'),
      deferred: money('Deferred in this system.'),
      replacementValue: money('What replacing it would cost.'),
      fci: ratio('Deferred over replacement value.'),
      year: year('Whose renewals are due and whose money it is.'),
      costBasis: whole('The number of the cost basis it was counted by.'),
    }),
  },
  'assessed-systems': {
    about: 'What an assessor said of a system in words.',
    row: z.object({
      structureId,
      systemCode,
      rating: text('good, fair, poor, unsatisfactory or not_applicable.'),
      assessmentId: id('The assessment, as in assessments.csv.'),
    }),
  },
  'assessed-needs': {
    about: 'What an assessor said that falls due in a year, over replacement value: each year for itself, not added up.',
    row: z.object({
      structureId,
      year: year('The year.'),
      need: ratio('What falls due in that year over replacement value.'),
      assessmentId: id('The assessment, as in assessments.csv.'),
    }),
  },
  components: {
    about: 'Parts of structures that have a life of their own.',
    row: z.object({
      id: id('Its id; a file that brings it again may use it as its own number.'),
      structureId,
      building: text('The structure’s code.'),
      systemCode,
      name: text('What it is.'),
      quantity: figure('How much of it.'),
      unit: text('Of what the quantity counts.'),
      unitCost: money('Of one unit, in the money of unitCostBaseYear; empty: the cost basis says.'),
      unitCostBaseYear: year('Whose money its own unit cost is.'),
      lifeYears: whole('Expected useful life; empty: the cost basis says.', 'years'),
      renewalRatio: ratio('How much of it is renewed at the end of its life; empty: the cost basis says.'),
      yearInstalled: year('When it was installed or last renewed.'),
      observedOn: day('When somebody observed its remaining life.'),
      observedRemainingYears: whole('What was left of its life then.', 'years'),
      assessmentId: id('The assessment it comes from.'),
    }),
  },
  deficiencies: {
    about: 'What was found wrong and costs money to put right; what ended as well.',
    row: z.object({
      id: id('Its id; a file that brings it again may use it as its own number.'),
      structureId,
      building: text('The structure’s code.'),
      systemCode,
      componentId: id('The component it is on, as in components.csv.'),
      priority: whole('1 critical, 2 necessary, 3 deferrable, 4 desirable.'),
      scope: text('What is wrong.'),
      quantity: figure('How much of it.'),
      unit: text('Of what the quantity counts.'),
      cost: money('Of putting it right, with everything, in the money of costBaseYear.'),
      costBaseYear: year('Whose money the cost is.'),
      foundOn: day('When it was found.'),
      source: text('assessment, work_order or inspection.'),
      confidence: ratio('How sure one is of the cost.'),
      status: text('candidate, open, funded, in_work, corrected or withdrawn.'),
      actualCost: money('What putting it right did cost.'),
      endedAt: instant('When it ended.'),
      fileKey: text('What the file that brought it calls it.'),
      assessmentId: id('The assessment it comes from.'),
    }),
  },
  events: {
    about: 'Everything that moved a condition, why, and by how much; the sums of these are the difference between any two dates.',
    row: z.object({
      id: id('Its id.'),
      structureId,
      kind: text('What happened.'),
      cause: text('work, findings, ageing, escalation, method or correction.'),
      deferredChange: money('By how much it moved what is deferred.'),
      valueChange: money('By how much it moved the replacement value.'),
      occurredAt: instant('When.'),
    }),
  },
  assessments: {
    about: 'Who looked at buildings, when, and from which file we know.',
    row: z.object({
      id: id('Its id.'),
      assessor: text('Who assessed.'),
      assessedOn: day('When.'),
      fileName: text('The file.'),
      fileDigest: text('SHA-256 of the file’s bytes.'),
    }),
  },
  'cost-bases': {
    about: 'Versions of what costs are reckoned by; one that counts is never changed.',
    row: z.object({
      number: whole('Its number.'),
      effectiveOn: day('From when it counts.'),
      baseYear: year('Whose money its unit costs are.'),
      escalation: ratio('How much dearer a year makes things.'),
      locationFactor: figure('What building here costs, over the average.', 'factor'),
      softCosts: ratio('Design, permits, contingency: on top of what is built.'),
      source: text('Where it comes from.'),
    }),
  },
  'unit-costs': {
    about: 'What one unit of a system costs and how long it lasts, by version of the cost basis.',
    row: z.object({
      costBasis: whole('The version’s number, as in cost-bases.csv.'),
      systemCode,
      unit: text('One of what.'),
      unitCost: money('What it costs.'),
      lifeYears: whole('Expected useful life.', 'years'),
      renewalRatio: ratio('How much of it is renewed at the end of its life.'),
    }),
  },
  bands: {
    about: 'What ratios are called; an upper bound belongs to its band.',
    row: z.object({ band: text('Its code.'), upToRatio: ratio('Its upper bound; the last has none.') }),
  },
} as const;

export type SetName = keyof typeof SETS;
export type SetRow<Name extends SetName> = z.infer<(typeof SETS)[Name]['row']>;

/** Its columns in the order they are written. */
export const columnsOf = (name: SetName): string[] => Object.keys(SETS[name].row.shape);

export const DICTIONARY_HEADINGS = ['file', 'column', 'type', 'unit', 'meaning'];
/** One line for each column of each file. */
export const dictionary = (): string[][] =>
  (Object.keys(SETS) as SetName[]).flatMap((name) =>
    Object.entries<z.ZodType>(SETS[name].row.shape).map(([column, schema]) => {
      const { type, unit = '' } = (schema.meta() ?? {}) as unknown as Meta;
      return [`${name}.csv`, column, type, unit, schema.description ?? ''];
    }),
  );
