import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import type { HarvestRequest } from '../contract.ts';
import { deviceToKeep } from '../may.ts';
import { partTaken, refusing } from '../problems.ts';
import { listActs } from '../queries.ts';
import { recordMove } from '../record-move.ts';
import { insertParts, listPartsOf } from './part-queries.ts';

/** Of these a device may have several. */
const SEVERAL = new Set(['hinge', 'other']);

/** Takes parts out of a retired device, for repairs of others; once for each key. */
export async function harvestParts(
  db: Sql,
  actor: Actor,
  id: string,
  { kinds }: z.infer<typeof HarvestRequest>,
  { expected, actId, now }: { expected: number; actId: string; now: Date },
): Promise<void> {
  await refusing(() =>
    db.transaction(async (tx) => {
      if ((await listActs(tx, actId)).length > 0) return;
      const { row, by } = await deviceToKeep(tx, actor, id, expected);
      const taken = new Set((await listPartsOf(tx, id)).map(({ kind }) => kind));
      for (const [at, kind] of kinds.entries()) {
        if (taken.has(kind) && !SEVERAL.has(kind)) throw partTaken(at);
        taken.add(kind);
      }
      await recordMove(tx, row, 'harvest', { actId, by, now }, { data: { parts: kinds } });
      const of = { deviceId: id, modelId: row.model.id, harvestedById: by.actorId, harvestedAt: now };
      await insertParts(
        tx,
        kinds.map((kind) => ({ id: uuidv7(), kind, ...of })),
      );
    }),
  );
}
