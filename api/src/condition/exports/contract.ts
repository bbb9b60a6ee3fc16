import { z } from 'zod';
import { line } from '#kernel/text.ts';

export const ExportQuery = z.strictObject({ portfolio: line(60).optional().describe('Its code; the district’s own where none is named.') });
export const ReportQuery = z
  .strictObject({
    siteId: z.uuid().optional().describe('A school: its buildings together.'),
    structureId: z.uuid().optional().describe('Or one building.'),
    locale: z.enum(['en', 'es']).optional().describe('The reader’s own where none is named.'),
  })
  .refine((query) => (query.siteId === undefined) !== (query.structureId === undefined), {
    message: 'Name a school, or a building.',
    path: ['siteId'],
  });

const bytes = z.string().meta({ format: 'binary' });
export const ZipFile = {
  200: { description: 'CSV files with a data dictionary, in a zip archive.', content: { 'application/zip': { schema: bytes } } },
};
export const PdfFile = { 200: { description: 'A tagged PDF of one page.', content: { 'application/pdf': { schema: bytes } } } };
