import { z } from 'zod';
import { AttachmentResponse } from '../contract.ts';

export const AttachmentParams = z.object({ id: z.uuid() });

const file = z.unknown().meta({ type: 'string', format: 'binary', contentMediaType: 'application/octet-stream', description: 'At most 20 MB.' });

export const UploadRequest = z.object({ file });
export const AttachRequest = z.object({
  file,
  isInternal: z.enum(['true', 'false']).optional().describe('For those who work on the order only.'),
});
export const AttachmentList = z.object({ items: z.array(AttachmentResponse) }).meta({ id: 'AttachmentList' });
export const FileResponse = { description: 'The bytes, with the type they have.', content: { '*/*': { schema: file } } };
