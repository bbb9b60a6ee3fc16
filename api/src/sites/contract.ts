import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { searchText } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const q = searchText(200).optional();

export const SiteParams = z.object({ id: z.uuid() });
export const SiteQuery = z.strictObject({ q, areaId: z.uuid().optional(), includeClosed: z.enum(['true', 'false']).optional(), ...pageQuery });
export const RoomQuery = z.strictObject({ q, ...pageQuery });
export const NoQuery = z.strictObject({});
export const RoomParams = z.object({ roomId: z.uuid() });

const site = {
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  city: orNull(z.string()),
  status: z.enum(['active', 'closed']),
  level: orNull(z.string()),
  isVirtual: z.boolean(),
  area: orNull(Named),
};
export const SiteResponse = z.object(site).meta({ id: 'Site' });
export const SiteList = z.object({ items: z.array(SiteResponse), nextCursor: orNull(z.string()) }).meta({ id: 'SiteList' });
export const SitePage = z
  .object({
    ...site,
    isCharter: orNull(z.boolean()),
    street: orNull(z.string()),
    zip: orNull(z.string()),
    latitude: orNull(z.number()),
    longitude: orNull(z.number()),
    enrollment: orNull(z.int32()),
    freeReducedLunch: orNull(z.int32()),
    buildings: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string() })),
  })
  .meta({ id: 'SitePage' });
export const AreaList = z.object({ items: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string() })) }).meta({ id: 'AreaList' });

const room = { id: z.uuid(), number: z.string(), name: z.string(), kind: z.string(), building: Named, site: Named };
export const RoomResponse = z.object(room).meta({ id: 'Room' });
export const RoomList = z.object({ items: z.array(RoomResponse), nextCursor: orNull(z.string()) }).meta({ id: 'RoomList' });
export const MyRoomResponse = z.object({ ...room, isMine: z.boolean() }).meta({ id: 'MyRoom' });
export const MyRoomList = z.object({ items: z.array(MyRoomResponse) }).meta({ id: 'MyRoomList' });
