import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const ViewsQuery = z.object({ ...pageQuery, viewerId: z.uuid().optional(), deviceId: z.uuid().optional(), studentId: z.uuid().optional() });
export const ViewsResponse = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        occurredAt: z.date(),
        page: z.string().describe('The operation that showed it.'),
        viewer: z.object({ id: z.uuid(), name: z.string() }),
        student: z.object({ id: z.uuid(), key: z.string(), siteName: z.string() }),
        device: orNull(z.object({ id: z.uuid(), assetTag: z.string() })),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'DeviceLinkViews' });
