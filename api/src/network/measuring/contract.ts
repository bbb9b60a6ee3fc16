import { z } from 'zod';

export const TicketRequest = z.strictObject({ siteId: z.uuid().describe('The school that is measured from.') });
export const TicketResponse = z
  .object({
    id: z.uuid().describe('What is measured with it has it as `ticketId`.'),
    ticket: z.string().describe('Goes with both addresses as `?ticket=`; each direction is measured once.'),
    downloadPath: z.string(),
    uploadPath: z.string(),
    subprotocol: z.string(),
    until: z.date(),
    seconds: z.number().describe('How long one direction takes.'),
  })
  .meta({ id: 'MeasurementTicket' });
export const BrowserTicketResponse = TicketResponse.extend({
  waitSeconds: z.int32().describe('0: there is room. Else all places are taken: come back for another ticket after so long.'),
}).meta({ id: 'BrowserMeasurementTicket' });
