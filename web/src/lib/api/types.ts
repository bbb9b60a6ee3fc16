import type { PendingSchemas } from './pending.ts';
import type { components } from './schema.gen.ts';

/** Short names for the contract's schemas that more than one page uses. */
export type Problem = components['schemas']['Problem'];
export type Me = PendingSchemas['Me'];
export type SignInOptions = PendingSchemas['SignInOptions'];
export type RequestType = PendingSchemas['RequestType'];
