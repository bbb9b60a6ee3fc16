import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { Named, orNull, positive, reason, rests, RESTS, restsOnOne, signed, standing } from '../contract.ts';

const ofLines = <T extends z.ZodType>(amount: T) =>
  z
    .array(z.strictObject({ contractLineId: z.uuid(), amount }))
    .min(1, 'Write the lines.')
    .max(200, 'Write at most 200 lines.');

export const ReleaseRequest = z
  .strictObject({ on: day(), lines: ofLines(positive()), reason, ...rests })
  .refine(restsOnOne, RESTS)
  .meta({
    examples: [
      {
        on: '2026-11-01',
        lines: [{ contractLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', amount: '12000.00' }],
        reason: 'The work is done for less',
        noDocumentReason: 'See the final invoice',
      },
    ],
  });
export const PaymentRequest = z
  .strictObject({
    on: day(),
    lines: ofLines(signed()),
    financeKey: line(100).optional().describe('Its number in the finance system.'),
    note: line(300).optional(),
    ...rests,
  })
  .refine(restsOnOne, RESTS)
  .meta({
    examples: [
      {
        on: '2026-11-10',
        lines: [{ contractLineId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', amount: '950000.00' }],
        financeKey: 'AP-99812',
        noDocumentReason: 'Paid by the finance system',
      },
    ],
  });

export const ContractResponse = z
  .object({
    id: z.uuid(),
    requestId: z.uuid(),
    kind: z.string(),
    number: z.string(),
    title: z.string(),
    vendor: Named,
    project: orNull(Named),
    procurementId: orNull(z.uuid()),
    underContractId: orNull(z.uuid()),
    retainageRatio: z.number(),
    executedOn: orNull(z.string()),
    closedOn: orNull(z.string()),
    lines: z.array(
      z.object({
        id: z.uuid(),
        budgetLineId: z.uuid(),
        name: z.string(),
        original: z.string(),
        committed: z.string(),
        expended: z.string(),
        encumbered: z.string().describe('The most that an invoice may bill, and a release may take off.'),
        retainage: z.string(),
        payable: z.string(),
        paid: z.string(),
        unpaid: z.string().describe('The most that a payment may pay.'),
      }),
    ),
    allowedMoves: z.array(z.enum(['change', 'bill', 'release', 'pay', 'close'])),
    version: z.int32(),
    ...standing,
  })
  .meta({ id: 'CapitalContract' });
