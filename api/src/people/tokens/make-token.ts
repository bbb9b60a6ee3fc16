import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { administratorsOnly, tokenNotFound, tokensNotForYou } from '../problems.ts';
import { findGrantSite, findPerson, insertPersonEvent } from '../queries.ts';
import { mayAdminister, mayGrant } from '../rules/grants.ts';
import { LONGEST_TOKEN_DAYS, mayMakeTokens } from '../rules/tokens.ts';
import { TOKEN_SCOPES } from '#kernel/actor.ts';
import type { TokenRequest } from './contract.ts';
import { findToken, insertToken, listTokens, setRevoked, type TokenRow } from './queries.ts';

const DAY_MS = 86_400_000;
/** Told apart from other secrets by its beginning, so that scanners find one that was published. */
const PREFIX = 'stw_';
const SECRET_BYTES = 32;

const newSecret = () => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64url')}`;
/** The secret is random enough that a plain hash keeps it. */
export const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

const stateOf = (row: TokenRow, now: Date) => (row.revokedAt ? 'revoked' : row.expiresAt <= now ? 'expired' : 'live');
const presentToken = (row: TokenRow, now: Date) => ({ ...row, state: stateOf(row, now) }) as const;

/** Lets a program in as the actor, within these scopes. The only answer that ever holds the secret. */
export const makeToken = (db: Sql, actor: Actor, { name, scopes, expiresInDays }: z.infer<typeof TokenRequest>, now: Date) =>
  db.transaction(async (tx) => {
    if (!mayMakeTokens(actor)) throw tokensNotForYou();
    const [id, secret, expiresAt] = [uuidv7(), newSecret(), new Date(now.getTime() + expiresInDays * DAY_MS)];
    const own = TOKEN_SCOPES.filter((scope) => scopes.includes(scope));
    await insertToken(tx, { id, personId: actor.id, name, secretHash: hashOf(secret), scopes: own, createdAt: now, expiresAt });
    const data = { tokenId: id, name, scopes: own, expiresAt };
    await insertPersonEvent(tx, { personId: actor.id, kind: 'token_made', ...doneBy(actor), data, occurredAt: now });
    return { ...presentToken((await findToken(tx, id))!, now), secret };
  });

/** For whom the actor may revoke it: its owner and an administrator over its owner may. */
async function revokesFor(tx: Sql, actor: Actor, ownerId: string) {
  if (ownerId === actor.id) return null;
  const owner = await findPerson(tx, ownerId);
  const site = owner?.site ? await findGrantSite(tx, owner.site.id) : undefined;
  return actingFor(actor, (as) => mayGrant(as, { serviceCode: null, areaId: null, siteId: site?.id ?? null, siteAreaId: site?.areaId ?? null }));
}

/** Ends a token at once; to others there is no such token. */
export const revokeToken = (db: Sql, actor: Actor, id: string, now: Date) =>
  db.transaction(async (tx) => {
    const row = await findToken(tx, id);
    const onBehalfOfId = row && (await revokesFor(tx, actor, row.owner.id));
    if (!row || onBehalfOfId === undefined) throw tokenNotFound();
    if (await setRevoked(tx, id, actor.id, now)) {
      const data = { tokenId: id, name: row.name };
      await insertPersonEvent(tx, { personId: row.owner.id, kind: 'token_revoked', ...doneBy(actor, onBehalfOfId), data, occurredAt: now });
    }
    return presentToken((await findToken(tx, id))!, now);
  });

/** A person's tokens, without their secrets, which nobody can read again. */
export async function readTokens(on: Sql, actor: Actor, personId: string, now: Date) {
  if (personId !== actor.id && !mayAdminister(actor)) throw administratorsOnly();
  const items = (await listTokens(on, personId)).map((row) => presentToken(row, now));
  return { items, mayMake: personId === actor.id && mayMakeTokens(actor), scopes: [...TOKEN_SCOPES], longestDays: LONGEST_TOKEN_DAYS };
}
