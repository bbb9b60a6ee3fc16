import { z } from 'zod';
import { line } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const DipParams = z.object({ id: z.uuid() });
export const DipResponse = z
  .object({
    id: z.uuid(),
    site: Named,
    beganAt: z.date(),
    foundAt: z.date(),
    endedAt: orNull(z.date()).describe('Null: the school is slow still.'),
    usualMbps: z.number(),
    seenMbps: z.number(),
    state: z.enum(['proposed', 'ordered', 'dismissed']),
    workOrder: orNull(z.object({ id: z.uuid(), number: z.string() })),
    decidedBy: orNull(Named),
    decidedAt: orNull(z.date()),
    reason: orNull(z.string()),
    version: z.int32(),
    allowedMoves: z.array(z.enum(['order', 'dismiss'])),
  })
  .meta({ id: 'NetworkDip' });
export const DipList = z.object({ items: z.array(DipResponse) }).meta({ id: 'NetworkDipList' });
export const DismissRequest = z.strictObject({ reason: line(300) }).meta({ examples: [{ reason: 'Planned work on the line until noon' }] });
