import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { FILE_KINDS } from './kinds.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const FILE_STATES = ['mapping', 'reading', 'loading', 'done', 'failed'] as const;

export const FileParams = z.object({ id: z.uuid() });
export const LocaleQuery = z.strictObject({
  locale: z.enum(['en', 'es']).optional().describe('The language of its words; the reader’s own where none is named.'),
});
/** What a form with a file brings; the body is a stream, so this is for readers. */
export const FileRequest = z.object({
  file: z.string().meta({ format: 'binary' }).describe('CSV, also packed (.csv.gz), or an Excel workbook (.xlsx); at most 60 MB.'),
  kind: z.enum(FILE_KINDS).describe('What its rows are.'),
  programme: z.string().optional().describe('The code of the programme that it speaks of.'),
  programmeName: z.string().optional().describe('For another owner’s list of projects: the name of a new programme.'),
  asOfOn: z.string().describe('The day that it speaks of, as 2026-06-30: everything up to its end is in it.'),
});
export const ReadingRequest = z
  .strictObject({
    headerRow: z.int32().min(1).max(30).describe('The row with the headings, from 1; data begins below.'),
    columns: z
      .array(orNull(z.string().max(40)))
      .max(300)
      .describe('What each column is; null: it is not taken.'),
    saveAs: line(100).optional().describe('Keeps this mapping by a name: files with the same headings are read so from then on.'),
  })
  .meta({ examples: [{ headerRow: 1, columns: ['account', 'poNumber', 'invoiceNumber', 'amount'], saveAs: 'Monthly actuals' }] });

/** Of which programme, and as of when its figures are. */
export const ProgrammeNamed = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['bond', 'reserve', 'other_owner']),
  isDemonstration: z.boolean(),
  /** Where its figures come from, in words. */
  source: z.string(),
  /** As of when it last agreed with the finance system; null: it never did. */
  reconciledOn: orNull(z.string()),
});

const file = {
  id: z.uuid(),
  kind: z.enum(FILE_KINDS),
  fileName: z.string(),
  sizeBytes: z.number(),
  programme: ProgrammeNamed,
  asOfOn: z.string(),
  state: z.enum(FILE_STATES),
  /** In words, where it failed. */
  failure: orNull(z.string()),
  rowsRead: z.int32(),
  /** How much of what is under way is done: 0..1. */
  doneRatio: z.number(),
  /** What came of it, by name: rows, placed, listed, added, changed, gone, back, same; matched, different, ours_only … */
  counts: z.record(z.string(), z.int32()),
  broughtBy: z.enum(['upload', 'folder', 'source']),
  by: orNull(Named),
  createdAt: z.date(),
  finishedAt: orNull(z.date()),
  version: z.int32(),
};
export const ReasonResponse = z.object({
  code: z.string(),
  column: orNull(z.string()),
  value: orNull(z.string()),
  part: orNull(z.string()),
  /** The rows that it cannot be told from. */
  rows: z.array(z.int32()),
});
export const FileResponse = z
  .object({
    ...file,
    may: z.object({ read: z.boolean(), compare: z.boolean(), resolve: z.boolean() }),
    headerRow: z.int32(),
    columns: z.array(
      z.object({
        heading: z.string(),
        field: orNull(z.string()),
        /** What stands there in the first rows. */
        samples: z.array(z.string()),
      }),
    ),
    fields: z.array(z.object({ name: z.string(), isRequired: z.boolean() })),
    /** The kept mapping by which it is read. */
    mappingName: orNull(z.string()),
    /** The first rows that are placed nowhere, and why. */
    listed: z.array(
      z.object({
        row: z.int32(),
        what: z.string(),
        reasons: z.array(ReasonResponse),
      }),
    ),
  })
  .meta({ id: 'CapitalFile' });
export const FileList = z
  .object({
    items: z.array(z.object(file)),
    programmes: z.array(ProgrammeNamed),
    may: z.object({ bring: z.array(z.enum(FILE_KINDS)) }),
  })
  .meta({ id: 'CapitalFileList' });

export const CsvFile = {
  200: { description: 'Comma-separated values in UTF-8.', content: { 'text/csv': { schema: z.string() } } },
};
