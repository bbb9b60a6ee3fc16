import { z } from 'zod';
import { Milestone } from '../figures/contract.ts';
import { Named, orNull } from '../shapes.ts';

const Event = z.object({
  id: z.uuid(),
  subject: z.enum(['provider', 'contract', 'milestone', 'target', 'capacity', 'staff']),
  kind: z.enum(['added', 'changed']),
  actor: Named,
  occurredAt: z.date(),
  data: z.record(z.string(), z.unknown()).describe('`before` and `after` with what changed; of a milestone its `step`.'),
});
export const HistoryQuery = z.strictObject({ subjectId: z.uuid().describe('The provider, contract, target or capacity.') });
export const HistoryResponse = z.object({ items: z.array(Event).describe('The newest first.') }).meta({ id: 'NetworkHistory' });
export const SchoolSetUpResponse = z
  .object({
    site: Named,
    staff: orNull(z.object({ staff: z.int32(), source: z.string(), version: z.int32() })),
    milestones: z.array(Milestone),
    projects: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string() })).describe('Of the capital plan, at this school.'),
    providers: z.array(Named),
    contracts: z.array(z.object({ id: z.uuid(), provider: Named, number: z.string(), endsOn: z.string() })),
    history: z.array(Event).describe('Of its staff and its milestones.'),
    may: z.object({ keep: z.boolean() }),
  })
  .meta({ id: 'SchoolNetworkSetUp' });
