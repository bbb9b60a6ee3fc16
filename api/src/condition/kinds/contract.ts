import { z } from 'zod';
import { line } from '#kernel/text.ts';
import { orNull } from '../contract.ts';
import { System } from '../inventory/contract.ts';

export const KindParams = z.object({ requestTypeId: z.uuid() });
const code = z.string().regex(/^[A-G]\d{4}$/, 'Take a UNIFORMAT II code of level 3, as D3020.');
export const KindRequest = z
  .strictObject({
    systemCode: orNull(code).describe('Null: requests of this kind speak of no part of a building.'),
    insteadOf: orNull(code).describe('What it spoke of when you looked.'),
    why: line(300).optional().describe('Kept in the history.'),
  })
  .meta({ examples: [{ systemCode: 'D3020', insteadOf: null, why: 'Calls about heat come from the boilers' }] });
const Kind = z.object({
  id: z.uuid(),
  nameEn: z.string(),
  nameEs: z.string(),
  isActive: z.boolean(),
  system: orNull(System).describe('Of level 3. Five orders alike within a year propose a deficiency there.'),
});
export const KindResponse = Kind.meta({ id: 'RequestKindSystem' });
export const KindList = z
  .object({ items: z.array(Kind), systems: z.array(System).describe('Those to choose from.'), may: z.object({ change: z.boolean() }) })
  .meta({ id: 'RequestKindSystems' });
