import { z } from 'zod';
import { AttachmentResponse } from '../contract.ts';

export const AttachmentParams = z.object({ id: z.uuid() });

const bytes = z.unknown().meta({ type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' });
const file = bytes.describe('At most 20 MB.');

export const UploadRequest = z.strictObject({ file });
export const AttachRequest = z.strictObject({
  file,
  isInternal: z.enum(['true', 'false']).optional().describe('True: only for those who work on the order.'),
});
export const AttachmentList = z.object({ items: z.array(AttachmentResponse) }).meta({ id: 'AttachmentList' });
export const FileResponses = {
  200: { description: 'The bytes, with the type they have.', content: { '*/*': { schema: bytes } } },
  304: z.null().describe('The copy you have is the file.'),
};
