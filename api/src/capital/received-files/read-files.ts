import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { fieldsOf } from '../finance/rules/fields.ts';
import { readListed } from '../project-files/read-listed.ts';
import { maySeeFiles, mayBring, mayReconcile } from './access.ts';
import { READABLE } from './begin-reading.ts';
import { type Heads, headingsAt, samplesOf } from './heads.ts';
import { FILE_KINDS, isFinanceKind } from './kinds.ts';
import type { Mapping } from './mapping.ts';
import { presentFile, presentProgramme } from './present.ts';
import { fileNotFound, filesNotForYou } from './problems.ts';
import { findListed, type ListedFile, listFiles, listProgrammes } from './queries.ts';

const LISTED = 50;

/** Files that were brought, newest first, and what this person may bring to which programme. */
export async function readFiles(on: Sql, actor: Actor) {
  if (!maySeeFiles(actor)) throw filesNotForYou();
  const [files, programmes] = [await listFiles(on, LISTED), await listProgrammes(on)];
  return {
    items: files.map(presentFile),
    programmes: programmes.map(presentProgramme),
    may: { bring: FILE_KINDS.filter((kind) => mayBring(actor, kind)) },
  };
}

/** A file, for who may see such files. */
export async function findVisible(on: Sql, actor: Actor, id: string): Promise<ListedFile> {
  if (!maySeeFiles(actor)) throw filesNotForYou();
  const found = await findListed(on, id);
  if (!found) throw fileNotFound();
  return found;
}

/** One file: how it is understood, how far it is, what came of it. */
export async function readFile(on: Sql, actor: Actor, id: string) {
  const found = await findVisible(on, actor, id);
  const { row } = found;
  const kind = presentFile(found).kind;
  const { headerRow, columns, name } = row.mapping as unknown as Mapping;
  const heads = row.format as unknown as Heads;
  const headings = headingsAt(heads, headerRow);
  const isStatement = kind === 'actuals' || kind === 'purchase_orders';
  return {
    ...presentFile(found),
    may: {
      read: isFinanceKind(kind) && mayBring(actor, kind) && READABLE.includes(row.state),
      compare: isStatement && mayReconcile(actor) && row.state === 'done',
      resolve: isStatement && mayReconcile(actor) && row.state === 'done',
    },
    headerRow,
    columns: Array.from({ length: Math.max(headings.length, columns.length) }, (_, i) => ({
      heading: headings[i] ?? '',
      field: columns[i] ?? null,
      samples: samplesOf(heads, headerRow, i),
    })),
    fields: isFinanceKind(kind) ? fieldsOf(kind).map(({ name: field, isRequired }) => ({ name: field, isRequired })) : [],
    mappingName: name,
    listed: kind === 'projects' ? await readListed(on, id) : [],
  };
}
