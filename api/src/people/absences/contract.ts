import { z } from 'zod';
import { day } from '#kernel/text.ts';

const Named = z.object({ id: z.uuid(), name: z.string() });
export const AbsenceParams = z.object({ id: z.uuid() });
export const AbsenceQuery = z.strictObject({ personId: z.uuid().optional().describe('Whose; left out: mine. Others’ are for administrators.') });
export const AbsenceRequest = z
  .strictObject({
    personId: z.uuid().optional().describe('Who is away; left out: I am. Others are for administrators to enter.'),
    startsOn: day().describe('The first day away, in the district.'),
    lastOn: day().describe('The last day away.'),
  })
  .meta({ examples: [{ startsOn: '2026-12-01', lastOn: '2026-12-11' }] });
export const AbsenceResponse = z
  .object({
    id: z.uuid(),
    person: Named,
    startsOn: z.string(),
    lastOn: z.string(),
    state: z.enum(['planned', 'running', 'over', 'ended']),
    createdBy: Named,
  })
  .meta({ id: 'Absence' });
export const AbsenceList = z.object({ items: z.array(AbsenceResponse) }).meta({ id: 'AbsenceList' });
