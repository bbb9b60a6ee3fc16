import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, line, paragraphs } from '#kernel/text.ts';
import { amount, Named, orNull, positive, reason, rests, RESTS, restsOnOne, signed, standing } from '../contract.ts';

const title = line(200);
const asking = { title, reason, ...rests };

export const TransferRequest = z
  .strictObject({ fromLineId: z.uuid(), toLineId: z.uuid(), amount: positive(), ...asking })
  .refine(restsOnOne, RESTS)
  .meta({
    examples: [
      {
        fromLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11',
        toLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e12',
        amount: '250000.00',
        title: 'Roof of Alder School',
        reason: 'Bids came in higher than estimated',
        noDocumentReason: 'The board item follows',
      },
    ],
  });

const contractLines = z.array(z.strictObject({ budgetLineId: z.uuid(), name: line(200), amount: positive() })).max(200, 'Write at most 200 lines.');
export const ContractRequest = z
  .strictObject({
    kind: z.enum(['contract', 'purchase_order']),
    number: line(60).describe('By which the finance system knows it.'),
    vendorId: z.uuid(),
    projectId: z.uuid().optional().describe('Left out: of the programme as a whole.'),
    procurementId: z.uuid().optional(),
    underContractId: z.uuid().optional().describe('Of a purchase order under a contract: it commits nothing of its own.'),
    isPublicWorks: z.boolean().default(false).describe('Of public works above $150,000 five per cent of what is billed is held.'),
    retainageRatio: z.number().min(0).max(0.05, 'At most 0.05 (C.R.S. 24-91-103).').optional().describe('Left out: as the law has it.'),
    lines: contractLines.default([]),
    amount: positive().optional().describe('Only of an order under a contract, which has no lines.'),
    ...asking,
  })
  .refine(restsOnOne, RESTS)
  .refine(
    ({ underContractId, lines, amount: asked }) =>
      underContractId === undefined ? lines.length > 0 && asked === undefined : lines.length === 0 && asked !== undefined,
    {
      error: 'Write the lines that it takes its money from; of an order under a contract its amount alone.',
      path: ['lines'],
    },
  )
  .refine(({ underContractId, kind }) => underContractId === undefined || kind === 'purchase_order', {
    error: 'Only a purchase order is under a contract.',
    path: ['kind'],
  })
  .meta({
    examples: [
      {
        kind: 'contract',
        number: 'C-2026-014',
        vendorId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11',
        isPublicWorks: true,
        lines: [{ budgetLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e12', name: 'Roofing', amount: '840000.00' }],
        title: 'Roof of Alder School',
        reason: 'Lowest responsive bid',
        noDocumentReason: 'The signed contract follows',
      },
    ],
  });

export const REASON_CODES = ['unforeseen', 'owner_scope', 'design_error', 'code', 'schedule', 'credit'] as const;
export const ChangeOrderRequest = z
  .strictObject({
    reasonCode: z.enum(REASON_CODES),
    probabilityRatio: z.number().min(0).max(1).default(1).describe('How likely it comes, while it waits.'),
    addedDays: z.number().int().min(-3650).max(3650).default(0),
    lines: z
      .array(z.strictObject({ contractLineId: z.uuid(), amount: signed() }))
      .min(1, 'Write what changes.')
      .max(200, 'Write at most 200 lines.'),
    ...asking,
  })
  .refine(restsOnOne, RESTS)
  .meta({
    examples: [
      {
        reasonCode: 'unforeseen',
        lines: [{ contractLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', amount: '18500.00' }],
        title: 'Rock below the footing',
        reason: 'Found when the trench was dug',
        noDocumentReason: 'The drawing follows',
      },
    ],
  });

export const InvoiceRequest = z
  .strictObject({
    number: line(60).describe('The vendor’s own.'),
    billedOn: day(),
    lines: z
      .array(
        z.strictObject({
          contractLineId: z.uuid(),
          amount: signed().or(z.literal('0.00')).describe('Gross of retainage; negative: a credit.'),
          released: amount().optional().describe('Of what was held before: paid with this one.'),
        }),
      )
      .min(1, 'Write what is billed.')
      .max(200, 'Write at most 200 lines.'),
    ...asking,
  })
  .refine(restsOnOne, RESTS)
  .meta({
    examples: [
      {
        number: 'INV-1007',
        billedOn: '2026-10-31',
        lines: [{ contractLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', amount: '1000000.00' }],
        title: 'October',
        reason: 'Work done as certified',
        noDocumentReason: 'Scan follows',
      },
    ],
  });

export const KINDS = ['transfer', 'contract', 'change_order', 'invoice'] as const;
export const STATES = ['waiting', 'disputed', 'approved', 'declined', 'withdrawn'] as const;
export const RequestsQuery = z.strictObject({
  programmeId: z.uuid().optional(),
  projectId: z.uuid().optional(),
  kind: z.enum(KINDS).optional(),
  state: z.enum(STATES).optional(),
  ...pageQuery,
});
export const DisputeRequest = z
  .strictObject({ reason: paragraphs(1_000).min(1, 'Say why.') })
  .meta({ examples: [{ reason: 'The second floor was not painted' }] });

const lineOf = z.object({
  id: z.uuid(),
  name: z.string(),
  amount: z.string(),
  available: orNull(z.string()).describe(
    'What there is for it now: uncommitted of a budget line, not billed of a contract; null where nothing bounds it.',
  ),
  held: orNull(z.string()),
  released: orNull(z.string()),
});
export const brief = {
  id: z.uuid(),
  kind: z.enum(KINDS),
  number: z.int32(),
  title: z.string(),
  amount: z.string(),
  reason: z.string(),
  state: z.enum(STATES),
  programme: Named,
  project: orNull(Named),
  requestedBy: Named,
  requestedAt: z.date(),
  decidedAt: orNull(z.date()),
};
export const RequestBrief = z.object(brief);
export const details = {
  document: orNull(z.object({ id: z.uuid(), title: z.string(), reference: orNull(z.string()), hasFile: z.boolean() })),
  noDocumentReason: orNull(z.string()),
  lines: z.array(lineOf).describe('What it asks for: of a transfer the line that it leaves, then the one that it reaches.'),
  transferKind: orNull(z.enum(['allocation', 'draw', 'transfer'])),
  contract: orNull(z.object({ id: z.uuid(), number: z.string(), title: z.string(), kind: z.string(), vendor: Named, retainageRatio: z.number() })),
  changeOrder: orNull(z.object({ number: z.int32(), reasonCode: z.enum(REASON_CODES), probabilityRatio: z.number(), addedDays: z.int32() })),
  invoice: orNull(z.object({ number: z.string(), billedOn: z.string(), disputeReason: orNull(z.string()) })),
  looksSplit: orNull(
    z.object({ threshold: z.string(), total: z.string(), others: z.array(z.object({ id: z.uuid(), title: z.string(), amount: z.string() })) }),
  ).describe('Others of the same vendor for the same site within thirty days, together over a threshold that none is over alone.'),
};
export const step = z.object({
  id: z.uuid(),
  position: z.int32(),
  roles: z.array(z.string()),
  state: z.enum(['later', 'open', 'approved', 'declined', 'withdrawn']),
  decision: orNull(
    z.object({
      decision: z.enum(['approve', 'decline']),
      words: orNull(z.string()),
      person: Named,
      onBehalfOf: orNull(Named),
      decidedAt: z.date(),
    }),
  ),
});
export const RequestResponse = z
  .object({
    ...brief,
    ...details,
    steps: z.array(step),
    allowedMoves: z.array(z.enum(['withdraw', 'dispute', 'settle'])),
    version: z.int32(),
    ...standing,
  })
  .meta({ id: 'CapitalRequest' });
export const RequestsResponse = z.object({ items: z.array(RequestBrief), nextCursor: orNull(z.string()) }).meta({ id: 'CapitalRequests' });
