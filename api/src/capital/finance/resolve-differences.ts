import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { actingFor, type Actor } from '#kernel/actor.ts';
import { maySeeFiles, mayReconcile } from '../received-files/access.ts';
import { fileChanged, fileNotFound, fileState, filesNotForYou } from '../received-files/problems.ts';
import { lockFile, setFile } from '../received-files/queries.ts';
import type { ResolutionRequest } from './contract.ts';
import { mayNotReconcile, notADifference } from './problems.ts';
import { findMatches, insertResolutions } from './queries.ts';
import { settleReconciliation } from './settle-reconciliation.ts';

const DIFFERENCES = ['different', 'ours_only', 'theirs_only', 'unreadable'];

/** A statement that was compared, held, for who matches the books. */
async function toReconcile(tx: Sql, actor: Actor, id: string) {
  if (!maySeeFiles(actor)) throw filesNotForYou();
  if (!mayReconcile(actor)) throw mayNotReconcile();
  const row = await lockFile(tx, id);
  if (!row || row.state === 'receiving') throw fileNotFound();
  if (row.state !== 'done' || !['actuals', 'purchase_orders'].includes(row.kind)) throw fileState(row.state);
  return row;
}

/** Says why something that does not match is as it should be, or takes that back. It is kept beside what was said before, and holds as long as both figures stand. */
export const resolveDifferences = (db: Sql, actor: Actor, id: string, { keys, reason, words }: z.infer<typeof ResolutionRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const row = await toReconcile(tx, actor, id);
    const wanted = [...new Set(keys)];
    const found = (await findMatches(tx, id, wanted)).filter(({ outcome }) => DIFFERENCES.includes(outcome));
    const missing = wanted.filter((key) => !found.some((one) => one.key === key));
    if (missing.length > 0) throw notADifference(missing);
    const by = { byId: actor.id, onBehalfOfId: actingFor(actor, mayReconcile) ?? null };
    await insertResolutions(
      tx,
      found.map(({ key, oursCents, theirsCents }) => ({
        id: uuidv7(),
        programmeId: row.programmeId,
        kind: row.kind,
        key,
        oursCents,
        theirsCents,
        reason,
        words,
        fileId: id,
        ...by,
        resolvedAt: now,
      })),
    );
    await settleReconciliation(tx, row.programmeId, { actorId: by.byId, onBehalfOfId: by.onBehalfOfId }, now);
  });

/** Has a statement compared with our ledger as it stands now; a worker does it. What was explained stays explained where its figures stand. */
export const compareAgain = (db: Sql, actor: Actor, id: string, version: number) =>
  db.transaction(async (tx) => {
    const row = await toReconcile(tx, actor, id);
    if (row.version !== version) throw fileChanged(row.version);
    await setFile(tx, id, { state: 'loading', doneRatio: 0, finishedAt: null });
  });
