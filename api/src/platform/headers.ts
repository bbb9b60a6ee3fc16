import { z } from 'zod';

export const VersionHeaders = z.looseObject({ 'if-match': z.string().optional().describe('The ETag you saw; without it 428, when it is old 412.') });
export const KeyHeaders = z.looseObject({ 'idempotency-key': z.string().optional().describe('A retry with the same key does the work once.') });
export const ActHeaders = VersionHeaders.extend(KeyHeaders.shape);
