import { fail, redirect } from '@sveltejs/kit';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Api } from '#lib/server/api.ts';
import { typedValues } from '#lib/server/forms.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { check, said, type Sent } from './check.server.ts';
import { cellsOf, spread } from './pasted.ts';
import { newRow, type Row, rowsOf, type SaidOf, type SheetName } from './rows.ts';
import { notUnderstood, withLabels } from './words.ts';

/** What the page is drawn with again: all rows, what is wrong with which, and what became of those that are gone. */
export type Drawn = {
  rows: Row[];
  said: SaidOf;
  title?: string;
  note?: string;
  /** What was pasted and not taken. */ pasted?: string;
  entered: number;
  spare: number;
};
const drawn = (rows: Row[], more: Partial<Drawn> = {}): Drawn => ({ rows, said: {}, entered: 0, spare: 3, ...more });

const sentOf = (form: FormData, rows: Row[]): Sent => ({
  programmeId: typedValues(form)['programmeId'] ?? '',
  sheet: (typedValues(form)['sheet'] ?? '') as SheetName,
  rows,
});
const nothing = (rows: Row[]) => fail(422, drawn(rows, { title: m.entry_nothing() }));

/** More empty rows, for who has no script. */
export const more = (form: FormData) => drawn(rowsOf(form), { spare: 10 });

/** Tries the rows and draws them with what is wrong. */
async function tried(api: Api, form: FormData, rows: Row[]) {
  const { data, error: problem } = await check(api, sentOf(form, rows));
  return problem ? fail(problem.status, drawn(rows, { title: problemWords(problem) })) : drawn(rows, { said: said(data) });
}

export async function checkRows(api: Api, form: FormData) {
  const rows = rowsOf(form);
  return rows.length === 0 ? nothing(rows) : tried(api, form, rows);
}

/** Takes what was pasted out of a spreadsheet for rows, below those that were typed. */
export async function pasteRows(api: Api, form: FormData) {
  const typed = rowsOf(form);
  const { programmeId, sheet } = sentOf(form, []);
  const { data, error: problem } = await api.GET('/api/programmes/{programmeId}/sheets', { params: { path: { programmeId } } });
  if (problem) return fail(problem.status, drawn(typed, { title: problemWords(problem) }));
  const known = data.items.find((one) => one.sheet === sheet);
  const pasted = typedValues(form)['pasted'] ?? '';
  const added = known ? spread(cellsOf(pasted), withLabels(known), 0) : { rows: [], unknown: [] };
  if (added.unknown.length > 0) return fail(422, drawn(typed, { title: notUnderstood(added.unknown), pasted }));
  const rows = [...typed, ...added.rows.map(newRow)];
  if (rows.length === 0) return nothing(rows);
  if (rows.length > data.mostRows) return fail(422, drawn(rows, { title: m.entry_too_many({ most: number(data.mostRows) }) }));
  return tried(api, form, rows);
}

/** Enters all rows, or those that are good; what was refused stays, with the reason. */
export async function enterRows(api: Api, form: FormData, url: URL) {
  const rows = rowsOf(form);
  if (rows.length === 0) return nothing(rows);
  const { programmeId, sheet } = sentOf(form, rows);
  const enter = form.get('enter') === 'good' ? 'good' : 'all';
  const { data, error: problem } = await api.POST('/api/programmes/{programmeId}/sheets/{sheet}/rows', {
    params: { path: { programmeId, sheet } },
    body: { rows, enter },
  });
  if (problem) return fail(problem.status, drawn(rows, { title: problemWords(problem) }));
  const words = said(data);
  const isThere = ({ key }: Row) => words[key]?.state === 'entered' || words[key]?.state === 'entered_before';
  const left = rows.filter((row) => !isThere(row));
  if (left.length === 0) redirect(303, `/capital/enter?${new URLSearchParams({ ...keptOf(url), did: String(rows.length) })}`);
  const again = drawn(left, { said: words, entered: rows.length - left.length });
  // Some are there: what waits is read anew.
  return again.entered > 0 ? again : fail(422, again);
}

const keptOf = ({ searchParams }: URL) => ({ programme: searchParams.get('programme') ?? '', sheet: searchParams.get('sheet') ?? '' });
