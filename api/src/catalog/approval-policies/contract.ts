import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { line } from '#kernel/text.ts';
import { APPROVER_ROLES, CONDITIONS } from '../rules/approval-policy.ts';
import { differing, Named, orNull, why } from '../set-up/contract.ts';

const Step = z
  .strictObject({
    roles: z.array(z.enum(APPROVER_ROLES)).max(6).default([]).describe('Who holds one of these where the order is.'),
    personIds: z.array(z.uuid()).max(20, 'Name at most 20 people.').default([]),
  })
  .refine(({ roles, personIds }) => roles.length + personIds.length > 0, { message: 'Say who approves.', path: ['roles'] })
  .refine(({ roles, personIds }) => new Set(roles).size + new Set(personIds).size === roles.length + personIds.length, {
    message: 'Name each once.',
    path: ['roles'],
  });

const shape = {
  name: line(120),
  serviceCode: line(30),
  requestTypeId: orNull(z.uuid()).describe('Null: every kind of the service.'),
  condition: z.enum(CONDITIONS).describe('amount: from the threshold on, as an answer says or as costs come to.'),
  threshold: orNull(dollars()).describe('In dollars, as 500.00.'),
  amountKey: orNull(z.string().max(60)).describe('The question whose answer is dollars; null where costs alone count.'),
  isActive: z.boolean(),
};
const Definition = z.strictObject({
  ...shape,
  steps: z.array(Step).min(1, 'Say who approves.').max(5, 'At most 5 steps, one after the other.'),
  why,
});
export const PolicyRequest = Definition.meta({
  examples: [
    {
      name: 'New equipment over $500',
      serviceCode: 'it',
      requestTypeId: null,
      condition: 'amount',
      threshold: '500.00',
      amountKey: null,
      isActive: true,
      steps: [{ roles: ['site_administrator'], personIds: [] }],
    },
  ],
});
export const PolicyPreviewRequest = Definition.extend({ id: z.uuid().nullable().optional().describe('The policy that would change.') });

export const PolicyResponse = z
  .object({
    ...shape,
    id: z.uuid(),
    requestType: orNull(z.object({ id: z.uuid(), nameEn: z.string(), nameEs: z.string() })),
    steps: z.array(z.object({ roles: z.array(z.enum(APPROVER_ROLES)), people: z.array(Named) })),
    version: z.int32(),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'ApprovalPolicy' });
export const PolicyList = z.object({ items: z.array(PolicyResponse), may: z.object({ add: z.boolean() }) }).meta({ id: 'ApprovalPolicyList' });
export const PolicyPreview = z
  .object({
    ...differing,
    orders: z.int32().describe('Of the last 90 days: so many would have waited. What is confidential is not counted.'),
    days: z.int32(),
  })
  .meta({ id: 'ApprovalPolicyPreview' });
