import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { changeStructure, changeStructures, standings } from '../keep-condition.ts';
import { districtDay } from '#kernel/day.ts';
import type { Cause } from '../rules/bridge.ts';
import { measure } from '../rules/measure.ts';
import {
  countsOf,
  insertBuildings,
  insertComponentsOf,
  insertDeficienciesOf,
  listChangesOf,
  listRowsOf,
  markRowsKept,
  type NewBuilding,
  nextPiece,
  type Piece,
  setBuilding,
  setProgress,
  takeLoading,
  updateComponentsOf,
  updateDeficienciesOf,
} from './load-queries.ts';
import { type ImportRow, setImport } from './queries.ts';
import { rowsToLoadOf } from './rows-to-load.ts';

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
    const isBuildings = row.kind === 'buildings';
    const piece = await nextPiece(tx, row, isBuildings ? Math.min(BUILDINGS_AT_ONCE, rowsAtOnce) : rowsAtOnce);
    const { rows, kept } = await (isBuildings ? loadBuildings : loadStructures)(tx, row, piece, clock());
    const [rowsDone, rowsKept] = [row.rowsDone + rows - kept, row.rowsKept + kept];
    // The version before did not count them when it began.
    const rowsToLoad = row.rowsToLoad || rowsToLoadOf(row);
    const isLast = rows === 0 || rowsDone + rowsKept >= rowsToLoad;
    await setProgress(tx, row.id, {
      rowsToLoad: isLast ? rowsDone + rowsKept : rowsToLoad,
      rowsDone,
      rowsKept,
      loadedTo: piece.upTo,
      doneRatio: isLast ? 1 : (rowsDone + rowsKept) / rowsToLoad,
    });
    if (isLast) await setImport(tx, row.id, { state: 'done', finishedAt: clock() });
    return true;
  });

/** How many rows a piece had, and how many of them were left alone. */
type Loaded = { rows: number; kept: number };

/** What a file says of the next structures: what is new in all of them together, then what it changes in them. */
async function loadStructures(tx: Sql, row: ImportRow, piece: Piece, now: Date): Promise<Loaded> {
  const isFindings = row.kind === 'deficiencies';
  const data = { importId: row.id, fileName: row.fileName, assessor: row.assessor };
  const happening = (kind: string, cause: Cause, more: Record<string, unknown>) => ({ kind, cause, actorId: row.byId, data: { ...data, ...more } });
  const counts = await countsOf(tx, piece);
  const of = (effect: 'new' | 'changed') => new Map(counts.filter((one) => one.effect === effect).map(({ id, n }) => [id, n]));
  const [added, changed] = [of('new'), of('changed')];
  const sum = (ns: ReadonlyMap<string, number>) => [...ns.values()].reduce((total, n) => total + n, 0);
  const changes = changed.size === 0 ? new Map<string, Changed[]>() : await listChangesOf(tx, piece, CHANGES_IN_EVENT);
  let kept = 0;
  const steps = [
    {
      happenings: new Map(
        [...added].map(([id, n]) => [id, happening(`${row.kind}_imported`, isFindings ? 'findings' : 'correction', { count: n })] as const),
      ),
      change: async () => void (kept += await (isFindings ? insertDeficienciesOf : insertComponentsOf)(tx, piece, sum(added))),
    },
    {
      happenings: new Map(
        [...changed].map(
          ([id, n]) => [id, happening(`${row.kind}_corrected`, 'correction', { count: n, changes: toldOf(changes.get(id)) })] as const,
        ),
      ),
      change: async () => void (kept += await (isFindings ? updateDeficienciesOf : updateComponentsOf)(tx, piece)),
    },
  ];
  if (counts.length > 0) await changeStructures(tx, steps, now);
  return { rows: sum(added) + sum(changed), kept };
}

type Changed = { values: Record<string, unknown> | null; before: Record<string, unknown> | null };
/** What rows change, as the event says it. */
const toldOf = (changes: readonly Changed[] = []) =>
  changes.map(({ values, before }) => ({
    what: values?.['scope'] ?? values?.['name'],
    before,
    after: Object.fromEntries(Object.keys(before ?? {}).map((name) => [name, values?.[name]])),
  }));

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
  moneyYear: number | null;
  ratings: Record<string, string>;
  needs: Record<string, number>;
};
const cents = (text: string | null) => (text === null ? null : BigInt(text));
/** What a file says of a building in money, each amount with its year. */
function moneyOf({ value, deferred, moneyYear }: BuildingValues) {
  const [replacementCents, statedDmCents] = [cents(value), cents(deferred)];
  return {
    replacementCents,
    replacementBaseYear: replacementCents === null ? null : moneyYear,
    statedDmCents,
    statedBaseYear: statedDmCents === null ? null : moneyYear,
  };
}

/** Buildings with what an assessor said of them: new ones many at once, those that are there one by one. */
async function loadBuildings(tx: Sql, row: ImportRow, piece: Piece, now: Date): Promise<Loaded> {
  const rows = await listRowsOf(tx, piece);
  if (rows.length === 0) return { rows: 0, kept: 0 };
  const assessmentId = row.assessmentId!;
  const told = (id: string, values: BuildingValues) => ({
    ratings: Object.entries(values.ratings).map(([systemCode, rating]) => ({ structureId: id, systemCode, assessmentId, rating })),
    needs: Object.entries(values.needs).map(([year, needRatio]) => ({ structureId: id, year: Number(year), assessmentId, needRatio })),
  });
  const by = standings(tx, districtDay(now));
  const { basis, year } = await by.current(row.portfolioId);
  const data = { importId: row.id, fileName: row.fileName, assessor: row.assessor };
  const made: NewBuilding[] = rows
    .filter(({ effect }) => effect === 'new')
    .map(({ targetId, values: kept }) => {
      const id = targetId!;
      const values = kept as unknown as BuildingValues;
      const { code, name, siteName, level, grossAreaSqft, yearBuilt, statedMethod } = values;
      const stated = moneyOf(values);
      const { dmCents, crvCents } = measure({ ...stated, components: [], deficiencies: [] }, basis, { dueYear: year, priceYear: year });
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
          ...stated,
          statedMethod,
          assessmentId,
          dmCents,
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
          dmDeltaCents: dmCents,
          crvDeltaCents: crvCents ?? 0n,
          bySystem: {},
          occurredAt: now,
        },
      };
    });
  // In the order of their codes, as all bring them: two files with the same buildings wait for each other, and never in a circle.
  const inserted =
    made.length > 0
      ? await insertBuildings(
          tx,
          made.toSorted((a, b) => (a.structure.code < b.structure.code ? -1 : 1)),
        )
      : new Set<string>();
  const left = rows.filter(({ effect, targetId }) => effect === 'new' && !inserted.has(targetId!)).map((one) => one.row);

  for (const { row: at, targetId, values: kept, before, seenVersion } of rows.filter(({ effect }) => effect === 'changed')) {
    const values = kept as unknown as BuildingValues;
    let isKept = false;
    const differs = (name: string) => before !== null && name in before;
    const happening = { kind: 'building_corrected', cause: 'correction' as const, actorId: row.byId, data: { ...data, before } };
    const change = async ({ version }: { version: number }) => {
      isKept = version !== seenVersion;
      if (isKept) return;
      const { ratings, needs } = told(targetId!, values);
      const stated = moneyOf(values);
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
          ...(differs('value') || differs('moneyYear')
            ? { replacementCents: stated.replacementCents, replacementBaseYear: stated.replacementBaseYear }
            : {}),
          ...(differs('deferred') || differs('statedMethod') || differs('moneyYear')
            ? { statedDmCents: stated.statedDmCents, statedBaseYear: stated.statedBaseYear, statedMethod: values.statedMethod }
            : {}),
        },
        differs('ratings') ? ratings : undefined,
        differs('needs') ? needs : undefined,
      );
    };
    await changeStructure(tx, targetId!, happening, change, now, by);
    if (isKept) left.push(at);
  }
  await markRowsKept(tx, row.id, left);
  return { rows: rows.length, kept: left.length };
}
