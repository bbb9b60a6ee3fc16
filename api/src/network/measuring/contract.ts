import { z } from 'zod';

export const TicketRequest = z.strictObject({ siteId: z.uuid().describe('The school that is measured from.') });
export const TicketResponse = z
  .object({
    ticket: z.string().describe('Goes with both addresses as `?ticket=`; each direction is measured once.'),
    downloadPath: z.string(),
    uploadPath: z.string(),
    subprotocol: z.string(),
    until: z.date(),
    seconds: z.number().describe('How long one direction takes.'),
  })
  .meta({ id: 'MeasurementTicket' });
