import { createHash, createHmac } from 'node:crypto';

/** Says that a digest is keyed: what stands there without it is from before, and is keyed when it is next read. */
export const KEYED = 'k1.';

const keyed = (plain: string, secret: string): string =>
  `${KEYED}${createHmac('sha256', secret).update(`students.account_digest ${plain}`).digest('base64url')}`;

/** Makes of a digest without a key the one with it: the same that `accountDigest` makes of the account itself. */
export const keyDigest = (plain: string, secret: string): string => (plain.startsWith(KEYED) ? plain : keyed(plain, secret));

/** Stands for an account of the district's directory, whatever letters' case it is written in. Without the secret nobody can try addresses against it. */
export const accountDigest = (account: string, secret: string): string =>
  keyed(createHash('sha256').update(account.trim().toLowerCase()).digest('base64url'), secret);
