import { type Actor, inOwnRight, type Role, type TokenScope } from '#kernel/actor.ts';

/** Who lets programs in: those who answer for more than their own work, in their own right. */
const MAKERS: readonly Role[] = ['administrator', 'service_manager'];
export const mayMakeTokens = (actor: Actor) => !actor.token && inOwnRight(actor).grants.some((g) => MAKERS.includes(g.role));

/** What a program is to Steward: its owner in their own right, who sees nothing confidential. */
export const asProgram = (owner: Actor, token: { id: string; scopes: readonly TokenScope[] }): Actor => ({
  ...inOwnRight(owner),
  compartments: [],
  token,
});

export const LONGEST_TOKEN_DAYS = 365;
/** Last use is told to the minute, so that reading does not always write. */
export const isUseWorthNoting = (lastUsedAt: Date | null, now: Date) => lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= 60_000;
