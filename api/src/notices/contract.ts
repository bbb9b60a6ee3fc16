import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const NoQuery = z.strictObject({});
export const NoticeParams = z.object({ id: z.uuid() });
export const NoticesQuery = z.strictObject(pageQuery);
export const ReadingsRequest = z
  .strictObject({ upToId: z.uuid().describe('The newest that was seen: it and all before it are read.') })
  .meta({ examples: [{ upToId: '019ac0de-0000-7000-8000-000000000001' }] });

/** More are not counted: the bell says 99+. */
export const MOST_UNREAD = 100;
const unread = z.int32().describe(`How many I have not read, counted up to ${MOST_UNREAD}.`);

const Notice = z.object({
  id: z.uuid(),
  kind: z.string().describe('What happened; "news" where the order is confidential.'),
  headlineEn: z.string(),
  headlineEs: z.string(),
  detail: orNull(z.string()).describe('What somebody wrote.'),
  order: orNull(z.object({ number: z.string(), title: orNull(z.string()).describe('Null where it is confidential.') })),
  path: z.string().describe('Where in the portal it leads.'),
  createdAt: z.date(),
  readAt: orNull(z.date()),
});
export const NoticeResponse = Notice.meta({ id: 'Notice' });
export const NoticeList = z.object({ items: z.array(NoticeResponse), nextCursor: orNull(z.string()), unread }).meta({ id: 'NoticeList' });
export const UnreadResponse = z.object({ unread }).meta({ id: 'UnreadNotices' });
