import { z } from 'zod';
import { TOKEN_SCOPES } from '#kernel/actor.ts';
import { line } from '#kernel/text.ts';
import { LONGEST_TOKEN_DAYS } from '../rules/tokens.ts';

const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const Named = z.object({ id: z.uuid(), name: z.string() });

export const TokenParams = z.object({ id: z.uuid() });
export const TokenQuery = z.strictObject({ personId: z.uuid().optional().describe('Whose; left out: mine. Others’ are for administrators.') });
export const TokenRequest = z
  .strictObject({
    name: line(80).describe('What it is for.'),
    scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, 'Choose what the token may do.').max(TOKEN_SCOPES.length),
    expiresInDays: z.int().min(1, 'Use at least 1.').max(LONGEST_TOKEN_DAYS, `Use at most ${LONGEST_TOKEN_DAYS}.`),
  })
  .meta({ examples: [{ name: 'Wall board in the shop', scopes: ['orders:read'], expiresInDays: 90 }] });

const token = {
  id: z.uuid(),
  name: z.string(),
  owner: Named,
  scopes: z.array(z.enum(TOKEN_SCOPES)),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: orNull(z.date()).describe('To the minute.'),
  revokedAt: orNull(z.date()),
  revokedBy: orNull(Named),
  state: z.enum(['live', 'expired', 'revoked']),
};
export const TokenResponse = z.object(token).meta({ id: 'ApiToken' });
export const TokenMade = z
  .object({ ...token, secret: z.string().describe('Shown this once. Send it as Authorization: Bearer stw_…') })
  .meta({ id: 'ApiTokenMade' });
export const TokenList = z
  .object({
    items: z.array(TokenResponse),
    /** May I make one for myself? */
    mayMake: z.boolean(),
    /** What a token can be let do. */
    scopes: z.array(z.enum(TOKEN_SCOPES)),
    longestDays: z.int32(),
  })
  .meta({ id: 'ApiTokenList' });
