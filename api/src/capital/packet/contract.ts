import { z } from 'zod';
import { day } from '#kernel/text.ts';

export const PacketQuery = z.strictObject({
  asOf: day().optional().describe('Figures as of the end of that day; left out: as of now.'),
  since: day().optional().describe('What changed since the start of this day; left out: since the last packet that went out, or the last 30 days.'),
  language: z.enum(['en', 'es']).optional().describe('The reader’s own where none is named.'),
});
export const PacketFile = {
  200: {
    description: 'A tagged PDF.',
    content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } },
  },
};

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const hour = () =>
  z.int32('Write an hour, 0 to 23.').min(0, 'Write an hour, 0 to 23.').max(23, 'Write an hour, 0 to 23.').describe('In the district.');
const dayOf = (most: number, words: string) => z.int32(words).min(1, words).max(most, words);
const language = z.enum(['en', 'es']);
const weekly = {
  every: z.literal('week'),
  day: dayOf(7, 'Write a day of the week, 1 (Monday) to 7.').describe('1 is Monday.'),
  hour: hour(),
  language,
};
const monthly = {
  every: z.literal('month'),
  day: dayOf(31, 'Write a day of the month, 1 to 31.').describe('A month that is shorter has it on its last day.'),
  hour: hour(),
  language,
};
const WHO = { programmeId: z.uuid(), personId: z.uuid().describe('Who gets it: somebody who reads the capital plan.') };
export const SubscriptionRequest = z
  .discriminatedUnion('every', [z.strictObject({ ...WHO, ...weekly }), z.strictObject({ ...WHO, ...monthly })])
  .meta({
    examples: [
      {
        programmeId: '0190a1b2-0000-7000-8000-000000000000',
        personId: '0190a1b2-0000-7000-8000-000000000001',
        every: 'month',
        day: 5,
        hour: 7,
        language: 'en',
      },
    ],
  });
export const SubscriptionChange = z
  .discriminatedUnion('every', [z.strictObject(weekly), z.strictObject(monthly)])
  .meta({ examples: [{ every: 'week', day: 1, hour: 7, language: 'en' }] });
export const SubscriptionsQuery = z.strictObject({ programmeId: z.uuid() });

const subscription = {
  id: z.uuid(),
  programme: z.object({ id: z.uuid(), code: z.string(), name: z.string() }),
  person: Named,
  isMailed: z.boolean().describe('False: they have mails turned off, and are told in the portal only.'),
  createdBy: Named,
  every: z.enum(['week', 'month']),
  day: z.int32(),
  hour: z.int32(),
  language,
  nextDueAt: orNull(z.date()).describe('Null: it has ended.'),
  createdAt: z.date(),
  endedAt: orNull(z.date()),
  endedBecause: orNull(z.enum(['person', 'role'])).describe('role: who got it may no longer read it.'),
  may: z.object({ change: z.boolean(), end: z.boolean(), send: z.boolean() }),
  version: z.int32(),
};
export const SubscriptionResponse = z.object(subscription).meta({ id: 'PacketSubscription' });
export const SubscriptionsResponse = z
  .object({
    isDemonstration: z.boolean(),
    items: z.array(z.object(subscription)),
    sent: z
      .array(
        z.object({
          id: z.uuid(),
          dueOn: orNull(z.string()).describe('The day it was due; null: somebody sent it.'),
          person: Named,
          sentBy: orNull(Named),
          asOf: z.string(),
          since: z.string(),
          language,
          fileName: z.string(),
          sizeBytes: z.int32(),
          sentAt: z.date(),
        }),
      )
      .describe('The last 50 that went out, as they were then.'),
    readers: z.array(Named).describe('Whom one could subscribe.'),
    may: z.object({ subscribe: z.boolean() }),
  })
  .meta({ id: 'PacketSubscriptions' });
