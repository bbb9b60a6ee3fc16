import { z } from 'zod';
import { searchText } from '#kernel/text.ts';
import { orNull, standing } from '../contract.ts';
import { CELL_KINDS, SHEET_NAMES } from './rules/columns.ts';

export const SheetsResponse = z
  .object({
    ...standing,
    items: z.array(
      z.object({
        sheet: z.enum(SHEET_NAMES),
        columns: z.array(
          z.object({
            name: z.string(),
            kind: z.enum(CELL_KINDS).describe('What a cell holds; of `line`, `vendor` and the like its code, as suggestions say it.'),
            isRequired: z.boolean(),
            orElse: orNull(z.string()).describe('The column that may answer in its place: one of the two is needed.'),
            choices: z.array(z.string()),
          }),
        ),
        together: z.array(z.string()).describe('Rows that say the same here are one: a contract or an invoice of several lines.'),
      }),
    ),
    mostRows: z.int32(),
  })
  .meta({ id: 'CapitalSheets' });

export const SheetParams = z.object({ programmeId: z.uuid(), sheet: z.enum(SHEET_NAMES) });
export const SuggestionsQuery = z.strictObject({
  column: z.string().max(40),
  q: searchText(100).optional(),
  contract: searchText(60).optional().describe('Of a line of a contract: which.'),
});
export const SuggestionsResponse = z
  .object({ items: z.array(z.object({ code: z.string().describe('What the cell says.'), name: z.string(), available: orNull(z.string()) })) })
  .meta({ id: 'SheetSuggestions' });

/** What one may send at once. */
export const MOST_ROWS = 500;
const cells = z
  .record(z.string().max(40), z.string().max(5_000))
  .describe('What each cell says, by its column, as it was written: "$1,200.50", "11/3/2026".');
const rows = z
  .array(z.strictObject({ key: z.uuid().describe('Its own: a row that was entered under this key is not entered again.'), cells }))
  .min(1, 'Send rows.')
  .max(MOST_ROWS, `Send at most ${MOST_ROWS} rows at once.`)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'Give each row a key of its own.');
const EXAMPLE_ROWS = [
  {
    key: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11',
    cells: {
      from: '41-000-00-0000-5200-000-0001',
      to: '41-120-00-4600-0720-000-3018',
      amount: '$250,000',
      title: 'Roof',
      reason: 'Bids',
      noPaper: 'Follows',
    },
  },
];
export const CheckRequest = z.strictObject({ rows }).meta({ examples: [{ rows: EXAMPLE_ROWS }] });
export const EnterRequest = z
  .strictObject({ rows, enter: z.enum(['all', 'good']).describe('All of them or none; or those that are good.') })
  .meta({ examples: [{ rows: EXAMPLE_ROWS, enter: 'all' }] });

const CellError = z.object({
  column: orNull(z.string()).describe('Null: of the row as a whole.'),
  code: z.string(),
  detail: z.string(),
  asked: z.string().optional(),
  available: z.string().optional(),
});
export const SheetResponse = z
  .object({
    rows: z.array(
      z.object({
        key: z.uuid(),
        state: z.enum(['good', 'refused', 'entered', 'entered_before']),
        errors: z.array(CellError),
        hints: z
          .array(z.object({ column: z.string(), name: z.string(), available: orNull(z.string()) }))
          .describe('What its codes stand for, and what there is: uncommitted of a line, not billed of a contract.'),
        requestId: orNull(z.uuid()).describe('What was asked for by it, where it waits to be approved.'),
      }),
    ),
    isEntered: z.boolean().describe('False: nothing was entered.'),
    ...standing,
  })
  .meta({ id: 'CapitalSheet' });
