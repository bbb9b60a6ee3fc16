import { z } from 'zod';
import { day, line, paragraphs } from '#kernel/text.ts';
import { PRIORITIES } from '../../catalog/index.ts';
import { tag } from '../contract.ts';
import { ITEMS_AT_MOST } from '../rules/checklist.ts';
import { HOLD_REASONS, STATUSES } from '../rules/lifecycle.ts';
import { ACTS } from '../rules/macro.ts';
import { TAGS_AT_MOST } from '../rules/tags.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const written = (max: number) => paragraphs(max).refine((v) => v.length > 0, 'Write something here.');

/** Where a macro may move an order to: never to another order. */
const MOVES_TO = ['triaged', 'assigned', 'in_progress', 'on_hold', 'completed', 'closed', 'cancelled'] as const;

const Acts = z
  .strictObject({
    priority: z.strictObject({ to: z.enum(PRIORITIES), reason: line(500) }).optional(),
    tags: z.array(tag()).min(1, 'Write at least one, or leave this out.').max(TAGS_AT_MOST).optional(),
    checklist: z
      .array(z.strictObject({ en: line(200), es: line(200) }))
      .min(1, 'Write at least one, or leave this out.')
      .max(ITEMS_AT_MOST)
      .optional(),
    reply: z
      .strictObject({ isInternal: z.boolean().describe('To the crew only.'), en: written(5_000), es: written(5_000) })
      .optional()
      .describe('{requester}, {number} and {place} stand for what the order says.'),
    assign: z.strictObject({ teamId: z.uuid().optional(), toMe: z.boolean().optional().describe('To whoever uses the macro.') }).optional(),
    move: z
      .strictObject({
        to: z.enum(MOVES_TO),
        holdReason: z.enum(HOLD_REASONS).optional(),
        note: z
          .strictObject({ en: written(2_000), es: written(2_000) })
          .optional()
          .describe('Why, or what was done.'),
      })
      .optional(),
  })
  .describe('Each as it would be done alone; at least one.');

const shape = {
  name: line(120),
  serviceCode: orNull(line(30)).describe('Null: for the orders of every service.'),
  isActive: z.boolean().describe('False: no longer offered.'),
};
const Definition = z.strictObject({ ...shape, acts: Acts, why: paragraphs(500).optional() });
export const MacroRequest = Definition.meta({
  examples: [
    {
      name: 'Part ordered',
      serviceCode: 'facilities',
      isActive: true,
      acts: {
        reply: { isInternal: false, en: 'We have ordered a part for {number}.', es: 'Pedimos una pieza para {number}.' },
        move: { to: 'on_hold', holdReason: 'parts' },
      },
    },
  ],
});
export const MacroPreviewRequest = Definition.extend({ id: z.uuid().nullable().optional().describe('The macro that would change.') });
export const MacroParams = z.object({ id: z.uuid() });

export const MacroResponse = z
  .object({
    ...shape,
    id: z.uuid(),
    acts: z.record(z.string(), z.unknown()).describe('As in the request.'),
    team: orNull(z.object({ id: z.uuid(), name: z.string() })),
    version: z.int32(),
    may: z.object({ change: z.boolean() }),
  })
  .meta({ id: 'Macro' });
export const MacroList = z
  .object({ items: z.array(MacroResponse), may: z.object({ add: z.boolean(), addForAll: z.boolean() }) })
  .meta({ id: 'MacroList' });
const facts = z.record(z.string(), z.unknown());
export const MacroPreview = z.object({ before: orNull(facts).describe('Null where it is new.'), after: facts }).meta({ id: 'MacroPreview' });

export const OfferedMacros = z
  .object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.int32() })) })
  .meta({ id: 'OfferedMacros' });

export const TryRequest = z.strictObject({ macroId: z.uuid() });
export const UseRequest = z
  .strictObject({
    macroId: z.uuid(),
    macroVersion: z.int32().min(1).optional().describe('As it was looked at: refused where somebody changed it since.'),
    reply: written(5_000).optional().describe('In place of the words of the macro.'),
    holdUntilOn: day().optional().describe('Until when the order is expected to wait, where the macro lets it wait.'),
  })
  .meta({ examples: [{ macroId: '0f6f3a52-6f0c-8a11-9a3e-2f1d7c5b9e10' }] });

const Named = z.object({ id: z.uuid(), name: z.string() });
const Act = z.discriminatedUnion('name', [
  z.object({ name: z.literal('priority'), priority: z.enum(PRIORITIES), priorityReason: z.string() }),
  z.object({ name: z.literal('tags'), add: z.array(z.string()) }),
  z.object({ name: z.literal('checklist'), items: z.array(z.object({ en: z.string(), es: z.string() })) }),
  z.object({ name: z.literal('reply'), body: z.string(), isInternal: z.boolean() }),
  z.object({ name: z.literal('assign'), team: orNull(Named), person: orNull(Named) }),
  z.object({
    name: z.literal('move'),
    to: z.enum(STATUSES),
    holdReason: orNull(z.enum(HOLD_REASONS)),
    note: orNull(z.string()),
  }),
]);
export const UsePreview = z
  .object({
    macro: z.object({ id: z.uuid(), name: z.string(), version: z.int32() }),
    acts: z.array(Act).describe('In the order in which they would be done.'),
    refused: orNull(z.object({ act: z.enum(ACTS), code: z.string(), why: z.string() })).describe('Why it cannot be used on this order now.'),
    version: z.int32().describe('Of the order.'),
  })
  .meta({ id: 'MacroUsePreview' });
