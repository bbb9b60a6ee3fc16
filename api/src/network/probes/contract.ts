import { z } from 'zod';
import { line } from '#kernel/text.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const ProbeParams = z.object({ id: z.uuid() });
const probe = {
  id: z.uuid(),
  name: z.string(),
  site: Named,
  createdAt: z.date(),
  createdBy: Named,
  lastHeardAt: orNull(z.date()),
  revokedAt: orNull(z.date()),
  revokedBy: orNull(Named),
};
export const ProbeResponse = z.object(probe).meta({ id: 'NetworkProbe' });
export const ProbeList = z.object({ items: z.array(ProbeResponse) }).meta({ id: 'NetworkProbeList' });
export const MadeProbe = z
  .object({ ...probe, secret: z.string().describe('Shown this once. The machine sends it as `Authorization: Bearer …`.') })
  .meta({ id: 'MadeNetworkProbe' });
export const ProbeRequest = z
  .strictObject({ siteId: z.uuid(), name: line(80).describe('Which machine it is, as people there would say it.') })
  .meta({ examples: [{ siteId: '01900000-0000-7000-8000-000000000001', name: 'Closet B, first floor' }] });
export const Heard = z
  .object({
    siteId: z.uuid(),
    measureEveryMinutes: z.int32().describe('How often the district wants to be measured to.'),
    heartbeatEverySeconds: z.int32(),
  })
  .meta({ id: 'NetworkProbeHeard' });
