import { z } from 'zod';
import { COMPARTMENTS } from '#kernel/actor.ts';
import { dollars } from '#kernel/money.ts';
import { pageQuery } from '#kernel/page.ts';
import { day, instant, line, paragraphs, searchText } from '#kernel/text.ts';
import { IMPACTS, PRIORITIES, URGENCIES } from '../catalog/index.ts';
import { HOLD_REASONS, STANDINGS, STATUSES } from './rules/lifecycle.ts';
import { normalisedTag, TAG } from './rules/tags.ts';

const Status = z.enum(STATUSES);

/** An order is named by its id or by its number. */
export const OrderParams = z.object({
  id: z.union([z.uuid(), z.string().regex(/^WO-\d{4}-\d{6,9}$/i, 'Use an order’s id or its number, as WO-2026-000123.')]),
});

const answers = z.record(z.string().max(60), z.union([z.string().max(4_000), z.number(), z.boolean()]));
const attachmentIds = z.array(z.uuid()).max(10);

export const SubmitRequest = z
  .strictObject({
    requestTypeId: z.uuid(),
    title: line(200),
    description: paragraphs(5_000).default(''),
    answers: answers.default({}),
    siteId: z.uuid(),
    buildingId: z.uuid().optional(),
    roomId: z.uuid().optional(),
    placeNote: line(200).optional(),
    /** For another person; left out: for oneself. */
    requesterId: z.uuid().optional(),
    impact: z.enum(IMPACTS).optional(),
    urgency: z.enum(URGENCIES).optional(),
    attachmentIds: attachmentIds.default([]),
  })
  .meta({
    examples: [
      {
        requestTypeId: '0f6f3a52-6f0c-8a11-9a3e-2f1d7c5b9e10',
        title: 'No heat in my classroom',
        siteId: '5d8c1a7e-3b42-8f60-8c1d-7a9e0b2c4d61',
        answers: { temperature: 54 },
      },
    ],
  });

export const ChangeRequest = z
  .strictObject({
    title: line(200).optional(),
    description: paragraphs(5_000).optional(),
    placeNote: line(200).nullable().optional(),
    buildingId: z.uuid().nullable().optional(),
    roomId: z.uuid().nullable().optional(),
    requestTypeId: z.uuid().optional(),
    answers: answers.optional(),
    impact: z.enum(IMPACTS).optional(),
    urgency: z.enum(URGENCIES).optional(),
    priority: z.enum(PRIORITIES).optional(),
    priorityReason: line(500).optional(),
    plannedOn: day().nullable().optional(),
    plannedSequence: z.int().min(1).max(999).nullable().optional(),
    estimateMinutes: z.int().min(1).max(100_000).nullable().optional(),
  })
  .meta({ examples: [{ urgency: 'stops_teaching', plannedOn: '2026-12-01' }] });

export const TransitionRequest = z
  .strictObject({
    to: Status,
    /** Why: for cancelling, giving back, "not fixed". */
    note: paragraphs(2_000).optional(),
    holdReason: z.enum(HOLD_REASONS).optional(),
    /** When the wait is expected to end. */
    holdUntilOn: day().optional(),
    resolutionNote: paragraphs(2_000).optional(),
    duplicateOf: searchText(40).optional(),
    /** "I have read the hazard note": needed before work that may drill or cut where asbestos is noted. */
    acknowledgeHazard: z.boolean().optional(),
  })
  .meta({ examples: [{ to: 'on_hold', holdReason: 'parts', holdUntilOn: '2026-12-03', note: 'Valve is on order.' }] });

export const AssignmentRequest = z
  .strictObject({ teamId: z.uuid().nullable().optional(), personId: z.uuid().nullable().optional() })
  .refine((a) => a.teamId || a.personId, { message: 'Name a team or a person.', path: ['personId'] })
  .meta({ examples: [{ personId: '7b1e9c40-2d5f-8a36-9e04-6c8d1f3a5b72' }] });

export const CommentRequest = z
  .strictObject({
    body: paragraphs(5_000).refine((v) => v.length > 0, 'Write something here.'),
    isInternal: z.boolean().default(false),
    attachmentIds: attachmentIds.default([]),
  })
  .meta({ examples: [{ body: 'The room is free after 3:30.' }] });
export const LabourRequest = z
  .strictObject({
    /** Left out: oneself. */
    personId: z.uuid().optional(),
    workedOn: day(),
    minutes: z
      .int()
      .min(-1_440)
      .max(1_440)
      .refine((m) => m !== 0, 'Write the minutes worked.'),
    note: line(500).optional(),
  })
  .meta({ examples: [{ workedOn: '2026-11-24', minutes: 45 }] });
/** 12-3456-789-0001: fund, location, programme, object as the ledger writes them. */
const accountString = z
  .string()
  .trim()
  .regex(/^\d{2}-\d{3,4}-\d{3,4}-\d{4}$/, 'Write the account as 10-0030-2620-0430.');
export const CostRequest = z
  .strictObject({
    kind: z.enum(['material', 'vendor']),
    description: line(300),
    amount: dollars().refine((a) => Number(a) !== 0, 'Write an amount.'),
    accountString,
  })
  .meta({ examples: [{ kind: 'material', description: 'Valve', amount: '12.50', accountString: '10-0030-2620-0430' }] });
export const RatingRequest = z
  .strictObject({ rating: z.int().min(1).max(5), comment: paragraphs(2_000).optional() })
  .meta({ examples: [{ rating: 5, comment: 'Fast and friendly.' }] });
export const FollowUpRequest = z
  .strictObject({ note: paragraphs(2_000).refine((v) => v.length > 0, 'Say what is still wrong.') })
  .meta({ examples: [{ note: 'It drips again.' }] });

const idOrMe = z.union([z.uuid(), z.literal('me')]);
const many = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .string()
    .transform((v) => v.split(','))
    .pipe(z.array(z.enum(values)).max(20));

/** A tag as it is kept: small letters, words joined by hyphens. */
export const tag = () =>
  searchText(60)
    .transform(normalisedTag)
    .refine((v) => TAG.test(v), 'Use 1 to 40 letters, digits and hyphens.');
const tagList = z
  .string()
  .transform((v) => v.split(','))
  .pipe(z.array(tag()).max(10));

export const DUE = ['late', 'today', 'week'] as const;

export const FilterQuery = z.strictObject({
  q: searchText(200).optional(),
  status: many(STATUSES).optional(),
  isOpen: z.enum(['true', 'false']).optional(),
  serviceCode: searchText(30).optional(),
  tradeCode: searchText(60).optional(),
  requestTypeId: z.uuid().optional(),
  priority: many(PRIORITIES).optional(),
  siteId: z.uuid().optional(),
  areaId: z.union([z.uuid(), z.literal('none')]).optional(),
  teamId: z.union([z.uuid(), z.literal('mine'), z.literal('none')]).optional(),
  assigneeId: z.union([idOrMe, z.literal('none')]).optional(),
  requesterId: idOrMe.optional(),
  plannedFrom: day().optional(),
  plannedTo: day().optional(),
  updatedSince: instant().optional(),
  tags: tagList.optional().describe('Orders with all of these tags, separated by commas.'),
  holdReason: many(HOLD_REASONS).optional(),
  impact: many(IMPACTS).optional(),
  urgency: many(URGENCIES).optional(),
  buildingId: z.uuid().optional(),
  roomId: z.uuid().optional(),
  isRated: z.enum(['true', 'false']).optional(),
  isReopened: z.enum(['true', 'false']).optional(),
  rating: many(['1', '2', '3', '4', '5'] as const).optional(),
  isInTarget: z.enum(['true', 'false']).optional().describe('Done by the time that was promised, or after it; orders without a promise are neither.'),
  isFixedFirstTime: z.enum(['true', 'false']).optional().describe('Done, not reopened, and no new order of its kind at its place within 14 days.'),
  wasHeldFor: z.enum(HOLD_REASONS).optional().describe('Has ever waited for this reason.'),
  submittedFrom: day().optional(),
  submittedTo: day().optional(),
  updatedFrom: day().optional(),
  updatedTo: day().optional(),
  completedFrom: day().optional(),
  completedTo: day().optional(),

  /** Open orders that are late, or due by the end of today or of this week. */
  due: z.enum(DUE).optional(),
});
export const SORTS = ['newest', 'oldest', 'updated', 'priority', 'planned', 'due'] as const;
export const ListQuery = FilterQuery.extend({ sort: z.enum(SORTS).default('newest'), ...pageQuery });
export const PageQuery = z.strictObject(pageQuery);

const Named = z.object({ id: z.uuid(), name: z.string() });
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const AMOUNT_UNITS = ['minutes', 'working_days'] as const;
/** What is promised; instants move with holds and closures, and say what is so now. */
const Promised = z
  .object({
    responseDueAt: orNull(z.date()),
    respondedAt: orNull(z.date()),
    isAnsweredLate: z.boolean(),
    resolutionDueAt: orNull(z.date()),
    left: orNull(z.object({ amount: z.number(), unit: z.enum(AMOUNT_UNITS) })),
    isLate: z.boolean(),
  })
  .meta({ id: 'Promise' });

const summary = {
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  status: Status,
  statusChangedAt: z.date(),
  priority: z.enum(PRIORITIES),
  serviceCode: z.string(),
  tradeCode: z.string(),
  requestType: z.object({ id: z.uuid(), code: z.string(), nameEn: z.string(), nameEs: z.string() }),
  site: z.object({ id: z.uuid(), code: z.string(), name: z.string() }),
  building: orNull(Named),
  room: orNull(z.object({ id: z.uuid(), number: z.string(), name: z.string() })),
  placeNote: orNull(z.string()),
  requester: Named,
  team: orNull(Named),
  assignee: orNull(Named),
  plannedOn: orNull(z.string()),
  plannedSequence: orNull(z.int32()),
  hold: orNull(z.object({ reason: z.enum(HOLD_REASONS), note: orNull(z.string()), untilOn: orNull(z.string()) })),
  isConfidential: z.boolean(),
  submittedAt: z.date(),
  updatedAt: z.date(),
  completedAt: orNull(z.date()),
  promise: Promised,
  rating: orNull(z.int32()),
  version: z.int32(),
  /** The moves the asker may make now; empty when there are none. */
  allowedMoves: z.array(z.object({ action: z.string(), to: Status, needs: z.array(z.string()) })),
  /** For crews and the desk only. */
  crew: orNull(
    z.object({
      accessNote: orNull(z.string()),
      hazardNote: orNull(z.string()),
      hasAsbestos: z.boolean(),
      needsHazardAcknowledgement: z.boolean(),
      hazardAcknowledgedAt: orNull(z.date()),
      estimateMinutes: orNull(z.int32()),
      tags: z.array(z.string()),
    }),
  ),
};
export const WorkOrderSummary = z.object(summary).meta({ id: 'WorkOrderSummary' });

export const AttachmentResponse = z
  .object({
    id: z.uuid(),
    fileName: z.string(),
    mediaType: z.string(),
    sizeBytes: z.number(),
    widthPx: orNull(z.int32()),
    heightPx: orNull(z.int32()),
    hasThumbnail: z.boolean(),
    isInternal: z.boolean(),
    uploadedBy: Named,
    createdAt: z.date(),
  })
  .meta({ id: 'Attachment' });

export const WorkOrderResponse = z
  .object({
    ...summary,
    description: z.string(),
    answers: z.array(
      z.object({
        key: z.string(),
        labelEn: z.string(),
        labelEs: z.string(),
        value: z.union([z.string(), z.number(), z.boolean()]),
        valueEn: z.string(),
        valueEs: z.string(),
      }),
    ),
    impact: z.enum(IMPACTS),
    urgency: z.enum(URGENCIES),
    priorityReason: orNull(z.string()),
    compartment: orNull(z.enum(COMPARTMENTS)),
    submittedBy: Named,
    resolutionNote: orNull(z.string()),
    cancelReason: orNull(z.string()),
    duplicateOf: orNull(z.object({ id: z.uuid(), number: z.string() })),
    follows: orNull(z.object({ id: z.uuid(), number: z.string() })),
    closedAt: orNull(z.date()),
    reopenCount: z.int32(),
    ratingComment: orNull(z.string()),
    /** The district's default promise for this priority. */
    target: orNull(
      z.object({ responseAmount: orNull(z.int32()), responseUnit: z.string(), resolutionAmount: orNull(z.int32()), resolutionUnit: z.string() }),
    ),
    standings: z.array(z.enum(STANDINGS)),
    may: z.object({
      edit: z.boolean(),
      comment: z.boolean(),
      commentInternally: z.boolean(),
      dispatch: z.boolean(),
      take: z.boolean(),
      logWork: z.boolean(),
      rate: z.boolean(),
      followUp: z.boolean(),
    }),
    attachments: z.array(AttachmentResponse),
  })
  .meta({ id: 'WorkOrder' });

export const WorkOrderList = z.object({ items: z.array(WorkOrderSummary), nextCursor: orNull(z.string()) }).meta({ id: 'WorkOrderList' });
export const WorkOrderCounts = z
  .object({ total: z.int32(), byStatus: z.record(z.string(), z.int32()), byPriority: z.record(z.string(), z.int32()) })
  .meta({ id: 'WorkOrderCounts' });
export const EventResponse = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    actor: orNull(Named),
    onBehalfOf: orNull(Named).describe('For whom, where the actor stood in for them.'),
    apiToken: orNull(Named).describe('The token of the program that did it.'),
    isInternal: z.boolean(),
    data: z.record(z.string(), z.unknown()),
    occurredAt: z.date(),
    /** When it was taken in, where that was later: from a phone that had no signal. */
    recordedAt: orNull(z.date()),
  })
  .meta({ id: 'WorkOrderEvent' });
export const EventList = z.object({ items: z.array(EventResponse), nextCursor: orNull(z.string()) });
export const CommentResponse = z
  .object({ id: z.uuid(), author: Named, body: z.string(), isInternal: z.boolean(), createdAt: z.date() })
  .meta({ id: 'Comment' });
export const CommentList = z.object({ items: z.array(CommentResponse), nextCursor: orNull(z.string()) });
export const LabourResponse = z
  .object({ id: z.uuid(), person: Named, workedOn: z.string(), minutes: z.int32(), note: orNull(z.string()), enteredAt: z.date() })
  .meta({ id: 'LabourEntry' });
export const LabourList = z.object({ items: z.array(LabourResponse), totalMinutes: z.int32() });
export const CostResponse = z
  .object({
    id: z.uuid(),
    kind: z.enum(['material', 'vendor']),
    description: z.string(),
    amount: z.string(),
    accountString: z.string(),
    enteredBy: Named,
    enteredAt: z.date(),
  })
  .meta({ id: 'CostEntry' });
export const CostList = z.object({ items: z.array(CostResponse), total: z.string() });
