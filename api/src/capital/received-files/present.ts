import type { ListedFile, Programme } from './queries.ts';
import type { FileKind } from './kinds.ts';

/** A programme by name, with what each figure of it is to be read with. */
export const presentProgramme = ({ id, code, name, kind, isDemonstration, source, reconciledOn }: Programme) => ({
  id,
  code,
  name,
  kind: kind as 'bond',
  isDemonstration,
  source,
  reconciledOn,
});

/** A file as lists show it. */
export const presentFile = ({ row, programme, by }: ListedFile) => ({
  id: row.id,
  kind: row.kind as FileKind,
  fileName: row.fileName,
  sizeBytes: row.sizeBytes,
  programme: presentProgramme(programme),
  asOfOn: row.asOfOn,
  state: row.state as 'done',
  failure: row.failure,
  rowsRead: row.rowsRead,
  doneRatio: row.doneRatio,
  counts: row.summary ?? {},
  broughtBy: row.broughtBy as 'upload',
  by,
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
  version: row.version,
});

type Reason = { code: string; column?: string; value?: string; part?: string; rows?: number[] };
/** Why a row is not simply taken; `columnOf` says what a column is called where it is known by a name of ours. */
export const presentReason = ({ code, column, value, part, rows }: Reason) => ({
  code,
  column: column ?? null,
  value: value ?? null,
  part: part ?? null,
  rows: rows ?? [],
});
