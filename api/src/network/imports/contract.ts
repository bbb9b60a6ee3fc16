import { z } from 'zod';
import { pageQuery } from '#kernel/page.ts';
import { REASONS } from '../rules/form-471.ts';
import { Money, Named, orNull } from '../shapes.ts';

export const ImportRequest = z.object({
  file: z
    .string()
    .meta({ format: 'binary' })
    .describe('CSV, also packed (.csv.gz), or an Excel workbook (.xlsx) with the line items of Form 471; at most 10 MB.'),
});
export const ImportParams = z.object({ id: z.uuid() });
const brought = {
  id: z.uuid(),
  fileName: z.string(),
  importedAt: z.date(),
  by: Named,
  added: z.int32(),
  changed: z.int32(),
  unchanged: z.int32(),
  repeated: z.int32().describe('Lines that the file holds more than once, word for word.'),
  refusedCount: z.int32(),
};
export const ImportResponse = z
  .object({
    ...brought,
    refused: z.array(z.object({ row: z.int32(), column: z.string(), reason: z.enum(REASONS), value: z.string() })).describe('The first 1,000.'),
  })
  .meta({ id: 'ErateImport' });
export const ImportList = z.object({ items: z.array(z.object(brought)), may: z.object({ keep: z.boolean() }) }).meta({ id: 'ErateImportList' });
export const LineItemQuery = z.strictObject({
  year: z.coerce.number().int().min(1998).max(2099).optional(),
  frn: z
    .string()
    .regex(/^\d{7,12}$/)
    .optional(),
  ...pageQuery,
});
export const LineItemList = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        fundingYear: z.int32(),
        applicationNumber: z.string(),
        frn: z.string(),
        lineNumber: z.string(),
        functionName: z.string(),
        product: orNull(z.string()),
        downMbps: orNull(z.number()).describe('Null on lines that are no link, whatever the file repeats there.'),
        upMbps: orNull(z.number()),
        quantity: orNull(z.int32()),
        monthly: orNull(Money),
      }),
    ),
    nextCursor: orNull(z.string()),
  })
  .meta({ id: 'ErateLineItemList' });
