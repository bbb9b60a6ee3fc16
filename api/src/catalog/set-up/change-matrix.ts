import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { differences } from '../rules/differences.ts';
import { maySeeSetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { IMPACTS, URGENCIES } from '../rules/priority.ts';
import type { MatrixRequest } from './matrix-contract.ts';
import { type Cell, countOtherwise, listCells, lockCells, setCells } from './matrix-queries.ts';
import { notYoursToSetUp, setUpChanged, setUpNotForYou } from './problems.ts';
import { recordSetUp } from './record.ts';

type Input = z.infer<typeof MatrixRequest>;

const keyOf = ({ impact, urgency }: Pick<Cell, 'impact' | 'urgency'>) => `${impact}/${urgency}`;
const toldOf = (cells: readonly Cell[]) => Object.fromEntries(cells.map((cell) => [keyOf(cell), cell.priority]));
const versionOf = (cells: readonly { version: number }[]) => Math.max(1, ...cells.map((cell) => cell.version));

/** For whom the actor may change it: it counts in the whole district. */
function changesFor(actor: Actor): string | null {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const onBehalfOfId = actingFor(actor, (as) => maySetUpDistrict(as, null));
  if (onBehalfOfId === undefined) throw notYoursToSetUp();
  return onBehalfOfId;
}

/** Which priority each impact and urgency gives. */
export async function readMatrix(on: Sql, actor: Actor) {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const rows = await listCells(on);
  const known = toldOf(rows);
  const cells = IMPACTS.flatMap((impact) => URGENCIES.map((urgency) => ({ impact, urgency, priority: known[keyOf({ impact, urgency })] as 'P1' })));
  return { cells, version: versionOf(rows), may: { change: maySetUpDistrict(actor, null) } };
}

/** Changes the matrix as a whole. Orders keep the priority they have. */
export const changeMatrix = (db: Sql, actor: Actor, version: number, { cells, why }: Input, now: Date) =>
  db.transaction(async (tx) => {
    const onBehalfOfId = changesFor(actor);
    const rows = await lockCells(tx);
    const [before, after] = [toldOf(rows), toldOf(cells)];
    if (versionOf(rows) !== version) throw setUpChanged(differences(after, before).after, versionOf(rows));
    if (Object.keys(differences(before, after).after).length === 0) return;
    await setCells(tx, cells, version + 1);
    await recordSetUp(tx, actor, { subject: 'priority_matrix', id: 'district', name: 'Priorities', before, after, why, onBehalfOfId }, now);
  });

/** What saving would change, and how many open orders would get another priority if they were asked today. */
export async function previewMatrix(on: Sql, actor: Actor, { cells }: Input) {
  changesFor(actor);
  const before = toldOf(await listCells(on));
  const changed = cells.filter((cell) => before[keyOf(cell)] !== cell.priority);
  return { ...differences(before, toldOf(cells)), openOrders: await countOtherwise(on, changed) };
}
