import type { components } from './schema.gen.ts';

/** Short names for the contract's schemas that more than one page uses. */
export type Problem = components['schemas']['Problem'];
export type Me = components['schemas']['Me'];
export type SignInOptions = components['schemas']['SignInOptions'];
export type RequestType = components['schemas']['RequestType'];
