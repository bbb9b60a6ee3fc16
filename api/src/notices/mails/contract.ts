import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { searchText } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const status = z.enum(['queued', 'sent', 'failed', 'kept', 'withdrawn']);

export const MailParams = z.object({ id: z.uuid() });
export const MailQuery = z.strictObject({
  status: status.optional(),
  q: searchText(200).optional().describe('Words of the person’s name or address.'),
  ...pageQuery,
});

export const MailResponse = z
  .object({
    id: z.uuid(),
    status: status.describe('kept: no mail server is set. withdrawn: no longer the person’s to read, or no longer wanted.'),
    isHidden: z.boolean().describe('It is about an order that is not yours to see: to whom, about what and why it failed is left out.'),
    person: orNull(Named),
    address: orNull(z.string()),
    subject: orNull(z.string()).describe('Null before the first attempt.'),
    orderNumber: orNull(z.string()),
    attached: orNull(z.object({ fileName: z.string(), sizeBytes: z.int32() })).describe('The file that it brings.'),
    messageId: z.string(),
    attempts: z.int32(),
    lastError: orNull(z.string()),
    createdAt: z.date(),
    nextAttemptAt: orNull(z.date()).describe('While it is queued.'),
    sentAt: orNull(z.date()),
    /** Attempts that failed, and who had it tried again. */
    history: z.array(
      z.object({
        kind: z.enum(['put_off', 'refused', 'given_up', 'retried']),
        actor: orNull(Named),
        error: orNull(z.string()),
        occurredAt: z.date(),
      }),
    ),
    body: orNull(z.object({ text: z.string(), html: z.string() })).describe('In the demonstration only.'),
    mayRetry: z.boolean(),
  })
  .meta({ id: 'Mail' });
export const MailList = z
  .object({
    items: z.array(MailResponse),
    nextCursor: orNull(z.string()),
    /** The mails are made up, so their words may be read. */
    isDemonstration: z.boolean(),
  })
  .meta({ id: 'MailList' });
