import { createHash } from 'node:crypto';

/** Stands for an account of the district's directory, whatever letters' case it is written in. */
export const accountDigest = (account: string): string => createHash('sha256').update(account.trim().toLowerCase()).digest('base64url');
