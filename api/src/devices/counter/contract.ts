import { z } from 'zod';
import { day, line } from '#kernel/text.ts';
import { DEVICE_STATUSES, MOVE_KINDS } from '../rules/device-lifecycle.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const CounterRequest = z
  .strictObject({
    scans: z.array(line(60)).min(1).max(2).describe('Asset tags, serials or student keys, in the order in which they were scanned.'),
    problem: line(500).optional().describe('In a swap: what is wrong with the device.'),
    dueOn: day().optional().describe('A loaner is to be back by then; two weeks where left out.'),
  })
  .meta({ examples: [{ scans: ['JC-104233', 'JC-900117'], problem: 'The screen is cracked' }] });
export const ActParams = z.object({ actId: z.uuid().toLowerCase() });

export const CounterResponse = z
  .object({
    isDone: z.boolean(),
    actId: orNull(z.uuid()).describe('By which it can be taken back.'),
    did: z.array(z.object({ kind: z.enum([...MOVE_KINDS, 'register']), deviceId: z.uuid(), isUndo: z.boolean() })),
    expects: orNull(z.enum(['device', 'student', 'loaner_or_again', 'loaner_back_or_again'])).describe('What is to be scanned next.'),
    devices: z.array(
      z.object({
        id: z.uuid(),
        assetTag: z.string(),
        model: z.string(),
        status: z.enum(DEVICE_STATUSES),
        isLoaner: z.boolean(),
        dueOn: orNull(z.string()),
      }),
    ),
    student: orNull(
      z.object({
        id: z.uuid(),
        key: z.string(),
        grade: z.int32(),
        name: orNull(z.string()),
        site: z.object({ id: z.uuid(), name: z.string() }),
        holds: z.array(z.object({ deviceId: z.uuid(), assetTag: z.string(), kind: z.enum(['primary', 'loaner']), dueOn: orNull(z.string()) })),
      }),
    ),
  })
  .meta({ id: 'CounterAct' });
