import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { System } from '../inventory/contract.ts';
import { KINDS } from '../rules/assessment-file/fields.ts';
import { RATINGS } from '../rules/assessment-file/words.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const IMPORT_STATES = ['mapping', 'checking', 'checked', 'loading', 'done', 'failed'] as const;

export const ImportParams = z.object({ id: z.uuid() });
export const ImportQuery = z.strictObject({
  locale: z.enum(['en', 'es']).optional().describe('The language of its words; the reader’s own where none is named.'),
});
/** What a form with a file brings; the body is a stream, so this is for readers. */
export const ImportRequest = z.object({
  file: z.string().meta({ format: 'binary' }).describe('CSV, or an Excel workbook (.xlsx); at most 60 MB.'),
  kind: z.enum(KINDS).describe('What its rows are.'),
  portfolio: z.string().optional().describe('The code of the portfolio it goes into; the district’s own where none is named.'),
  portfolioName: z.string().optional().describe('For a list of buildings: the name of a new portfolio.'),
});

const said = z.record(z.string().max(200), z.string().max(100));
export const CheckRequest = z
  .strictObject({
    sheet: z.string().max(200).nullish(),
    headerRow: z.int32().min(1).max(100).describe('The row with the headings, from 1; data begins below.'),
    columns: z
      .array(orNull(z.string().max(40)))
      .max(300)
      .describe('What each column is; null: it is not taken.'),
    said: z.strictObject({ priority: said.optional(), unit: said.optional(), system: said.optional(), rating: said.optional() }).optional(),
    costBaseYear: z.int32().min(1900).max(2100).optional().describe('Where a row does not say whose money its cost is; this year where nobody does.'),
    assessor: line(200).optional(),
    assessedOn: day().optional(),
    saveAs: line(100).optional().describe('Keeps this mapping by a name, for files with the same headings.'),
  })
  .meta({
    examples: [
      { headerRow: 1, columns: ['building', 'system', 'priority', 'scope', 'cost'], assessor: 'Consultants, Inc.', assessedOn: '2026-06-30' },
    ],
  });
export const LoadRequest = z
  .strictObject({ takesRemarks: z.boolean().default(false).describe('Rows with a remark as well.') })
  .meta({ examples: [{ takesRemarks: false }] });
export const HeadRequest = z
  .strictObject({ sheet: z.string().max(200).nullish(), headerRow: z.int32().min(1).max(100).optional() })
  .meta({ examples: [{ headerRow: 2 }] });

const Counts = z.object({ good: z.int32(), remark: z.int32(), wrong: z.int32(), duplicate: z.int32(), total: z.int32(), empty: z.int32() });
const Effects = z.object({ new: z.int32(), changed: z.int32(), same: z.int32() });
const Money = z.string();

const imported = {
  id: z.uuid(),
  kind: z.enum(KINDS),
  fileName: z.string(),
  sizeBytes: z.number(),
  portfolio: z.object({ code: z.string(), name: z.string() }),
  state: z.enum(IMPORT_STATES),
  /** In words, where it failed. */
  failure: orNull(z.string()),
  rowsRead: z.int32(),
  doneRatio: z.number(),
  assessor: orNull(z.string()),
  assessedOn: orNull(z.string()),
  by: orNull(Named),
  createdAt: z.date(),
  finishedAt: orNull(z.date()),
  version: z.int32(),
  counts: orNull(Counts),
  /** Of rows that were let in. */
  loaded: z.object({ done: z.int32(), kept: z.int32(), waiting: z.int32() }),
};

export const ImportResponse = z
  .object({
    ...imported,
    may: z.object({ check: z.boolean(), load: z.boolean() }),
    isDemonstration: z.boolean(),
    format: z.object({ type: z.enum(['csv', 'xlsx']), encoding: orNull(z.string()), delimiter: orNull(z.string()), sheets: z.array(z.string()) }),
    sheet: orNull(z.string()),
    headerRow: z.int32(),
    columns: z.array(
      z.object({
        heading: z.string(),
        above: z.string(),
        field: orNull(z.string()),
        /** What stands there in the first rows. */
        samples: z.array(z.string()),
      }),
    ),
    fields: z.array(z.object({ name: z.string(), label: z.string(), isRequired: z.boolean() })),
    said: z.object({ priority: said, unit: said, system: said, rating: said }),
    costBaseYear: orNull(z.int32()),
    takesRemarks: z.boolean(),
    /** Mappings kept by name for files with these headings. */
    mappingName: orNull(z.string()),
    /** An earlier file of the same bytes that was let in. */
    sameAs: orNull(z.object({ id: z.uuid(), fileName: z.string(), finishedAt: z.date() })),
    summary: orNull(
      z.object({
        counts: Counts,
        remarksEffects: Effects,
        goodEffects: Effects,
        structures: z.int32(),
        /** Of the good ones. */
        costOfNew: Money,
        costChange: Money,
        reasons: z.array(z.object({ code: z.string(), why: z.string(), count: z.int32(), isRemark: z.boolean() })),
        totals: z.array(z.object({ row: z.int32(), column: z.string(), stated: Money, sum: Money, isMoney: z.boolean(), matches: z.boolean() })),
        sums: z.array(z.object({ column: z.string(), sum: Money, isMoney: z.boolean() })),
        notTaken: z.array(z.string()),
        understood: z.array(z.object({ column: z.string(), from: z.string(), to: z.string(), count: z.int32() })),
        unknownWords: z.array(z.object({ what: z.enum(['priority', 'unit', 'system', 'rating']), word: z.string(), count: z.int32() })),
        lookAlikes: z.array(z.object({ column: z.string(), words: z.array(z.string()) })),
        /** Of buildings: by sums, and what a mean would have said. */
        index: orNull(
          z.object({
            structures: z.int32(),
            withIndex: z.int32(),
            withValue: z.int32(),
            deferred: Money,
            value: Money,
            ratio: orNull(z.number()),
            mean: orNull(z.number()),
          }),
        ),
      }),
    ),
    /** The first rows that are not simply good. */
    rows: z.array(
      z.object({
        row: z.int32(),
        verdict: z.enum(['good', 'remark', 'wrong', 'duplicate', 'total']),
        outcome: z.enum(['none', 'waiting', 'done', 'kept']),
        what: z.string(),
        why: z.array(z.string()),
      }),
    ),
    /** The first rows that change what is there: what was, and what will be. */
    changes: z.array(
      z.object({ row: z.int32(), what: z.string(), fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })) }),
    ),
    systems: z.array(System),
  })
  .meta({ id: 'Import' });
export const ImportList = z
  .object({
    items: z.array(z.object(imported)),
    portfolios: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        structures: z.int32().describe('How many buildings it has.'),
        version: z.int32(),
        mayRemove: z.boolean().describe('Another owner’s, of which no draft plan is made, by you.'),
      }),
    ),
    may: z.object({ import: z.boolean() }),
  })
  .meta({ id: 'ImportList' });

export const PortfolioParams = z.object({ code: line(200) });
export const PortfolioRemoval = z
  .strictObject({ why: line(300).optional().describe('Kept in the history.') })
  .meta({ examples: [{ why: 'Brought to try the import' }] });

export const AssessmentResponse = z
  .object({
    assessment: orNull(z.object({ id: z.uuid(), assessor: z.string(), assessedOn: z.string(), fileName: orNull(z.string()) })),
    method: z
      .enum(['counted', 'stated', 'fci_times_value'])
      .describe('How what is deferred was found: counted from components and deficiencies, or as an assessor stated it.'),
    ratings: z.array(System.extend({ rating: z.enum(RATINGS) })),
    needs: z.array(
      z.object({ year: z.int32(), ratio: z.number().describe('What falls due in that year over replacement value: each year for itself.') }),
    ),
  })
  .meta({ id: 'Assessment' });

export const CsvFile = {
  200: { description: 'Comma-separated values in UTF-8.', content: { 'text/csv': { schema: z.string() } } },
};
