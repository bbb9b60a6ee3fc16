import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { day, instant, line, paragraphs, searchText } from '#kernel/text.ts';
import { ChecklistResponse } from '../checklist/contract.ts';
import { AttachmentResponse, CommentResponse, SubmitRequest, WorkOrderResponse, WorkOrderSummary } from '../contract.ts';
import { FIELD_KINDS } from '../rules/field.ts';
import { HOLD_REASONS, STATUSES } from '../rules/lifecycle.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const words = (max: number) => paragraphs(max).refine((v) => v.length > 0, 'Write something here.');
const acknowledgeHazard = z.boolean().optional();

/** What a phone may send at once; the rest follows. */
export const MAX_OPERATIONS = 50;

const envelope = {
  /** Made on the phone: the operation's Idempotency-Key. */
  id: z.uuid(),
  /** The phone's clock when it was meant. */
  deviceAt: instant(),
};
const onOrder = {
  ...envelope,
  orderId: z.uuid(),
  /** From the field day that showed the order. */
  pass: searchText(200).optional(),
  /** The order as the phone showed it. */
  seen: z.strictObject({ status: z.enum(STATUSES), version: z.int32().min(1) }).optional(),
};
const operation = <K extends (typeof FIELD_KINDS)[number], P extends z.ZodType>(kind: K, payload: P) =>
  z.strictObject({ kind: z.literal(kind), ...onOrder, payload });

export const FieldOperation = z.discriminatedUnion('kind', [
  operation('start', z.strictObject({ acknowledgeHazard })),
  operation('hold', z.strictObject({ holdReason: z.enum(HOLD_REASONS), holdUntilOn: day().optional(), note: words(2_000).optional() })),
  operation('resume', z.strictObject({ acknowledgeHazard })),
  operation('complete', z.strictObject({ resolutionNote: words(2_000) })),
  operation('give_back', z.strictObject({ note: words(2_000) })),
  operation('note', z.strictObject({ body: words(5_000), isInternal: z.boolean().default(true) })),
  operation('labour', z.strictObject({ minutes: z.int().min(1).max(1_440), note: line(500).optional() })),
  operation('photo', z.strictObject({ attachmentId: z.uuid(), isInternal: z.boolean().default(false) })),
  z.strictObject({ kind: z.literal('request'), ...envelope, payload: SubmitRequest.omit({ requesterId: true }) }),
]);
export type FieldOperation = z.infer<typeof FieldOperation>;

export const FieldOperationsRequest = z
  .strictObject({
    /** The phone's clock now: how wrong it is corrects `deviceAt`. */
    sentAt: instant(),
    operations: z.array(FieldOperation).min(1).max(MAX_OPERATIONS),
  })
  .meta({
    examples: [
      {
        sentAt: '2026-11-24T11:20:00-07:00',
        operations: [
          {
            id: '5b0c6a3e-8f0d-4f43-9f0c-1f1f6f3f1a01',
            kind: 'complete',
            orderId: '7b1e9c40-2d5f-8a36-9e04-6c8d1f3a5b72',
            deviceAt: '2026-11-24T09:05:00-07:00',
            seen: { status: 'in_progress', version: 4 },
            payload: { resolutionNote: 'Valve replaced.' },
          },
        ],
      },
    ],
  });

export const FieldResult = z
  .object({
    id: z.uuid(),
    /** Set aside: the desk looks at it. Refused: nothing was kept, the phone still has it. */
    outcome: z.enum(['applied', 'set_aside', 'refused']),
    /** Why it was not applied: the code of a problem, and its sentence where it was refused. */
    code: orNull(z.string()),
    detail: orNull(z.string()),
    order: orNull(z.object({ id: z.uuid(), number: z.string(), status: z.enum(STATUSES), version: z.int32() })),
  })
  .meta({ id: 'FieldResult' });
export const FieldResults = z.object({ results: z.array(FieldResult) });

const Named = z.object({ id: z.uuid(), name: z.string() });
const bilingual = z.object({ nameEn: z.string(), nameEs: z.string() });

export const SetAside = z
  .object({
    id: z.uuid(),
    kind: z.enum(FIELD_KINDS),
    by: Named,
    meantAt: z.date(),
    receivedAt: z.date(),
    seenStatus: orNull(z.enum(STATUSES)),
    /** Why it could not be done: the code of the refusal. */
    reason: z.string(),
    meant: z.object({
      words: orNull(z.string()),
      minutes: orNull(z.int32()),
      holdReason: orNull(z.enum(HOLD_REASONS)),
      holdUntilOn: orNull(z.string()),
    }),
    /** The order it is about, as it is now; null for a request that is no order yet. */
    order: orNull(
      z.object({ id: z.uuid(), number: z.string(), title: z.string(), status: z.enum(STATUSES), assignee: orNull(Named), team: orNull(Named) }),
    ),
    site: orNull(Named),
    requestType: orNull(bilingual),
    /** Whether it is legal now. */
    canApply: z.boolean(),
    decision: orNull(z.enum(['applied', 'dismissed'])),
    decisionNote: orNull(z.string()),
    decidedAt: orNull(z.date()),
  })
  .meta({ id: 'SetAside' });
export const SetAsideQuery = z.strictObject(pageQuery);
export const SetAsideList = z.object({ items: z.array(SetAside), total: z.int32(), nextCursor: orNull(z.string()) });

export const OperationParams = z.object({ id: z.uuid() });
export const DecisionRequest = z
  .strictObject({ decision: z.enum(['apply', 'dismiss']), note: words(2_000).optional() })
  .refine((d) => d.decision === 'apply' || d.note, { message: 'Say why, in a few words.', path: ['note'] })
  .meta({ examples: [{ decision: 'dismiss', note: 'Jo had finished it by then.' }] });

const moves = WorkOrderSummary.shape.allowedMoves;
const FieldOrder = z
  .object({
    ...WorkOrderSummary.shape,
    description: z.string(),
    answers: WorkOrderResponse.shape.answers,
    attachments: z.array(AttachmentResponse),
    notes: z.array(CommentResponse),
    checklist: ChecklistResponse,
    /** The moves that its crew may make once it is there: what the phone offers after a step that waits to be sent. */
    movesWhen: z.object({ triaged: moves, assigned: moves, in_progress: moves, on_hold: moves }),
    /** Comes back with what was done on the order: it was theirs when they saw it. */
    pass: z.string(),
  })
  .meta({ id: 'FieldOrder' });
export const FieldDay = z
  .object({
    at: z.date(),
    /** Whether the pages of this person may lie on a phone: not where somebody holds what is confidential. */
    mayBeKept: z.boolean(),
    orders: z.array(FieldOrder),
    queue: z.array(WorkOrderSummary),
    /** What of mine waits for the desk, and what the desk decided on in the last days. */
    setAside: z.array(SetAside),
  })
  .meta({ id: 'FieldDay' });
