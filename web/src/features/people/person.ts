import type { components } from '#lib/api/schema.gen.ts';

type Schemas = components['schemas'];

export type Person = Schemas['Person'];
export type PersonSummary = Schemas['PersonSummary'];
export type RoleGrant = Schemas['RoleGrant'];
export type Proposal = Schemas['CompartmentProposal'];
export type PersonEvent = Schemas['PersonEventList']['items'][number];
