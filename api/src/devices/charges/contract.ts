import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { line } from '#kernel/text.ts';
import { CAUSES } from '../rules/charges.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const StudentParams = z.object({ id: z.uuid() });
export const StatementFileQuery = z.object({ locale: z.enum(['en', 'es']).default('en') });
export const StatementFile = {
  200: { description: 'A tagged PDF.', content: { 'application/pdf': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) } } },
};
export const ChargeParams = z.object({ id: z.uuid() });
export const CreditRequest = z
  .strictObject({
    kind: z.enum(['payment', 'waiver', 'refund']).describe('A waiver has no reason: none is kept.'),
    amount: dollars().refine((amount) => Number(amount) > 0, 'Write more than 0.'),
    reason: line(200).optional().describe('payment, refund: what it rests on, as "Check 1042".'),
  })
  .refine(({ kind, reason }) => kind !== 'waiver' || reason === undefined, { message: 'Why something is waived is not kept.', path: ['reason'] })
  .meta({ examples: [{ kind: 'payment', amount: '25.00' }] });

export const StatementResponse = z
  .object({
    student: z.object({
      id: z.uuid(),
      key: z.string(),
      grade: z.int32(),
      name: orNull(z.string()),
      site: z.object({ id: z.uuid(), name: z.string() }),
    }),
    balance: z.string().describe('Below 0 the district owes the family.'),
    asOf: z.string(),
    isDemonstration: z.boolean(),
    may: z.object({ credit: z.boolean() }),
    policy: orNull(
      z.object({
        effectiveOn: z.string(),
        source: z.string(),
        cap: z.string().describe('The most that one student is charged in a school year.'),
        ladder: z.array(
          z.object({
            cause: z.enum(CAUSES),
            steps: z.array(orNull(z.string())).describe('The first time in a school year, the second and so on; the last stays. Null: what it cost.'),
          }),
        ),
      }),
    ).describe('What counts today.'),
    year: z.object({ schoolYear: z.int32(), charged: z.string().describe('In this school year, less what was waived and given back.') }),
    lines: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(['charge', 'payment', 'waiver', 'refund']),
        amount: z.string(),
        chargeId: orNull(z.uuid()),
        cause: orNull(z.enum(CAUSES)),
        device: z.object({ id: z.uuid(), assetTag: z.string() }),
        schoolYear: z.int32(),
        enteredAt: z.date(),
        enteredBy: orNull(z.string()).describe('Null: the system.'),
        reason: orNull(z.string()).describe(
          'Of a charge: what was reported. Of a payment or refund: what it rests on; `found`: the device was found again. Of a waiver: never.',
        ),
        open: orNull(z.string()).describe('Of a charge: what may still be paid or waived.'),
        refundable: orNull(z.string()),
      }),
    ),
  })
  .meta({ id: 'DeviceStatement' });
