import type { components } from '#lib/api/schema.gen.ts';

export type Proposal = components['schemas']['CompartmentProposal'];
