import { z } from 'zod';
import { AMOUNT_UNITS } from '../contract.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const State = z.enum(['running', 'paused', 'stopped']);

/** A clock and its trace. Amounts are in its unit. */
const Clock = z
  .object({
    unit: z.enum(AMOUNT_UNITS),
    target: z.number(),
    elapsed: z.number(),
    remaining: z.number().describe('Below zero once it is late.'),
    dueAt: orNull(z.date()).describe('Null while the clock does not run.'),
    state: State,
    exceptions: z.array(z.object({ day: z.string(), why: z.string(), isClosed: z.boolean() })),
    segments: z.array(
      z.object({
        from: z.date(),
        to: z.date(),
        state: State,
        why: z.string().describe('start, approved (what began it), resume, stop, reopen, retarget, calendar_changed, or the reason of a hold.'),
        by: orNull(z.string()),
        note: orNull(z.string()),
        elapsed: z.number(),
      }),
    ),
  })
  .meta({ id: 'Clock' });

export const ClocksResponse = z.object({ response: orNull(Clock), resolution: orNull(Clock) }).meta({ id: 'WorkOrderClocks' });

export { CalendarChange as CalendarPreviewRequest, TargetPreview, TargetPreviewRequest } from '../../catalog/index.ts';
export const CalendarPreview = z
  .object({
    calendars: z.array(
      z.object({
        code: z.string(),
        nameEn: z.string(),
        nameEs: z.string(),
        before: z.record(z.string(), z.unknown()).nullable(),
        after: z.record(z.string(), z.unknown()).describe('What differs: of the days those that came or went.'),
      }),
    ),
    openOrders: z.int32().describe('Open orders that are due by these calendars.'),
    moved: z.int32().describe('Those whose due time would move.'),
    people: z.int32().describe('Those who would be told.'),
    examples: z.array(z.object({ number: z.string(), title: z.string(), dueBefore: z.date(), dueAt: orNull(z.date()) })),
  })
  .meta({ id: 'CalendarPreview' });

export const RecountParams = z.object({ revision: z.coerce.number().int().min(1).max(2_147_483_647) });
export const RecountResponse = z
  .object({
    revision: z.int32(),
    doneRatio: z.number().describe('How much of the open orders is counted, 0 to 1.'),
    moved: z.int32().describe('Orders whose promise moved; confidential ones are not among them.'),
    startedAt: orNull(z.date()),
    finishedAt: orNull(z.date()),
  })
  .meta({ id: 'ClockRecount' });
