import { z } from 'zod';
import { day, line, paragraphs, searchText } from '#kernel/text.ts';
import { PRIORITIES } from '../../catalog/index.ts';
import { OrderParams, tag } from '../contract.ts';
import { BULK_STATES, type Outcome, ORDERS_AT_MOST, OUTCOMES } from '../rules/bulk.ts';
import { HOLD_REASONS } from '../rules/lifecycle.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const note = paragraphs(2_000).optional();

/** What is done to each order: what one could do to it alone. */
export const Change = z.discriminatedUnion('kind', [
  z
    .strictObject({ kind: z.literal('assign'), teamId: z.uuid().optional(), personId: z.uuid().optional() })
    .refine((v) => v.teamId || v.personId, { message: 'Name a team or a person.', path: ['teamId'] }),
  z.strictObject({ kind: z.literal('priority'), priority: z.enum(PRIORITIES), reason: line(500) }),
  z.strictObject({ kind: z.literal('move'), to: z.enum(['triaged', 'assigned', 'in_progress', 'closed', 'cancelled']), note }),
  z.strictObject({ kind: z.literal('hold'), holdReason: z.enum(HOLD_REASONS), holdUntilOn: day().optional(), note }),
  z
    .strictObject({ kind: z.literal('tag'), add: z.array(tag()).max(20).default([]), remove: z.array(tag()).max(20).default([]) })
    .refine((v) => v.add.length + v.remove.length > 0, { message: 'Write a tag to add or to remove.', path: ['add'] }),
  z.strictObject({ kind: z.literal('plan'), plannedOn: day().nullable() }),
  z.strictObject({ kind: z.literal('type'), requestTypeId: z.uuid() }),
  z.strictObject({ kind: z.literal('macro'), macroId: z.uuid() }),
]);
export type Change = z.infer<typeof Change>;

const one = z.strictObject({
  id: OrderParams.shape.id,
  version: z.int32().min(1).optional().describe('As you saw it; left out: as it is now.'),
});
export const BulkRequest = z
  .strictObject({
    orders: z.array(one).min(1).max(ORDERS_AT_MOST).optional().describe('These orders.'),
    query: searchText(2_000).optional().describe('Or all that these filters find, as the address of the list has them.'),
    change: Change,
  })
  .refine((v) => (v.orders === undefined) !== (v.query === undefined), { message: 'Name orders, or filters that find them.', path: ['orders'] })
  .meta({
    examples: [{ orders: [{ id: 'WO-2026-000123', version: 3 }], change: { kind: 'tag', add: ['summer-work'] } }],
  });

const Named = z.object({ id: z.uuid(), name: z.string() });
const order = { id: z.uuid(), number: z.string(), title: z.string() };

export const BulkPreview = z
  .object({
    total: z.int32(),
    changes: z.int32(),
    same: z.int32(),
    refused: z.int32(),
    /** Named, but not there or not the asker's to see. */
    unknown: z.int32(),
    /** What a macro writes cannot be taken back. */
    mayBeUndone: z.boolean(),
    items: z.array(z.object({ ...order, verdict: z.enum(['changes', 'same', 'refused']), code: orNull(z.string()), why: orNull(z.string()) })),
  })
  .meta({ id: 'BulkPreview' });

export const BulkParams = z.object({ id: z.uuid() });
const bulk = {
  id: z.uuid(),
  change: z.record(z.string(), z.unknown()),
  by: Named,
  state: z.enum(BULK_STATES),
  total: z.int32(),
  counts: z.object(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, z.int32()])) as Record<Outcome, ReturnType<typeof z.int32>>),
  createdAt: z.date(),
  finishedAt: orNull(z.date()),
  undoneAt: orNull(z.date()),
  /** The last moment at which it can be taken back; while it runs it can be, too. */
  undoUntil: orNull(z.date()),
  may: z.object({ undo: z.boolean() }),
};
export const BulkResponse = z
  .object({ ...bulk, items: z.array(z.object({ ...order, outcome: z.enum(OUTCOMES), code: orNull(z.string()), why: orNull(z.string()) })) })
  .meta({ id: 'BulkChange' });
export const BulkList = z.object({ items: z.array(z.object(bulk)) }).meta({ id: 'BulkChangeList' });
