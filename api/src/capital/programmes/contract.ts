import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { amount, orNull, reason, rests, RESTS, restsOnOne, signed, standing } from '../contract.ts';
import { FUNDS } from '../rules/account.ts';

const code = line(40).describe('What people and files call it, as bond-2018.');

/** It stands in addresses and names of files. */
const addressCode = code.regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'Use letters, digits, points and hyphens, as bond-2018.');

export const ProgrammeRequest = z
  .strictObject({
    code: addressCode,
    name: line(200),
    kind: z.enum(['bond', 'reserve', 'other_owner']),
    source: line(300).describe('Where its figures come from, for its pages and files.'),
    startsOn: day(),
    endsOn: day(),
    isPublic: z.boolean().default(false),
  })
  .refine(({ startsOn, endsOn }) => startsOn < endsOn, { error: 'Let it end after it begins.', path: ['endsOn'] })
  .meta({
    examples: [{ code: 'bond-2018', name: '2018 bond', kind: 'bond', source: 'Ballot question 5B', startsOn: '2018-11-06', endsOn: '2026-12-31' }],
  });
export const ProgrammeChange = z
  .strictObject({ name: line(200).optional(), source: line(300).optional(), endsOn: day().optional(), isPublic: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
  .meta({ examples: [{ isPublic: true }] });

export const SourceRequest = z
  .strictObject({
    code,
    name: line(200),
    kind: z.enum(['bond', 'premium', 'interest', 'transfer', 'mill_levy', 'grant', 'insurance', 'erate', 'other']),
    fundCode: z.enum(FUNDS),
    account: line(60).describe('Of what is unallocated: fund-location-SRE-program-object-job class-grant.'),
    planned: amount().describe('What is expected in all.'),
    series: line(60).optional(),
    issuedOn: day().optional(),
  })
  .meta({
    examples: [
      { code: 'proceeds', name: 'Bond proceeds', kind: 'bond', fundCode: '41', account: '41-000-00-0000-5110-000-0000', planned: '567000000.00' },
    ],
  });
export const SourceResponse = z
  .object({ id: z.uuid(), unallocatedLineId: z.uuid().describe('The line where its revenue arrives.'), version: z.int32() })
  .meta({ id: 'FundingSource' });

export const RevenueRequest = z
  .strictObject({ amount: signed().describe('What arrived; negative: what was entered too much.'), on: day(), note: line(300).optional(), ...rests })
  .refine(restsOnOne, RESTS)
  .meta({ examples: [{ amount: '250000000.00', on: '2018-12-20', note: 'First series sold', noDocumentReason: 'The statement follows' }] });

export const LINE_KINDS = ['contingency', 'charter', 'design', 'construction', 'equipment', 'owner_costs', 'other'] as const;
export const LineRequest = z
  .strictObject({
    sourceId: z.uuid(),
    projectId: z.uuid().optional().describe('Left out: of the programme as a whole.'),
    kind: z.enum(LINE_KINDS),
    name: line(200),
    account: line(60).describe('fund-location-SRE-program-object-job class-grant; each part has its width.'),
  })
  .meta({
    examples: [
      { sourceId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', kind: 'construction', name: 'Construction', account: '41-120-00-4600-0720-000-3018' },
    ],
  });

const lineFigures = {
  budget: z.string(),
  baseline: z.string(),
  transferredIn: z.string(),
  transferredOut: z.string(),
  revenue: z.string(),
  committed: z.string(),
  uncommitted: z.string().describe('The most that a transfer or a contract may take from it.'),
  expended: z.string(),
  encumbered: z.string(),
  retainage: z.string(),
  payable: z.string(),
  paid: z.string(),
  toCommit: z.string(),
};
export const BudgetLine = z.object({
  id: z.uuid(),
  programmeId: z.uuid(),
  sourceId: z.uuid(),
  sourceName: z.string(),
  projectId: orNull(z.uuid()),
  projectName: orNull(z.string()),
  kind: z.string(),
  name: z.string(),
  account: z.string(),
  ...lineFigures,
  isForBuying: z.boolean().describe('False: a contract takes nothing straight from it.'),
  version: z.int32(),
});
export const LinesQuery = z.strictObject({ programmeId: z.uuid(), projectId: z.uuid().optional() });
export const LinesResponse = z.object({ ...standing, items: z.array(BudgetLine) }).meta({ id: 'BudgetLines' });

export const BaselineRequest = z
  .strictObject({
    name: line(200),
    adoptedOn: day(),
    lines: z
      .array(z.strictObject({ budgetLineId: z.uuid(), amount: amount() }))
      .min(1, 'Name the lines.')
      .max(2_000, 'Name at most 2,000 lines.'),
    ...rests,
  })
  .refine(restsOnOne, RESTS)
  .meta({
    examples: [
      {
        name: 'As shown to voters',
        adoptedOn: '2018-11-06',
        lines: [{ budgetLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', amount: '4200000.00' }],
        noDocumentReason: 'Ballot question 5B',
      },
    ],
  });
export const BaselineResponse = z
  .object({ id: z.uuid(), number: z.int32().describe('1: the budgets begin at it. Later ones are added beside it.') })
  .meta({ id: 'Baseline' });

export const MonthRequest = z
  .strictObject({ month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Write a month, as 2026-10.') })
  .meta({ examples: [{ month: '2026-10' }] });
export const MonthsResponse = z
  .object({ items: z.array(z.object({ month: z.string(), closedBy: z.string(), closedAt: z.date() })) })
  .meta({ id: 'ClosedMonths' });

export const EstimateRequest = z
  .strictObject({ toCommit: amount().describe('What is still to be contracted, as it is estimated now.'), on: day(), note: reason, ...rests })
  .refine(restsOnOne, RESTS)
  .meta({ examples: [{ toCommit: '1200000.00', on: '2026-11-01', note: 'Bids of a like school', noDocumentReason: 'An estimate of our own' }] });
