import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { FileRow } from '../received-files/queries.ts';
import type { Summary } from '../received-files/summary.ts';
import { stillMine, type Working } from '../received-files/working.ts';
import {
  type AfterMove,
  changeDevices,
  giveDevices,
  holdDevices,
  holdGiven,
  insertModels,
  listEnds,
  moveNew,
  type Piece,
  registerDevices,
  seeDevices,
  setUpdatesEnd,
} from './load-queries.ts';
import { listModels } from './queries.ts';
import { modelKey } from './rules/models.ts';

const PIECE_ROWS = 10_000;
const MOVES: readonly AfterMove[] = ['lose', 'steal', 'retire', 'deprovision'];
/** Until somebody says otherwise a model serves this long. */
const LIFE_YEARS = 4;

/** Lets a list of devices in, piece by piece within the caller's one transaction; how far it is, is told outside of it. */
export async function loadDevices(tx: Sql, db: Sql, row: FileRow, working: Working): Promise<Partial<Summary>> {
  const { models, updatesEnd } = row.summary as unknown as Summary;
  await insertModels(
    tx,
    models.map(({ make, name, kind, updatesEndOn, priceCents }) => ({
      id: uuidv7(),
      make,
      name,
      kind,
      autoUpdateExpiresOn: updatesEndOn,
      priceCents: priceCents === null ? null : BigInt(priceCents),
      lifeYears: LIFE_YEARS,
    })),
  );
  for (const { modelId, to } of updatesEnd) await setUpdatesEnd(tx, modelId, to);
  const byKey = Object.fromEntries((await listModels(tx)).map((model) => [modelKey(model), model.id]));
  const ends = await listEnds(tx, row.id, PIECE_ROWS);
  const now = working.clock();
  const total = ends.at(-1)?.done ?? 0;
  let [after, leftAlone] = [0, 0];
  for (const { upTo, done } of ends) {
    const piece: Piece = { fileId: row.id, after, upTo, byId: row.confirmedById!, now };
    leftAlone += await registerDevices(tx, piece, byKey);
    for (const kind of MOVES) await moveNew(tx, piece, kind);
    leftAlone += await holdDevices(tx, piece);
    await changeDevices(tx, piece, byKey);
    await seeDevices(tx, piece);
    await giveDevices(tx, piece);
    after = upTo;
    await stillMine(db, row, working, { doneRatio: done / total });
  }
  return { leftAlone, given: await holdGiven(tx, row.id) };
}
