import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { CAUSES } from '../rules/charges.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const StudentParams = z.object({ id: z.uuid() });
export const ChargeParams = z.object({ id: z.uuid() });
export const CreditRequest = z
  .strictObject({
    kind: z.enum(['payment', 'waiver', 'refund']).describe('A waiver has no reason: none is kept.'),
    amount: dollars().refine((amount) => Number(amount) > 0, 'Write more than 0.'),
  })
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
    may: z.object({ credit: z.boolean() }),
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
        open: orNull(z.string()).describe('Of a charge: what may still be paid or waived.'),
        refundable: orNull(z.string()),
      }),
    ),
  })
  .meta({ id: 'DeviceStatement' });
