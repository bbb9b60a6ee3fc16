import { z } from 'zod';
import { paragraphs } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const Decision = z.enum(['approve', 'decline']);

export const ApprovalParams = z.object({ id: z.uuid() });
export const ApprovalsQuery = z.strictObject({
  state: z.enum(['waiting', 'decided']).default('waiting').describe('waiting: for me to decide. decided: by me or for me.'),
});
export const DecisionRequest = z
  .strictObject({ decision: Decision, words: paragraphs(1_000).default('').describe('Who declines says why; who asked reads it.') })
  .meta({ examples: [{ decision: 'approve', words: 'Out of the school’s budget.' }] });

/** 256 bits, as a link in a mail carries them. */
const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'This link is not whole.');
export const LinkParams = z.object({ secret: secret });

const Answer = z.object({ labelEn: z.string(), labelEs: z.string(), valueEn: z.string(), valueEs: z.string() });
const step = {
  id: z.uuid(),
  state: z
    .enum(['later', 'open', 'approved', 'declined', 'withdrawn'])
    .describe('later: another step comes first. withdrawn: it need not be decided any more.'),
  step: z.int32(),
  of: z.int32(),
  cause: z.enum(['asked', 'cost']).describe('asked: before the order is taken up. cost: what it costs has risen.'),
  amount: orNull(z.string()).describe('In dollars, where one is known.'),
  openedAt: orNull(z.date()),
  deciders: z.array(z.object({ person: Named, onBehalfOf: orNull(Named), isAway: z.boolean() })).describe('Who may decide now: any one of them.'),
  widenedTo: orNull(z.enum(['site_administrator', 'service_manager', 'administrator', 'partner'])).describe(
    'Where it went beyond those whom the policy names.',
  ),
  decision: orNull(
    z.object({
      decision: Decision,
      words: orNull(z.string()),
      person: Named,
      onBehalfOf: orNull(Named),
      via: z.enum(['portal', 'link']),
      decidedAt: z.date(),
    }),
  ),
  may: z.object({ decide: z.boolean(), onBehalfOf: orNull(Named).describe('For whom I would decide.') }),
  version: z.int32(),
};

const orderAsked = z.object({
  number: z.string(),
  title: z.string(),
  description: z.string(),
  requestType: z.object({ nameEn: z.string(), nameEs: z.string() }),
  answers: z.array(Answer),
  site: Named,
  requester: Named,
  isConfidential: z.boolean(),
  submittedAt: z.date(),
  canOpen: z.boolean().describe('Is the whole order mine to see?'),
});

export const ApprovalResponse = z.object({ ...step, order: orderAsked }).meta({ id: 'Approval' });
export const ApprovalList = z.object({ items: z.array(ApprovalResponse) }).meta({ id: 'ApprovalList' });
export const OrderApprovals = z.object({ items: z.array(z.object(step)) }).meta({ id: 'WorkOrderApprovals' });

export const LinkResponse = z
  .object({
    person: z.string().describe('Whom the link was sent to.'),
    onBehalfOf: orNull(z.string()),
    expiresAt: z.date(),
    amount: orNull(z.string()),
    cause: z.enum(['asked', 'cost']),
    order: orderAsked.omit({ canOpen: true, isConfidential: true }),
  })
  .meta({ id: 'ApprovalLink' });
export const LinkDecided = z.object({ decision: Decision, orderNumber: z.string(), orderTitle: z.string() }).meta({ id: 'ApprovalLinkDecided' });
export const ApprovalCount = z.object({ waiting: z.int32().describe('At most 100.') }).meta({ id: 'ApprovalCount' });
