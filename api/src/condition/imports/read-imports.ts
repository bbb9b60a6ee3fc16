import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { csvLine } from '../../work-orders/index.ts';
import { FIELDS, type Kind } from '../rules/assessment-file/fields.ts';
import type { Reason } from '../rules/assessment-file/rows.ts';
import { systemName } from '../rules/system-name.ts';
import type { Summary } from './check-import.ts';
import { formatOf, headingsOf, mappingOf, samplesOf } from './mapping.ts';
import { importNotFound, mayNotImport } from './problems.ts';
import {
  findListed,
  findSameFile,
  type ListedImport,
  listChangedRows,
  listImports,
  listOddRows,
  listPortfolios,
  listSystems,
  type NewRow,
} from './queries.ts';
import { mayImport, maySeeImports } from './receive-import.ts';
import { DISTRICT } from '../queries.ts';
import { CSV_HEADINGS, CSV_VERDICTS, fieldWords, reasonKind, reasonWords, whatOf } from './words.ts';

const LISTED = 50;
const ROWS_SHOWN = 100;
const CHANGES_SHOWN = 20;

const summaryOf = ({ row }: ListedImport) => row.summary as unknown as Summary | null;

function presentListed(one: ListedImport) {
  const { row, portfolio, by } = one;
  return {
    id: row.id,
    kind: row.kind as Kind,
    fileName: row.fileName,
    sizeBytes: row.sizeBytes,
    portfolio: { code: portfolio.code, name: portfolio.name },
    state: row.state as 'mapping',
    failure: row.failure,
    rowsRead: row.rowsRead,
    doneRatio: row.doneRatio,
    assessor: row.assessor,
    assessedOn: row.assessedOn,
    by,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    version: row.version,
    counts: summaryOf(one)?.counts ?? null,
    loaded: { done: row.rowsDone, kept: row.rowsKept, waiting: row.rowsToLoad - row.rowsDone - row.rowsKept },
  };
}

/** Files that were brought, newest first, and where the next may go. */
export async function readImports(on: Sql, actor: Actor) {
  if (!maySeeImports(actor)) throw mayNotImport();
  const rows = await listImports(on, LISTED);
  const portfolios = (await listPortfolios(on)).map(({ id: _id, plans, ...one }) => ({
    ...one,
    mayRemove: mayImport(actor) && one.code !== DISTRICT && plans === 0,
  }));
  return { items: rows.map(presentListed), portfolios, may: { import: mayImport(actor) } };
}

async function findVisible(on: Sql, actor: Actor, id: string) {
  if (!maySeeImports(actor)) throw mayNotImport();
  const found = await findListed(on, id);
  if (!found) throw importNotFound();
  return found;
}

const shown = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));
const isCents = (field: string) => ['costCents', 'unitCostCents', 'value', 'deferred'].includes(field);
const asShown = (field: string, value: unknown) =>
  isCents(field) && value !== null && value !== undefined ? dollarsOf(BigInt(shown(value))) : shown(value);

/** A file: how it is understood, what its dry run found, and how far it is. Words are in the reader's language. */
export async function readImport(on: Sql, actor: Actor, id: string, locale: Actor['locale'] = actor.locale) {
  const found = await findVisible(on, actor, id);
  const { row, portfolio } = found;
  const kind = row.kind as Kind;
  const [format, mapping, summary] = [formatOf(row), mappingOf(row), summaryOf(found)];
  const headings = headingsOf(format, mapping);
  const [odd, changed, same] = [await listOddRows(on, id, ROWS_SHOWN), await listChangedRows(on, id, CHANGES_SHOWN), await findSameFile(on, row)];
  const allSystems = await listSystems(on);
  const systemNames = new Map(allSystems.map((system) => [system.code, systemName(system, locale)]));
  const systems = allSystems.filter(({ level }) => level === 3).map(({ code, name, nameEs }) => ({ code, name, nameEs }));
  const rated =
    kind === 'buildings' ? allSystems.filter(({ level }) => level === 2).map(({ code }) => ({ name: `rating:${code}`, isRequired: false })) : [];
  const fields = [...FIELDS[kind], ...rated].map(({ name, isRequired = false }) => ({
    name,
    label: fieldWords(name, locale, systemNames),
    isRequired,
  }));
  return {
    ...presentListed(found),
    may: { check: mayImport(actor) && ['mapping', 'checked', 'failed'].includes(row.state), load: mayImport(actor) && row.state === 'checked' },
    isDemonstration: portfolio.isDemonstration,
    format: {
      type: format.type,
      encoding: format.type === 'csv' ? format.encoding : null,
      delimiter: format.type === 'csv' ? format.delimiter : null,
      sheets: format.type === 'xlsx' ? format.sheets : [],
    },
    sheet: mapping.sheet,
    headerRow: mapping.headerRow,
    columns: headings.map(({ name, above }, i) => ({
      heading: name,
      above,
      field: mapping.columns[i] ?? null,
      samples: samplesOf(format, mapping, i),
    })),
    fields,
    said: {
      priority: { ...mapping.said.priority },
      unit: { ...mapping.said.unit },
      system: { ...mapping.said.system },
      rating: { ...mapping.said.rating },
    },
    costBaseYear: mapping.costBaseYear,
    takesRemarks: row.takesRemarks,
    mappingName: mapping.name,
    sameAs: same ? { id: same.id, fileName: same.fileName, finishedAt: same.finishedAt! } : null,
    summary: summary && presentSummary(summary, locale),
    rows: odd.map((one) => ({
      row: one.row,
      verdict: one.verdict as 'wrong',
      outcome: outcomeOf(row, one),
      what: whatOf(kind, one.values, one.raw),
      why: whyOf(one, locale),
    })),
    changes: changed.map((one) => ({
      row: one.row,
      what: whatOf(kind, one.values, one.raw),
      fields: Object.entries(one.before ?? {}).map(([field, before]) => ({
        field: fieldWords(field, locale),
        before: asShown(field, before),
        after: asShown(field, one.values?.[field]),
      })),
    })),
    systems,
  };
}

/** What became of a row: structures are let in in the order of their ids. */
function outcomeOf(
  { state, takesRemarks, loadedTo }: ListedImport['row'],
  { isKept, verdict, effect, structureId }: Omit<NewRow, 'importId'>,
): 'none' | 'waiting' | 'done' | 'kept' {
  if (isKept) return 'kept';
  const isTaken = (verdict === 'good' || (takesRemarks && verdict === 'remark')) && (effect === 'new' || effect === 'changed');
  if (!isTaken || !['loading', 'done'].includes(state)) return 'none';
  return state === 'done' || (loadedTo !== null && structureId! <= loadedTo) ? 'done' : 'waiting';
}

const whyOf = ({ reasons, isKept }: { reasons: Reason[] | null; isKept: boolean }, locale: Actor['locale']) => [
  ...(isKept ? [reasonWords({ code: 'changed_meanwhile' }, locale)] : []),
  ...(reasons ?? []).map((reason) => reasonWords(reason, locale)),
];

function presentSummary(summary: Summary, locale: Actor['locale']) {
  const { index, costOfNew, costChange, reasons, ...rest } = summary;
  return {
    ...rest,
    costOfNew: dollarsOf(BigInt(costOfNew)),
    costChange: dollarsOf(BigInt(costChange)),
    reasons: reasons.map((one) => ({ ...one, why: reasonKind(one.code, locale) })),
    index: index && { ...index, deferred: dollarsOf(BigInt(index.deferred)), value: dollarsOf(BigInt(index.value)) },
  };
}

const PAGE = 1_000;
const BYTE_ORDER_MARK = '\uFEFF';
/** Every row that is not simply good, with its number, why, and its cells as they stood, so that the file can be mended by it; a page of rows at a time. */
export async function readOddRows(on: Sql, actor: Actor, id: string, locale: Actor['locale'] = actor.locale) {
  const { row } = await findVisible(on, actor, id);
  const headings = headingsOf(formatOf(row), mappingOf(row)).map(({ name }) => name);
  async function* lines() {
    yield BYTE_ORDER_MARK + csvLine([...CSV_HEADINGS[locale], ...headings]);
    for (let after = 0; ;) {
      const page = await listOddRows(on, id, PAGE, after);
      yield page.map((one) => csvLine([one.row, CSV_VERDICTS[locale][one.verdict] ?? '', whyOf(one, locale).join(' '), ...(one.raw ?? [])])).join('');
      if (page.length < PAGE) return;
      after = page.at(-1)!.row;
    }
  }
  return { lines: lines(), fileName: `${row.fileName.replace(/\.\w+$/, '')}-rows.csv` };
}
