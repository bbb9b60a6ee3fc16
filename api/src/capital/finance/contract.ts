import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, paragraphs } from '#kernel/text.ts';
import { ProgrammeNamed, ReasonResponse } from '../received-files/contract.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Money = z.string();

export const OUTCOMES = ['matched', 'different', 'ours_only', 'theirs_only', 'unreadable', 'elsewhere'] as const;
export const REASONS = ['timing', 'ours_is_wrong', 'theirs_is_wrong', 'not_capital', 'rounding', 'other'] as const;

export const ProgrammeParams = z.object({ programmeId: z.uuid() });
export const MatchesQuery = z.strictObject({
  ...pageQuery,
  outcome: z.enum(OUTCOMES).optional().describe('Of this outcome only; differences of all kinds where none is named.'),
  state: z.enum(['open', 'all']).default('all').describe('open: only what nobody explained yet.'),
});
export const ResolutionRequest = z
  .strictObject({
    keys: z.array(z.string().min(1).max(1_000)).min(1).max(200).describe('Of the differences that this explains.'),
    reason: z.enum([...REASONS, 'reopened']).describe('reopened: what was said before does not hold.'),
    words: paragraphs(1_000).min(1, 'Write why.').describe('Why, so that an auditor understands it.'),
  })
  .meta({ examples: [{ keys: ['41-123-10-1234-0735-000-0000|PO-7|INV-19'], reason: 'timing', words: 'Posted on July 2, counts for June.' }] });

const Outcome = z.object({
  outcome: z.enum(OUTCOMES),
  count: z.int32(),
  /** Of them, what nobody explained yet. */
  open: z.int32(),
  ours: Money,
  theirs: Money,
});
export const ReconciliationResponse = z
  .object({
    programme: ProgrammeNamed,
    /** As of the earlier of its statements; null: none was compared. */
    asOf: orNull(z.string()),
    /** Everything of every statement matches or is explained. */
    isComplete: z.boolean(),
    statements: z.array(
      z.object({
        file: z.object({ id: z.uuid(), fileName: z.string(), version: z.int32() }),
        kind: z.enum(['actuals', 'purchase_orders']),
        asOfOn: z.string(),
        outcomes: z.array(Outcome),
        open: z.int32(),
      }),
    ),
    may: z.object({ resolve: z.boolean() }),
    reasons: z.array(z.enum(REASONS)),
  })
  .meta({ id: 'Reconciliation' });

export const MatchesPage = z
  .object({
    file: z.object({ id: z.uuid(), fileName: z.string(), asOfOn: z.string(), programme: ProgrammeNamed }),
    items: z.array(
      z.object({
        key: z.string(),
        outcome: z.enum(OUTCOMES),
        account: orNull(z.string()),
        poNumber: orNull(z.string()),
        invoiceNumber: orNull(z.string()),
        /** Where they say another account or invoice of what is the same. */
        theirsAccount: orNull(z.string()),
        theirsInvoiceNumber: orNull(z.string()),
        vendorName: orNull(z.string()),
        ours: orNull(Money),
        theirs: orNull(Money),
        /** Theirs less ours. */
        difference: orNull(Money),
        /** Its rows in the file, the first few. */
        rows: z.array(z.int32()),
        contractId: orNull(z.uuid()),
        /** Why it cannot be read. */
        faults: z.array(ReasonResponse),
        isOpen: z.boolean(),
        resolution: orNull(
          z.object({ reason: z.enum(REASONS), words: z.string(), by: z.object({ id: z.uuid(), name: z.string() }), resolvedAt: z.string() }),
        ),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'FinanceMatchesPage' });

export const JournalQuery = z
  .strictObject({
    from: day().optional().describe('The first day that is told; from the beginning where none is named.'),
    to: day().optional().describe('The last day that is told; until today where none is named.'),
    locale: z.enum(['en', 'es']).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], error: 'The last day is before the first.' });
export const AssetsQuery = z.strictObject({
  asOf: day().optional().describe('The day as of which they are valued; today where none is named.'),
  locale: z.enum(['en', 'es']).optional(),
});

const USES = ['cash', 'revenue', 'expenditure', 'encumbrance', 'encumbrance_reserve', 'payable', 'retainage_payable', 'appropriation'] as const;
const lifeYears = z.union([z.int32().min(1, 'Write 1 to 100 years.').max(100, 'Write 1 to 100 years.'), z.null()]);
export const AssetClassParams = z.object({ code: z.string().max(40) });
export const JournalAccountParams = z.object({ use: z.enum(USES) });
export const AssetClassChange = z
  .strictObject({ lifeYears: lifeYears.describe('Null where they do not wear out, as land.') })
  .meta({ examples: [{ lifeYears: 40 }] });
export const JournalAccountChange = z
  .strictObject({
    code: z
      .string()
      .regex(/^(\d{4})?$/, 'Write the four digits of a balance sheet account, or nothing.')
      .describe('Empty where the entry’s own account stands.'),
  })
  .meta({ examples: [{ code: '8101' }] });
export const BooksResponse = z
  .object({
    assetClasses: z.array(z.object({ code: z.string(), nameEn: z.string(), nameEs: z.string(), lifeYears: orNull(z.int32()), version: z.int32() })),
    journalAccounts: z.array(z.object({ use: z.enum(USES), code: z.string(), nameEn: z.string(), nameEs: z.string(), version: z.int32() })),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'CapitalBooks' });
