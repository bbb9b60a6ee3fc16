import { z } from 'zod';
import { paragraphs } from '#kernel/text.ts';
import { Named, orNull } from '../contract.ts';
import { brief, details, step } from '../requests/contract.ts';

export const CapitalApprovalsQuery = z.strictObject({
  state: z.enum(['waiting', 'decided']).default('waiting').describe('waiting: for me to decide. decided: by me or for me.'),
});
export const CapitalDecisionRequest = z
  .strictObject({
    decision: z.enum(['approve', 'decline']),
    words: paragraphs(1_000).default('').describe('Who declines says why; who asked reads it.'),
  })
  .meta({ examples: [{ decision: 'approve', words: 'As the board resolved.' }] });

const approval = {
  ...step.shape,
  of: z.int32(),
  openedAt: orNull(z.date()),
  deciders: z.array(z.object({ person: Named, onBehalfOf: orNull(Named), isAway: z.boolean() })).describe('Who may decide now: any one of them.'),
  widenedTo: orNull(z.enum(['capital_manager', 'finance', 'administrator'])).describe('Where it went beyond those whom the ladder names.'),
  may: z.object({ decide: z.boolean(), onBehalfOf: orNull(Named).describe('For whom I would decide.') }),
  version: z.int32(),
};
export const CapitalApproval = z
  .object({ ...approval, request: z.object({ ...brief, ...details }), isDemonstration: z.boolean() })
  .meta({ id: 'CapitalApproval' });
export const CapitalApprovals = z.object({ items: z.array(z.object({ ...approval, request: z.object(brief) })) }).meta({ id: 'CapitalApprovals' });
export const CapitalApprovalCount = z.object({ waiting: z.int32().describe('At most 100.') }).meta({ id: 'CapitalApprovalCount' });

export const CapitalLink = z
  .object({
    person: z.string().describe('Whom the link was sent to.'),
    onBehalfOf: orNull(z.string()),
    expiresAt: z.date(),
    request: z.object({ ...brief, ...details }),
    isDemonstration: z.boolean(),
  })
  .meta({ id: 'CapitalApprovalLink' });
export const CapitalLinkDecided = z
  .object({ decision: z.enum(['approve', 'decline']), title: z.string(), amount: z.string() })
  .meta({ id: 'CapitalApprovalLinkDecided' });
