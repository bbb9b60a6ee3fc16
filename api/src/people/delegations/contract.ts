import { z } from 'zod';
import { COMPARTMENTS, ROLES } from '#kernel/actor.ts';
import { day } from '#kernel/text.ts';
import { DELEGATION_STATES, DUTIES } from '../rules/delegations.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });
const grantIds = z.array(z.uuid()).max(60).default([]);

export const DelegationParams = z.object({ id: z.uuid() });
export const DelegationQuery = z.strictObject({ personId: z.uuid().optional().describe('Whose; left out: mine. Others’ are for administrators.') });
export const DelegationRequest = z
  .strictObject({
    delegateId: z.uuid(),
    roleGrantIds: grantIds,
    compartmentGrantIds: grantIds.describe('Each counts once a second person has confirmed it.'),
    startsOn: day().describe('The first day on which it counts, in the district.'),
    lastOn: day().describe('The last day on which it counts.'),
  })
  .refine((d) => d.roleGrantIds.length + d.compartmentGrantIds.length > 0, { message: 'Choose what you hand over.', path: ['roleGrantIds'] })
  .meta({
    examples: [
      {
        delegateId: '7b1e9c40-2d5f-8a36-9e04-6c8d1f3a5b72',
        roleGrantIds: ['0f6f3a52-6f0c-8a11-9a3e-2f1d7c5b9e10'],
        startsOn: '2026-12-01',
        lastOn: '2026-12-11',
      },
    ],
  });

const held = {
  role: orNull(z.enum(ROLES)),
  compartment: orNull(z.enum(COMPARTMENTS)),
  serviceCode: orNull(z.string()),
  area: orNull(Named),
  site: orNull(Named),
};

export const DelegationResponse = z
  .object({
    id: z.uuid(),
    duty: z.enum(DUTIES),
    ...held,
    delegator: Named,
    delegate: Named,
    startsOn: z.string(),
    lastOn: z.string(),
    state: z.enum(DELEGATION_STATES),
    createdAt: z.date(),
    confirmedBy: orNull(Named),
    endedAt: orNull(z.date()),
    endedBy: orNull(Named).describe('Null when it ended by itself.'),
    mayEnd: z.boolean(),
  })
  .meta({ id: 'Delegation' });

export const DelegationCreated = z.object({ items: z.array(DelegationResponse) }).meta({ id: 'DelegationsGiven' });
export const DelegationList = z
  .object({
    given: z.array(DelegationResponse),
    received: z.array(DelegationResponse),
    /** What I hold myself and may hand over. */
    mayGive: z.array(z.object({ id: z.uuid(), duty: z.enum(DUTIES), ...held })),
  })
  .meta({ id: 'DelegationList' });
