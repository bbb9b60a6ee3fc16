import { z } from 'zod';
import { COMPARTMENTS } from '#kernel/actor.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const ProposalParams = z.object({ id: z.uuid() });
export const ProposalQuery = z.strictObject({ personId: z.uuid().optional().describe('Only what this person would get to see.') });
export const ProposalRequest = z
  .strictObject({ compartment: z.enum(COMPARTMENTS), siteId: z.uuid().nullable().optional().describe('Left out: the whole district.') })
  .meta({ examples: [{ compartment: 'hr', siteId: '5d8c1a7e-3b42-8f60-8c1d-7a9e0b2c4d61' }] });
export const DecisionRequest = z.strictObject({ decision: z.enum(['confirm', 'decline']) }).meta({ examples: [{ decision: 'confirm' }] });

export const ProposalResponse = z
  .object({
    id: z.uuid(),
    person: Named,
    compartment: z.enum(COMPARTMENTS),
    site: orNull(Named),
    /** Set where it is for some days only: who hands it over to the person, and when. */
    days: orNull(z.object({ startsOn: z.string(), lastOn: z.string() })),
    proposedBy: Named,
    proposedAt: z.date(),
    /** Then nobody need decide any more. */
    lapsesAt: z.date(),
    outcome: orNull(z.enum(['confirmed', 'declined'])),
    may: z.object({ confirm: z.boolean(), decline: z.boolean() }),
  })
  .meta({ id: 'CompartmentProposal' });
export const ProposalList = z.object({ items: z.array(ProposalResponse) }).meta({ id: 'CompartmentProposalList' });

export const CompartmentGrantResponse = z
  .object({
    id: z.uuid(),
    compartment: z.enum(COMPARTMENTS),
    site: orNull(Named),
    grantedAt: z.date(),
    endedAt: orNull(z.date()),
  })
  .meta({ id: 'CompartmentGrant' });
