import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { pageQuery } from '#kernel/page.ts';
import { day, line, paragraphs } from '#kernel/text.ts';
import { System } from '../inventory/contract.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const positive = dollars().refine((amount) => !amount.startsWith('-'), 'Write an amount of 0 or more, as 1234.50.');
const systemCode = z.string().regex(/^[A-G]\d{4}$/, 'Take a UNIFORMAT II code of level 3, as D3020.');
export const priority = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], 'Take 1 critical, 2 necessary, 3 deferrable or 4 desirable.')
  .describe('1 critical, 2 necessary, 3 deferrable, 4 desirable');
const SURE = 'Write a number from 0 to 1.';
export const confidenceRatio = z.number(SURE).min(0, SURE).max(1, SURE).describe('How sure one is of the cost, 0 to 1.');
const scope = paragraphs(2_000).min(1, 'Write what is wrong.');
const workOrder = z
  .string()
  .trim()
  .regex(/^(WO-\d{4}-\d{6,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, 'Write the number of an order, as WO-2026-000123.');

export const PHOTOS_AT_MOST = 20;
export const attachmentIds = z.array(z.uuid()).max(10, 'Send at most 10 files.').describe('Photos sent before with POST /api/attachments.');

export const DeficiencyChange = z
  .strictObject({
    systemCode: systemCode.optional(),
    componentId: orNull(z.uuid()).optional(),
    priority: priority.optional(),
    scope: scope.optional(),
    quantity: orNull(z.number().positive().max(1e9)).optional(),
    unit: orNull(line(20)).optional(),
    cost: positive.optional().describe('In this year’s money.'),
    confidenceRatio: orNull(confidenceRatio).optional(),
    foundOn: day().optional(),
    actualCost: positive.optional().describe('Only of what was put right: what that cost.'),
  })
  .refine((change) => Object.keys(change).length > 0, 'Say what to change.')
  .meta({ examples: [{ priority: 1, cost: '51000.00' }] });

export const PhotosRequest = z
  .strictObject({ attachmentIds: attachmentIds.min(1, 'Add a photo.') })
  .meta({ examples: [{ attachmentIds: ['0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11'] }] });
export const PhotoOfParams = z.object({ id: z.uuid(), photoId: z.uuid() });
export const PhotoParams = z.object({ id: z.uuid() });

export const LinkRequest = z
  .strictObject({
    workOrder: workOrder.describe('Number or id of an open order at the same school.'),
    renewsComponent: z.boolean().optional().describe('True: the order replaces the component; when it is done, that is new.'),
  })
  .meta({ examples: [{ workOrder: 'WO-2026-000123' }] });
export const AskRequest = z
  .strictObject({
    requestTypeId: z.uuid(),
    title: line(200),
    description: paragraphs(5_000),
    answers: z.record(z.string().max(60), z.union([z.string().max(4_000), z.number(), z.boolean()])).optional(),
    renewsComponent: z.boolean().optional(),
  })
  .meta({
    examples: [{ requestTypeId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', title: 'Replace the rear section of boiler 1', description: 'It leaks.' }],
  });
export const LinkParams = z.object({ id: z.uuid(), workOrderId: z.uuid() });

export const AcceptanceRequest = z
  .strictObject({
    priority,
    cost: positive.describe('Of putting it right, with everything, in this year’s money.'),
    scope: scope.optional(),
    systemCode: systemCode.optional(),
    componentId: orNull(z.uuid()).optional(),
  })
  .meta({ examples: [{ priority: 2, cost: '42000.00' }] });

export const ReportRequest = z
  .strictObject({
    structureId: z.uuid(),
    systemCode,
    componentId: orNull(z.uuid()).optional(),
    scope,
  })
  .meta({
    examples: [{ structureId: '0198a0f2-7c0e-7b7a-9d5c-1f6f6a0c7e11', systemCode: 'D3020', scope: 'The boiler is cracked; no repair will hold' }],
  });

const STATUS = z.enum(['candidate', 'open', 'funded', 'in_work', 'corrected', 'withdrawn']);
const orderBriefly = z.object({ id: z.uuid(), number: z.string(), title: z.string(), status: z.string(), submittedAt: z.date() });

export const CandidatesQuery = z.strictObject({
  state: z.enum(['waiting', 'decided']).default('waiting').describe('`decided`: what was taken up or dismissed, the newest first.'),
  ...pageQuery,
});
export const CandidateResponse = z
  .object({
    total: z.int32().describe('How many there are of this state where you plan.'),
    items: z.array(
      z.object({
        id: z.uuid(),
        version: z.int32(),
        structure: Named.extend({ siteName: z.string() }),
        system: System,
        component: orNull(Named),
        components: z.array(Named).describe('Those of its system, to choose from.'),
        scope: z.string(),
        isProposed: z.boolean().describe('True: nobody reported it; similar orders within a year did.'),
        foundOn: z.string(),
        reportedBy: orNull(Named),
        status: STATUS,
        endNote: orNull(z.string()),
        decidedBy: orNull(Named),
        orders: z.array(orderBriefly).describe('Those that you may see.'),
        ordersInAll: z.int32(),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'Candidates' });

export const BuildingProblemsResponse = z
  .object({
    may: z.object({ report: z.boolean() }),
    structures: z.array(
      Named.extend({ isHere: z.boolean().describe('The building of the order.'), components: z.array(Named.extend({ systemCode: z.string() })) }),
    ),
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z
          .enum(['reported', 'similar', 'repair'])
          .describe('Why the order is with it: it reported it, it is one of many alike, or it puts it right.'),
        structure: Named,
        systemCode: z.string(),
        scope: z.string(),
        status: STATUS,
        wasAccepted: z.boolean(),
        endNote: orNull(z.string()),
        renewsComponent: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'BuildingProblems' });
