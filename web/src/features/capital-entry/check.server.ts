import { money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { fieldWords } from '#lib/server/problem-words.ts';
import type { operations } from '#lib/api/schema.gen.ts';
import { ROW, type Row, type Said, type SaidOf, type SheetName } from './rows.ts';

type Answer = operations['checkCapitalSheet']['responses'][200]['content']['application/json'];
type Answered = Answer['rows'][number];

/** A refusal of one cell in the reader's words. */
function wordsOf({ code, detail, asked, available }: Answered['errors'][number]): string {
  const figures = { ...(asked === undefined ? {} : { asked }), ...(available === undefined ? {} : { available }) };
  const problem = { type: '', title: detail, status: 422, instance: '', requestId: '', code, errors: [{ pointer: '', detail }], ...figures };
  return fieldWords(problem, detail);
}

const hintOf = ({ name, available }: Answered['hints'][number]) => (available === null ? name : m.entry_hint({ name, available: money(available) }));

function saidOf({ state, errors, hints }: Answered): Said {
  const words: Record<string, string> = {};
  for (const error of errors) words[error.column ?? ROW] ??= wordsOf(error);
  return { state, errors: words, hints: Object.fromEntries(hints.map((hint) => [hint.column, hintOf(hint)])) };
}

/** What the plan said of each row, by its key. */
export const said = ({ rows }: Answer): SaidOf => Object.fromEntries(rows.map((row) => [row.key, saidOf(row)]));

export type Sent = { programmeId: string; sheet: SheetName; rows: Row[] };

/** Tries rows by the plan's own rules; none is entered. */
export const check = (api: Api, { programmeId, sheet, rows }: Sent) =>
  api.POST('/api/programmes/{programmeId}/sheets/{sheet}/checks', { params: { path: { programmeId, sheet } }, body: { rows } });
