import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { isBuilding, listPutRight } from './building-queries.ts';
import { buildingNotFound } from './problems.ts';
import { mustRead } from './seen.ts';

const moneyOrNull = (cents: string | null) => (cents === null ? null : dollarsOf(BigInt(cents)));

/** What projects put right at a building, or are to: from a deficiency to its project, and what that changed. */
export async function readPutRight(on: Sql, actor: Actor, structureId: string) {
  mustRead(actor);
  if (!(await isBuilding(on, structureId))) throw buildingNotFound();
  const rows = await listPutRight(on, actor, structureId);
  return {
    items: rows.map(({ costCents, actualCents, deltaCents, ...row }) => ({
      ...row,
      cost: dollarsOf(costCents),
      actual: row.endedAt === null ? null : moneyOrNull(actualCents),
      deferredChange: row.endedAt === null ? null : moneyOrNull(deltaCents),
    })),
  };
}
