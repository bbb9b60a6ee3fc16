import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { changeStructure, changeStructures, type Happening, standings } from '../keep-condition.ts';
import { noCostBasis } from '../problems.ts';
import { findCostBasis } from '../queries.ts';
import { districtDay } from '#kernel/day.ts';
import type { Cause } from '../rules/bridge.ts';
import {
  changesWaiting,
  countsWaiting,
  countWaiting,
  type ImportRow,
  insertBuildings,
  insertComponentsOf,
  insertDeficienciesOf,
  listWaiting,
  type NewBuilding,
  setBuilding,
  setImport,
  setOutcomes,
  setProgress,
  takeLoading,
  updateComponentsOf,
  updateDeficienciesOf,
} from './queries.ts';

const BUILDINGS_AT_ONCE = 500;
/** So many rows, and what is left of the structure they end in, are one transaction. */
const ROWS_AT_ONCE = 2_000;
const CHANGES_IN_EVENT = 50;

type Loading = { rowsAtOnce?: number; /** Hears which file it is, before anything of it can go wrong. */ onTaken?: (importId: string) => void };

/**
 * Lets the next piece of a file in: all rows about some structures, or some hundred new buildings. Row, condition and event are one transaction with the mark that the row is done, so that
 * whatever is killed, each row counts once. False when no file waits that another worker is not at.
 */
export const loadNext = (db: Sql, clock: () => Date, { rowsAtOnce = ROWS_AT_ONCE, onTaken }: Loading = {}): Promise<boolean> =>
  db.transaction(async (tx) => {
    const row = await takeLoading(tx);
    if (!row) return false;
    onTaken?.(row.id);
    const load = row.kind === 'buildings' ? loadBuildings : loadStructures;
    const did = await load(tx, row, clock(), rowsAtOnce);
    const { waiting, total } = await countWaiting(tx, row.id);
    if (waiting > 0 && did > 0) await setProgress(tx, row.id, total === 0 ? 1 : (total - waiting) / total);
    else await setImport(tx, row.id, { state: 'done', doneRatio: 1, finishedAt: clock() });
    return true;
  });

/** What a file says of the next structures, of as many as their rows are wanted at once: what is new in all of them together, then what it changes in each. */
async function loadStructures(tx: Sql, row: ImportRow, now: Date, rowsAtOnce: number): Promise<number> {
  const isFindings = row.kind === 'deficiencies';
  const by = standings(tx, districtDay(now));
  const data = { importId: row.id, fileName: row.fileName, assessor: row.assessor };
  const happening = (kind: string, cause: Cause, more: Record<string, unknown>) => ({ kind, cause, actorId: row.byId, data: { ...data, ...more } });
  const [added, changed] = [new Map<string, Happening>(), new Map<string, number>()];
  let did = 0;
  let last: string | null = null;
  for (const { structureId, effect, n } of await countsWaiting(tx, row.id)) {
    if (structureId !== last && did >= rowsAtOnce) break;
    last = structureId;
    if (effect === 'new') added.set(structureId!, happening(`${row.kind}_imported`, isFindings ? 'findings' : 'correction', { count: n }));
    else if (effect === 'changed') changed.set(structureId!, n);
    else continue;
    did += n;
  }
  if (added.size > 0)
    await changeStructures(tx, added, () => (isFindings ? insertDeficienciesOf : insertComponentsOf)(tx, row, [...added.keys()]), now, by);
  for (const [structureId, n] of changed) {
    const changes = await changesWaiting(tx, row.id, structureId, CHANGES_IN_EVENT);
    const told = changes.map(({ values, before }) => ({
      what: values?.['scope'] ?? values?.['name'],
      before,
      after: Object.fromEntries(Object.keys(before ?? {}).map((name) => [name, values?.[name]])),
    }));
    await changeStructure(
      tx,
      structureId,
      happening(`${row.kind}_corrected`, 'correction', { count: n, changes: told }),
      () => (isFindings ? updateDeficienciesOf : updateComponentsOf)(tx, row, structureId),
      now,
      by,
    );
  }
  return did;
}

type BuildingValues = {
  code: string;
  name: string;
  siteName: string;
  level: string | null;
  grossAreaSqft: number | null;
  yearBuilt: number | null;
  value: string | null;
  deferred: string | null;
  statedMethod: string | null;
  ratings: Record<string, string>;
  needs: Record<string, number>;
};
const cents = (text: string | null) => (text === null ? null : BigInt(text));

/** Buildings with what an assessor said of them: new ones many at once, those that are there one by one. */
async function loadBuildings(tx: Sql, row: ImportRow, now: Date): Promise<number> {
  const rows = await listWaiting(tx, row.id, BUILDINGS_AT_ONCE);
  if (rows.length === 0) return 0;
  if (!(await findCostBasis(tx, row.portfolioId, districtDay(now)))) throw noCostBasis();
  const assessmentId = row.assessmentId!;
  const told = (id: string, values: BuildingValues) => ({
    ratings: Object.entries(values.ratings).map(([systemCode, rating]) => ({ structureId: id, systemCode, assessmentId, rating })),
    needs: Object.entries(values.needs).map(([year, needRatio]) => ({ structureId: id, year: Number(year), assessmentId, needRatio })),
  });
  const data = { importId: row.id, fileName: row.fileName, assessor: row.assessor };
  const made: NewBuilding[] = rows
    .filter(({ effect }) => effect === 'new')
    .map(({ targetId, values: kept }) => {
      const id = targetId!;
      const values = kept as unknown as BuildingValues;
      const [crvCents, deferred] = [cents(values.value), cents(values.deferred)];
      const { code, name, siteName, level, grossAreaSqft, yearBuilt, statedMethod } = values;
      return {
        structure: {
          id,
          portfolioId: row.portfolioId,
          code,
          name,
          siteName,
          level,
          grossAreaSqft,
          yearBuilt,
          kind: 'main',
          replacementCents: crvCents,
          statedDmCents: deferred,
          statedMethod,
          assessmentId,
          dmCents: deferred ?? 0n,
          crvCents,
        },
        ...told(id, values),
        event: {
          id: uuidv7(),
          structureId: id,
          kind: 'building_imported',
          cause: 'correction',
          actorId: row.byId,
          data,
          dmDeltaCents: deferred ?? 0n,
          crvDeltaCents: crvCents ?? 0n,
          occurredAt: now,
        },
      };
    });
  const inserted = made.length > 0 ? await insertBuildings(tx, made) : new Set<string>();
  const news = rows.filter(({ effect }) => effect === 'new');
  const outcome = (isIn: boolean) => news.filter(({ targetId }) => inserted.has(targetId!) === isIn).map((one) => one.row);
  await setOutcomes(tx, row.id, outcome(true), 'done');
  await setOutcomes(tx, row.id, outcome(false), 'kept');

  for (const { row: at, targetId, values: kept, before, seenVersion } of rows.filter(({ effect }) => effect === 'changed')) {
    const values = kept as unknown as BuildingValues;
    let isKept = false;
    const differs = (name: string) => before !== null && name in before;
    const happening = { kind: 'building_corrected', cause: 'correction' as const, actorId: row.byId, data: { ...data, before } };
    const change = async ({ version }: { version: number }) => {
      isKept = version !== seenVersion;
      if (isKept) return;
      const { ratings, needs } = told(targetId!, values);
      await setBuilding(
        tx,
        targetId!,
        {
          assessmentId,
          ...(differs('name') ? { name: values.name } : {}),
          ...(differs('siteName') ? { siteName: values.siteName } : {}),
          ...(differs('level') ? { level: values.level } : {}),
          ...(differs('grossAreaSqft') ? { grossAreaSqft: values.grossAreaSqft } : {}),
          ...(differs('yearBuilt') ? { yearBuilt: values.yearBuilt } : {}),
          ...(differs('value') ? { replacementCents: cents(values.value) } : {}),
          ...(differs('deferred') || differs('statedMethod') ? { statedDmCents: cents(values.deferred), statedMethod: values.statedMethod } : {}),
        },
        differs('ratings') ? ratings : undefined,
        differs('needs') ? needs : undefined,
      );
    };
    await changeStructure(tx, targetId!, happening, change, now);
    await setOutcomes(tx, row.id, [at], isKept ? 'kept' : 'done');
  }
  return rows.length;
}
