import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { FIELDS } from '../imports/rules/fields.ts';
import { FILE_KINDS } from './kinds.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const FILE_STATES = ['mapping', 'checking', 'checked', 'loading', 'done', 'failed', 'discarded'] as const;
export const FileParams = z.object({ id: z.uuid() });
export const LocaleQuery = z.strictObject({
  locale: z.enum(['en', 'es']).optional().describe('The language of its words; the reader’s own where none is named.'),
});
/** What a form with a file brings; the body is a stream, so this is for readers. */
export const FileRequest = z.object({
  file: z
    .string()
    .meta({ format: 'binary' })
    .describe(
      'chrome: JSON or CSV of the Admin SDK. snipe: CSV or Excel. oneroster: a bundle (.zip). JSON and CSV may be packed (.gz); at most 60 MB.',
    ),
  kind: z.enum(FILE_KINDS).describe('What it tells of.'),
});
export const CheckRequest = z
  .strictObject({
    columns: z
      .array(orNull(z.string().max(40)))
      .max(300)
      .optional()
      .describe('What each column is; null: it is not read. As it was where nothing is said.'),
  })
  .meta({ examples: [{ columns: ['assetTag', 'serial', 'model', null, 'location'] }] });
export const LoadRequest = z
  .strictObject({ confirmsLeavers: z.boolean().default(false).describe('Needed where an unusual share of the students would leave.') })
  .meta({ examples: [{ confirmsLeavers: false }] });
export const RowsQuery = z.strictObject({
  ...pageQuery,
  ...LocaleQuery.shape,
  show: z.enum(['new', 'changed', 'left', 'odd']).default('odd').describe('odd: what was refused, or not taken as it stands.'),
});

const count = z.int32();
const SummaryResponse = z.object({
  verdicts: z.object({ good: count, remark: count, wrong: count }),
  effects: z.object({ new: count, changed: count, seen: count, same: count, left: count }),
  reasons: z.array(z.object({ code: z.string(), words: z.string(), count, isRefused: z.boolean() })),
  active: count,
  given: count,
  fields: z.record(z.string(), count),
  models: z.array(z.object({ make: z.string(), name: z.string(), kind: z.string(), updatesEndOn: orNull(z.string()), rows: count })),
  updatesEnd: z.array(z.object({ name: z.string(), from: orNull(z.string()), to: z.string() })),
  leftAlone: count,
});
const brought = {
  id: z.uuid(),
  kind: z.enum(FILE_KINDS),
  broughtBy: z.enum(['upload', 'source']),
  fileName: z.string(),
  sizeBytes: z.number(),
  state: z.enum(FILE_STATES),
  /** The code of the problem that ended it, or because of which it was compared anew. */
  failure: orNull(z.string()),
  rowsRead: count,
  doneRatio: z.number(),
  by: Named,
  confirmedBy: orNull(Named),
  createdAt: z.string(),
  checkedAt: orNull(z.string()),
  finishedAt: orNull(z.string()),
  version: count,
  summary: orNull(SummaryResponse),
};
export const FileList = z
  .object({ items: z.array(z.object(brought)), may: z.object({ bring: z.boolean(), fetch: z.boolean() }) })
  .meta({ id: 'DeviceFileList' });
export const FileResponse = z
  .object({
    ...brought,
    may: z.object({ check: z.boolean(), load: z.boolean(), discard: z.boolean() }),
    /** So many would leave that it has to be said twice. */
    needsLeaversConfirmed: z.boolean(),
    columns: z.array(z.object({ heading: z.string(), field: orNull(z.enum(FIELDS)) })),
    fields: z.array(z.enum(FIELDS)),
  })
  .meta({ id: 'DeviceFile' });

export const RowsPage = z
  .object({
    items: z.array(
      z.object({
        row: count,
        mark: z.string(),
        verdict: z.enum(['good', 'remark', 'wrong']),
        effect: orNull(z.enum(['new', 'changed', 'seen', 'same', 'left'])),
        /** Whom or what it is about, in words: a model, a name. */
        name: orNull(z.string()),
        site: orNull(z.string()),
        grade: orNull(count),
        changes: z.array(z.object({ field: z.string(), before: orNull(z.string()), after: orNull(z.string()) })),
        reasons: z.array(z.object({ code: z.string(), field: orNull(z.string()), value: orNull(z.string()), words: z.string() })),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'DeviceFileRowsPage' });

export const UnreturnedQuery = z.strictObject(pageQuery);
export const UnreturnedPage = z
  .object({
    items: z.array(
      z.object({
        device: z.object({ id: z.uuid(), assetTag: z.string(), model: z.string(), status: z.string(), lastSeenAt: orNull(z.string()) }),
        kind: z.enum(['primary', 'loaner']),
        dueOn: orNull(z.string()),
        student: z.object({ key: z.string(), name: orNull(z.string()), grade: count, leftOn: z.string(), site: Named }),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'UnreturnedDevicesPage' });

/** A file of comma-separated values, for the contract. */
export const CsvFile = { 200: { description: 'The file.', content: { 'text/csv': { schema: z.string() } } } };
