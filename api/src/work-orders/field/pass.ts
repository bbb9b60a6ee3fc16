import { createHmac, timingSafeEqual } from 'node:crypto';

const DAY_MS = 86_400_000;
/** A phone may lie in a van for a holiday. */
const PASS_DAYS = 30;

const signed = (secret: string, orderId: string, personId: string, issued: string) =>
  createHmac('sha256', secret).update(`field pass ${orderId} ${personId} ${issued}`).digest('base64url');

/**
 * Says that we showed this order to this person as one of its crew: what they then did out of reach is taken in even when the order has
 * been given to others meanwhile. It opens nothing for reading.
 */
export function passFor(secret: string, orderId: string, personId: string, now: Date): string {
  const issued = String(now.getTime());
  return `${issued}.${signed(secret, orderId, personId, issued)}`;
}

export function isPassFor(pass: string | undefined, secret: string, orderId: string, personId: string, now: Date): boolean {
  const [issued = '', signature = ''] = (pass ?? '').split('.');
  const [got, want] = [Buffer.from(signature), Buffer.from(signed(secret, orderId, personId, issued))];
  if (got.length !== want.length || !timingSafeEqual(got, want)) return false;
  return now.getTime() - Number(issued) <= PASS_DAYS * DAY_MS;
}
