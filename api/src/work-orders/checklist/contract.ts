import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { OrderParams } from '../contract.ts';

export const ItemParams = OrderParams.extend({ itemId: z.uuid() });
export const ItemRequest = z.strictObject({ text: line(200) }).meta({ examples: [{ text: 'Shut the water off' }] });
export const TickRequest = z.strictObject({ isDone: z.boolean() }).meta({ examples: [{ isDone: true }] });

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
export const ChecklistItem = z
  .object({
    id: z.uuid(),
    textEn: z.string(),
    textEs: z.string(),
    doneAt: orNull(z.date()),
    doneBy: orNull(z.object({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'ChecklistItem' });
export const ChecklistResponse = z
  .object({ items: z.array(ChecklistItem), done: z.int32(), may: z.object({ change: z.boolean() }) })
  .meta({ id: 'Checklist' });
