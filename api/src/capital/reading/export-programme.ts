import type { Sql } from '@steward/db';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Actor } from '#kernel/actor.ts';
import { csvLine, DEMONSTRATION } from '../../work-orders/index.ts';
import { readContingency, readProgramme, readProjects } from './read-programmes.ts';
import { FIGURE_COLUMNS, WORDS } from './words.ts';

type Cell = string | number | null;
/** Amounts are text in the answers of the API; a workbook counts with them. */
type Amount = { amount: string };
type Row = (Cell | Amount)[];

const PAGE = 200;
const BYTE_ORDER_MARK = '\uFEFF';

/** What every file says first: what it is of, as of when, and that it is made up where it is. */
function headRows(
  head: { programme: { name: string }; source: string; asOf: string; reconciledOn: string | null; isDemonstration: boolean },
  locale: 'en' | 'es',
): Cell[][] {
  const words = WORDS[locale];
  return [
    ...(head.isDemonstration ? [[DEMONSTRATION[locale]]] : []),
    [words.programme, head.programme.name],
    [words.asOf, head.asOf],
    [words.reconciled, head.reconciledOn ?? words.never],
    [words.source, head.source],
  ];
}

type Asked = { asOf?: string | undefined };
async function projectRows(on: Sql, actor: Actor, programmeId: string, { asOf }: Asked, now: Date) {
  const words = WORDS[actor.locale];
  const rows: Row[] = [[...words.project, ...FIGURE_COLUMNS.map((name) => words.figures[name])]];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await readProjects(on, actor, { programmeId, asOf, sort: 'code', page, limit: PAGE }, now);
    pages = answer.pages;
    for (const { code, name, site, phase, promisedEndOn, endsOn, slipDays, promises, figures } of answer.items)
      rows.push([
        code,
        name,
        site.name,
        phase,
        promisedEndOn,
        endsOn,
        slipDays,
        promises.total,
        promises.complete,
        promises.changed,
        promises.dropped,
        ...FIGURE_COLUMNS.map((figure) => ({ amount: figures[figure] })),
      ]);
  }
  return rows;
}

const plain = (rows: readonly Row[]): Cell[][] =>
  rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? Number(cell.amount) : cell)));

/** Every project of a programme with its figures, as CSV. */
export async function exportCsv(on: Sql, actor: Actor, programmeId: string, asked: Asked, now: Date): Promise<string> {
  const programme = await readProgramme(on, actor, programmeId, asked.asOf, now);
  const lines = [...headRows(programme, actor.locale), ...plain(await projectRows(on, actor, programmeId, asked, now))];
  return BYTE_ORDER_MARK + lines.map(csvLine).join('');
}

/** The same as a workbook, with sources, uses and contingency on sheets of their own. */
export async function exportWorkbook(on: Sql, actor: Actor, programmeId: string, asked: Asked, now: Date): Promise<Buffer> {
  const words = WORDS[actor.locale];
  const programme = await readProgramme(on, actor, programmeId, asked.asOf, now);
  const contingency = await readContingency(on, actor, programmeId, asked.asOf, now);
  const amount = (text: string) => ({ amount: text });
  const sheets: { name: string; rows: Row[] }[] = [
    { name: words.projects, rows: await projectRows(on, actor, programmeId, asked, now) },
    {
      name: words.sources,
      rows: [
        [...words.sourceColumns],
        ...programme.sources.map((one): Row => [
          one.name,
          one.kind,
          amount(one.planned),
          amount(one.received),
          amount(one.allocated),
          amount(one.unallocated),
        ]),
      ],
    },
    {
      name: words.uses,
      rows: [
        [words.useColumn, ...FIGURE_COLUMNS.map((name) => words.figures[name])],
        ...programme.uses.map(({ use, figures }): Row => [words.use[use], ...FIGURE_COLUMNS.map((name) => amount(figures[name]))]),
      ],
    },
    {
      name: words.contingency,
      rows: [
        [...words.drawColumns],
        ...contingency.draws.map((draw): Row => [
          draw.on,
          words.direction[draw.direction],
          amount(draw.amount),
          draw.project?.code ?? null,
          draw.project?.siteName ?? null,
          draw.title,
          draw.reason,
          draw.requestedBy,
          draw.decisions.map(({ person }) => person.name).join(', '),
          draw.document,
        ]),
      ],
    },
  ];
  return writeExcelFile(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: [
        ...headRows(programme, actor.locale).map((row) => row.map(cellOf)),
        [],
        ...rows.map((row, i) => row.map((cell) => cellOf(cell, i === 0))),
      ] as SheetData,
    })),
  ).toBuffer();
}

function cellOf(cell: Cell | Amount, isHeading: boolean | number = false) {
  if (cell === null) return null;
  if (typeof cell === 'object') return { type: Number, value: Number(cell.amount), format: '#,##0.00' };
  if (typeof cell === 'number') return { type: Number, value: cell };
  return { type: String, value: cell, ...(isHeading === true ? { fontWeight: 'bold' as const } : {}) };
}
