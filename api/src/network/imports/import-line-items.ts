import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { openSheets } from '#platform/sheets/open-sheets.ts';
import { Unreadable } from '#platform/sheets/sheet.ts';
import { csvFile } from '../../condition/index.ts';
import type { Received } from '../../work-orders/index.ts';
import { keepsNetwork, readsNetwork } from '../may.ts';
import { columnsMissing, importNotFound, mayNotKeep, networkNotYours, nothingToImport, tooManyRows } from '../problems.ts';
import { findColumns, type LineItem, readLineItems, sameLine } from '../rules/form-471.ts';
import type { LineItemQuery } from './contract.ts';
import { findImport, holdLineItems, insertImport, listImports, listLineItems, listOfYears, setLineItems } from './queries.ts';

const MOST_ROWS = 20_000;
const REFUSALS_KEPT = 1_000;

/** Who brings line items. */
export function refuseOthers(actor: Actor): void {
  if (!keepsNetwork(actor)) throw mayNotKeep();
}

/** The file's rows, its headings apart; what is wrong with it as a whole is a problem like any other. */
async function rowsOf(path: string) {
  try {
    const rows: { row: number; cells: string[] }[] = [];
    for await (const { row, cells } of (await openSheets(path)).rows()) {
      if (rows.length > MOST_ROWS) throw tooManyRows(MOST_ROWS);
      rows.push({ row, cells });
    }
    const [header, ...body] = rows;
    if (!header || body.length === 0) throw nothingToImport();
    return { header: header.cells, body };
  } catch (error) {
    throw error instanceof Unreadable ? error.problem : error;
  }
}

const keyOf = ({ fundingYear, frn, lineNumber }: LineItem) => `${fundingYear} ${frn} ${lineNumber}`;
function itemOf(row: LineItem & { id: string; importId: string }): LineItem {
  const { id: _, importId: __, ...item } = row;
  return item;
}

/** Lets the line items of a file in: new ones are added, those that say something else now are changed, and the same file again changes nothing. */
export async function importLineItems(
  db: Sql,
  actor: Actor,
  received: Pick<Received, 'path' | 'fileName' | 'sha256'>,
  now: Date,
  id: string = uuidv7(),
) {
  refuseOthers(actor);
  const { header, body } = await rowsOf(received.path);
  const { at, missing } = findColumns(header);
  if (missing.length > 0) throw columnsMissing(missing);
  const { items, refused, repeated } = readLineItems(at, body);
  const fileName = received.fileName.replaceAll(/[\u0000-\u001F\u007F\u202A-\u202E\u2066-\u2069/\\]/g, '').slice(-200) || 'file';
  await db.transaction(async (tx) => {
    await holdLineItems(tx);
    if (await findImport(tx, id)) return;
    const years = [...new Set(items.map(({ fundingYear }) => fundingYear))];
    const known = new Map((await listOfYears(tx, years)).map((row) => [keyOf(row), row]));
    const added = items.filter((item) => !known.has(keyOf(item)));
    const changed = items.filter((item) => {
      const row = known.get(keyOf(item));
      return row !== undefined && !sameLine(itemOf(row), item);
    });
    const counts = { added: added.length, changed: changed.length, unchanged: items.length - added.length - changed.length, repeated };
    await insertImport(tx, {
      id,
      fileName,
      fileDigest: received.sha256,
      ...counts,
      refusedCount: refused.length,
      refused: refused.slice(0, REFUSALS_KEPT),
      byId: actor.id,
      importedAt: now,
    });
    await setLineItems(
      tx,
      [...added, ...changed].map((item) => ({ id: uuidv7(), importId: id, ...item })),
    );
  });
  return readImport(db, actor, id);
}

/** What came of one file. */
export async function readImport(on: Sql, actor: Actor, id: string) {
  if (!readsNetwork(actor)) throw networkNotYours();
  const found = await findImport(on, id);
  if (!found) throw importNotFound();
  return { ...found, refused: found.refused as { row: number; column: string; reason: 'speed'; value: string }[] };
}

/** The rows that a file could not say, and why, as a CSV file. */
export async function exportRefused(on: Sql, actor: Actor, id: string): Promise<string> {
  const { refused } = await readImport(on, actor, id);
  const lines = refused.map(({ row, column, reason, value }) => [row, column, reason, value]);
  return csvFile([['row', 'column', 'reason', 'value'], ...lines], { locale: actor.locale, isMadeUp: false });
}

/** Files that were let in, the newest first. */
export async function readImports(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  const items = (await listImports(on)).map((row) => {
    const { refused: _, ...counts } = row;
    return counts;
  });
  return { items, may: { keep: keepsNetwork(actor) } };
}

/** Line items as they stand. */
export async function readLineItemPage(on: Sql, actor: Actor, { limit, cursor, ...filters }: z.infer<typeof LineItemQuery>) {
  if (!readsNetwork(actor)) throw networkNotYours();
  const after = decodeCursor(cursor, z.tuple([z.int32(), z.string(), z.string()]));
  const page = pageOf(await listLineItems(on, filters, { limit, after }), limit, (row) => [row.fundingYear, row.frn, row.lineNumber]);
  return {
    ...page,
    items: page.items.map((row) => {
      const { monthlyCents, importId: _, ...item } = row;
      return { ...item, monthly: monthlyCents === null ? null : dollarsOf(monthlyCents) };
    }),
  };
}
