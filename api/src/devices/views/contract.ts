import { z } from 'zod';
import { line, searchText } from '#kernel/text.ts';

export const DeviceViewParams = z.object({ id: z.uuid() });
const View = z.object({ id: z.uuid(), name: z.string(), query: z.string() });
export const DeviceViewsResponse = z.object({ items: z.array(View) }).meta({ id: 'DeviceViewList' });
export const DeviceViewRequest = z
  .strictObject({
    name: line(80),
    query: searchText(1_000).describe('The filters as the address of the list has them, as status=in_stock&minAge=4.'),
  })
  .meta({ examples: [{ name: 'Probably lost, Arvada', query: 'look=silent' }] });
