import type { components } from '#lib/api/schema.gen.ts';

type Schemas = components['schemas'];

export type Person = Schemas['Person'];
export type PersonSummary = Schemas['PersonSummary'];
export type RoleGrant = Schemas['RoleGrant'];
export type PersonEvent = Schemas['PersonEventList']['items'][number];
export type Compartment = Person['compartments'][number]['compartment'];

/** Where a role counts, by name: each undefined is "any". */
export type Scope = { service?: string | undefined; area?: string | undefined; site?: string | undefined };
