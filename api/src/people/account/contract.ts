import { z } from 'zod';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

export const SessionParams = z.object({ id: z.uuid() });
export const SessionResponse = z
  .object({
    id: z.uuid(),
    /** As the browser names itself; null where it does not say. */
    device: z.object({ browser: orNull(z.string()), system: orNull(z.string()), kind: z.enum(['computer', 'phone', 'tablet', 'other']) }),
    /** Where it was when it signed in: the name of a known network of the district, and the address. */
    place: z.object({ networkName: orNull(z.string()), address: orNull(z.string()) }),
    createdAt: z.date(),
    /** To within a few minutes. */
    lastSeenAt: z.date(),
    /** The one that asks. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'Session' });
export const SessionList = z.object({ items: z.array(SessionResponse) }).meta({ id: 'SessionList' });
