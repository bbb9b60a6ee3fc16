import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Up to where somebody was told. `snapshot` says which transactions were to be seen, `origin` in which history of which server: after another
 * server has taken over, or one was set back, its numbers mean something else. `access` is the version of what everybody holds (table `versions`).
 */
export type Position = { snapshot: string; origin: string; access: string };
type Sealed = { position: Position; at: Date };

/** Longer ago than this, whoever comes back loads what they show anew: it is quicker, too. */
const GOOD_FOR_MS = 60 * 60_000;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Positions as browsers hold them, unreadable: the numbers inside move on with everything that is written in the district, and would tell
 * whoever may see nothing that something happens. Every API process has the same secret, so any of them opens what another has given.
 */
export function sealWith(secret: string) {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'steward live position', 32));
  const open = (text: string): Sealed | undefined => {
    const all = Buffer.from(text, 'base64url');
    if (all.length < IV_BYTES + TAG_BYTES) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
      const [snapshot, origin, access, at] = JSON.parse(body) as [string, string, string, number];
      return { position: { snapshot, origin, access }, at: new Date(at) };
    } catch {
      return undefined;
    }
  };
  return {
    seal({ snapshot, origin, access }: Position, now: Date): string {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
      const body = Buffer.concat([cipher.update(JSON.stringify([snapshot, origin, access, now.getTime()])), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    /** Undefined for what is not of our making, or too old. */
    open(text: string, now: Date): Position | undefined {
      const sealed = open(text);
      return sealed && now.getTime() - sealed.at.getTime() <= GOOD_FOR_MS ? sealed.position : undefined;
    },
  };
}
export type Seal = ReturnType<typeof sealWith>;
