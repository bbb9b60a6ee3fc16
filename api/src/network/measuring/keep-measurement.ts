import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { hasMeasured, insertMeasurement, isProbeLive } from './queries.ts';
import type { Counted, Direction } from './flows.ts';
import type { Ticket } from './tickets.ts';

/** May this ticket not measure (any more) in this direction? It did, or its probe was taken back since. */
export async function isSpent(on: Sql, { id, by }: Ticket, direction: Direction): Promise<boolean> {
  if ('probeId' in by && !(await isProbeLive(on, by.probeId))) return true;
  return hasMeasured(on, id, direction);
}

/** Writes down what the server counted, once for each ticket and direction. */
export const keepMeasurement = async (on: Sql, ticket: Ticket, direction: Direction, { numBytes, elapsedUs }: Counted, now: Date): Promise<boolean> =>
  insertMeasurement(on, {
    id: uuidv7(),
    siteId: ticket.siteId,
    direction,
    source: 'probeId' in ticket.by ? 'probe' : 'browser',
    measuredAt: now,
    numBytes,
    elapsedUs,
    personId: 'personId' in ticket.by ? ticket.by.personId : null,
    probeId: 'probeId' in ticket.by ? ticket.by.probeId : null,
    ticketId: ticket.id,
  });
