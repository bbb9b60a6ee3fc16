import type { Sql } from '@steward/db';
import { apiTokens, people } from '@steward/db/schema';
import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { TokenScope } from '#kernel/actor.ts';

const owner = alias(people, 'owner');
const revoker = alias(people, 'revoker');

const selectTokens = (on: Sql) =>
  on
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      owner: { id: owner.id, name: owner.name },
      scopes: sql<TokenScope[]>`${apiTokens.scopes}`,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
      revokedAt: apiTokens.revokedAt,
      revokedBy: { id: revoker.id, name: revoker.name },
    })
    .from(apiTokens)
    .innerJoin(owner, eq(owner.id, apiTokens.personId))
    .leftJoin(revoker, eq(revoker.id, apiTokens.revokedById))
    .$dynamic();

export type TokenRow = Awaited<ReturnType<typeof selectTokens>>[number];

/** Newest first, those that are over too. */
export const listTokens = (on: Sql, personId: string) =>
  selectTokens(on).where(eq(apiTokens.personId, personId)).orderBy(desc(apiTokens.createdAt), desc(apiTokens.id)).limit(200);

export const findToken = async (on: Sql, id: string): Promise<TokenRow | undefined> => (await selectTokens(on).where(eq(apiTokens.id, id)))[0];

export const insertToken = (on: Sql, token: typeof apiTokens.$inferInsert) => on.insert(apiTokens).values(token);

/** False when somebody revoked it before. */
export const setRevoked = async (on: Sql, id: string, revokedById: string, revokedAt: Date) =>
  (
    await on
      .update(apiTokens)
      .set({ revokedAt, revokedById })
      .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
      .returning({ id: apiTokens.id })
  ).length === 1;

/** Of many requests at once one writes. */
export const setUsed = (on: Sql, id: string, now: Date, notSince: Date) =>
  on
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.id, id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, notSince))));
