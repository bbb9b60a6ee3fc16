import { z } from 'zod';
import { dollars } from '#kernel/money.ts';
import { day, line } from '#kernel/text.ts';
import { DEVICE_KINDS } from '../contract.ts';
import { HistoryItem } from '../plan-events.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const model = {
  id: z.uuid(),
  make: z.string(),
  name: z.string(),
  kind: z.enum(DEVICE_KINDS),
  autoUpdateExpiresOn: orNull(z.string()),
  price: orNull(z.string()).describe('What one costs today; null: nobody has said.'),
  lifeYears: z.int32(),
  devices: z.int32().describe('In use.'),
  version: z.int32(),
};
export const ModelParams = z.object({ id: z.uuid() });
export const ModelsResponse = z
  .object({
    items: z.array(z.object(model)),
    withoutPrice: z.int32().describe('Models in use of which nobody has said the price: no forecast counts their dollars.'),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'DeviceModels' });
export const ModelResponse = z.object({ ...model, history: z.array(HistoryItem), may: z.object({ keep: z.boolean() }) }).meta({ id: 'DeviceModel' });

const price = () => dollars().refine((amount) => !amount.startsWith('-'), 'Write 0 or more, or nothing where nobody knows.');
const years = () => z.int32('Write whole years.').min(1, 'Write at least 1.').max(20, 'Write at most 20.');
const said = {
  make: line(80),
  name: line(120),
  kind: z.enum(DEVICE_KINDS),
  autoUpdateExpiresOn: orNull(day()),
  price: orNull(price()),
  lifeYears: years(),
};
export const ModelRequest = z
  .strictObject({
    ...said,
    autoUpdateExpiresOn: said.autoUpdateExpiresOn.default(null),
    price: said.price.default(null),
    lifeYears: said.lifeYears.default(4),
  })
  .meta({ examples: [{ make: 'Northgate', name: 'Book 11', kind: 'chromebook', autoUpdateExpiresOn: '2032-06-01', price: '335.00' }] });
export const ModelChange = z
  .strictObject(said)
  .partial()
  .meta({ examples: [{ price: '342.00' }] });
