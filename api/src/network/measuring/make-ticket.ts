import { uuidv7 } from 'uuidv7';
import { DURATION_MS } from './flows.ts';
import { SUBPROTOCOL } from './ndt7-server.ts';
import { type Ticket, TICKET_GOOD_FOR_MS, type ticketsWith } from './tickets.ts';

/** A ticket for one measurement, and where to take it. */
export function makeTicket(tickets: ReturnType<typeof ticketsWith>, { siteId, by }: Pick<Ticket, 'siteId' | 'by'>, now: Date) {
  const until = new Date(now.getTime() + TICKET_GOOD_FOR_MS);
  const id = uuidv7();
  const ticket = tickets.seal({ id, siteId, by, until: until.getTime() });
  const pathOf = (direction: string) => `/ndt/v7/${direction}?ticket=${ticket}`;
  return { id, ticket, downloadPath: pathOf('download'), uploadPath: pathOf('upload'), subprotocol: SUBPROTOCOL, until, seconds: DURATION_MS / 1000 };
}
