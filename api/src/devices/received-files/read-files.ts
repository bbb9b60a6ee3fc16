import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { csvLine } from '#kernel/csv.ts';
import { type DeviceFileKind, type Field, fieldsOf } from '../imports/rules/fields.ts';
import { isUnusual } from '../roster/rules/roster-diff.ts';
import { keepsEverywhere } from '../rules/access.ts';
import { STATES } from './change-file.ts';
import type { RowsQuery } from './contract.ts';
import type { FileKind } from './kinds.ts';
import { presentRow } from './present-row.ts';
import { fileNotFound, filesNotForYou } from './problems.ts';
import { findListed, type ListedFile, listFiles, listModelNames, listRows, listSiteNames, listStudentsNamed } from './queries.ts';
import type { Summary } from './summary.ts';
import { FILE_NAMES, type Locale, reasonWords, ROW_HEADINGS, TAKEN } from './words.ts';

const LISTED = 50;
const summaryOf = ({ row }: ListedFile) => row.summary as unknown as Summary | null;

function presentSummary(summary: Summary, locale: Locale) {
  const { reasons, models, updatesEnd, ...rest } = summary;
  return {
    ...rest,
    reasons: reasons.map(({ code, field, count, isRefused }) => ({
      code,
      count,
      isRefused,
      words: reasonWords({ code, value: '…', ...(field === null ? {} : { field }) }, locale),
    })),
    models: models.map(({ make, name, kind, updatesEndOn, rows }) => ({ make, name, kind, updatesEndOn, rows })),
    updatesEnd: updatesEnd.map(({ name, from, to }) => ({ name, from, to })),
  };
}

function present(one: ListedFile, locale: Locale) {
  const { row, by, confirmedBy } = one;
  const summary = summaryOf(one);
  return {
    id: row.id,
    kind: row.kind as FileKind,
    broughtBy: row.broughtBy as 'upload',
    fileName: row.fileName,
    sizeBytes: row.sizeBytes,
    state: row.state as 'checked',
    failure: row.failure,
    rowsRead: row.rowsRead,
    doneRatio: row.doneRatio,
    by,
    confirmedBy,
    createdAt: row.createdAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    version: row.version,
    summary: summary && presentSummary(summary, locale),
  };
}

/** Lists of devices and rosters that were brought, newest first. */
export async function readFiles(on: Sql, actor: Actor, hasSource: boolean, locale: Locale = actor.locale) {
  if (!keepsEverywhere(actor)) throw filesNotForYou();
  return { items: (await listFiles(on, LISTED)).map((one) => present(one, locale)), may: { bring: true, fetch: hasSource } };
}

async function findVisible(on: Sql, actor: Actor, id: string): Promise<ListedFile> {
  if (!keepsEverywhere(actor)) throw filesNotForYou();
  const found = await findListed(on, id);
  if (!found) throw fileNotFound();
  return found;
}

/** One file: how it is understood, how far it is, what it would change. */
export async function readFile(on: Sql, actor: Actor, id: string, locale: Locale = actor.locale) {
  const found = await findVisible(on, actor, id);
  const { row } = found;
  const summary = summaryOf(found);
  const may = (act: keyof typeof STATES) => (STATES[act] as readonly string[]).includes(row.state);
  const headings = row.headings ?? [];
  return {
    ...present(found, locale),
    may: { check: may('check'), load: may('load'), discard: may('discard') },
    needsLeaversConfirmed: row.state === 'checked' && summary !== null && isUnusual(summary.effects.left, summary.active),
    columns: headings.map((heading, i) => ({ heading, field: (row.columns?.[i] ?? null) as Field | null })),
    fields: row.kind === 'oneroster' || row.headings === null ? [] : fieldsOf(row.kind as DeviceFileKind),
  };
}

const Key = z.tuple([z.int32()]);
/** What the rows of a file would do, a page at a time. */
export async function readRows(on: Sql, actor: Actor, id: string, { show, limit, cursor, locale = actor.locale }: z.infer<typeof RowsQuery>) {
  const { row } = await findVisible(on, actor, id);
  const after = decodeCursor(cursor, Key)?.[0] ?? 0;
  const { items, nextCursor } = pageOf(await listRows(on, id, show, after, limit + 1), limit, (one) => [one.row]);
  const names = {
    sites: new Map((await listSiteNames(on)).map(({ id: of, name }) => [of, name])),
    models: new Map((await listModelNames(on)).map(({ id: of, name }) => [of, name])),
    students:
      row.kind === 'oneroster'
        ? new Map(
            (
              await listStudentsNamed(
                on,
                items.flatMap(({ targetId }) => targetId ?? []),
              )
            ).map((one) => [one.id, one]),
          )
        : new Map(),
  };
  return { items: items.map((one) => presentRow(one, names, locale)), nextCursor };
}

const PAGE = 1_000;
/** Tells spreadsheets that the text is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Every row that was refused or not taken as it stands, and why; a page of rows at a time. No name is in it. */
export async function exportOddRows(on: Sql, actor: Actor, id: string, locale: Locale = actor.locale) {
  const { row: file } = await findVisible(on, actor, id);
  async function* lines() {
    yield BYTE_ORDER_MARK + csvLine(ROW_HEADINGS[locale]);
    for (let after = 0; ;) {
      const page = await listRows(on, id, 'odd', after, PAGE);
      yield page
        .map(({ row, mark, verdict, reasons }) =>
          csvLine([
            row,
            mark,
            verdict === 'wrong' ? TAKEN[locale].wrong : TAKEN[locale].other,
            (reasons ?? []).map((one) => reasonWords(one, locale)).join(' '),
          ]),
        )
        .join('');
      if (page.length < PAGE) return;
      after = page.at(-1)!.row;
    }
  }
  return { lines: lines(), fileName: FILE_NAMES[file.kind as FileKind] };
}
