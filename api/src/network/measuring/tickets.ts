import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Lets one measurement begin, in each direction once: from which school, and by whose browser or which probe. */
const Ticket = z.strictObject({
  id: z.uuid(),
  siteId: z.uuid(),
  by: z.union([z.strictObject({ personId: z.uuid() }), z.strictObject({ probeId: z.uuid() })]),
  /** Milliseconds since 1970. */
  until: z.number(),
});
export type Ticket = z.infer<typeof Ticket>;

/** Both directions take ten seconds each, and a browser may have to wait for its turn. */
export const TICKET_GOOD_FOR_MS = 120_000;

const LONGEST = 1_000;

/** Tickets that any API process signs and any other believes, and nobody else can make. */
export function ticketsWith(secret: string) {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'steward measurement ticket', 32));
  const sign = (body: string) => createHmac('sha256', key).update(body).digest();
  return {
    seal: (ticket: Ticket): string => {
      const body = Buffer.from(JSON.stringify(ticket)).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    open: (text: string, now: Date): Ticket | undefined => {
      const [body, signature, ...more] = text.length > LONGEST ? [] : text.split('.');
      if (!body || !signature || more.length > 0) return undefined;
      const [got, want] = [Buffer.from(signature, 'base64url'), sign(body)];
      if (got.length !== want.length || !timingSafeEqual(got, want)) return undefined;
      const ticket = Ticket.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
      return ticket.success && ticket.data.until > now.getTime() ? ticket.data : undefined;
    },
  };
}
