import type { operations } from '#lib/api/schema.gen.ts';
import { mediumDay, money, number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { saying } from '#lib/words/table.ts';

type Answer<Name extends keyof operations> = operations[Name] extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
export type CapitalFile = Answer<'getCapitalFile'>;
export type FileItem = Answer<'listCapitalFiles'>['items'][number];
export type Change = Answer<'listStatedChanges'>['items'][number];
export type StatedProject = Answer<'listStatedProjects'>['items'][number];
export type Stated = Answer<'getStatedProject'>['phases'][number];
export type Reconciliation = Answer<'getReconciliation'>;
export type Difference = Answer<'listFinanceMatches'>['items'][number];
export type Kind = FileItem['kind'];

export const kindWords = saying<Kind>({
  actuals: m.capital_files_kind_actuals,
  purchase_orders: m.capital_files_kind_purchase_orders,
  vendors: m.capital_files_kind_vendors,
  projects: m.capital_files_kind_projects,
});
export const kindBriefly = saying<Kind>({
  actuals: m.capital_files_short_actuals,
  purchase_orders: m.capital_files_short_purchase_orders,
  vendors: m.capital_files_short_vendors,
  projects: m.capital_files_short_projects,
});
export const outcomeWords = saying<Difference['outcome']>({
  matched: m.capital_files_count_matched,
  different: m.capital_files_count_different,
  ours_only: m.capital_files_count_ours_only,
  theirs_only: m.capital_files_count_theirs_only,
  unreadable: m.capital_files_count_unreadable,
  elsewhere: m.capital_files_count_elsewhere,
});
export const reasonWords = saying<Reconciliation['reasons'][number]>({
  timing: m.capital_files_rec_reason_timing,
  ours_is_wrong: m.capital_files_rec_reason_ours_is_wrong,
  theirs_is_wrong: m.capital_files_rec_reason_theirs_is_wrong,
  not_capital: m.capital_files_rec_reason_not_capital,
  rounding: m.capital_files_rec_reason_rounding,
  other: m.capital_files_rec_reason_other,
});
export const changeWords = saying<Change['kind']>({
  added: m.capital_files_kind_of_added,
  changed: m.capital_files_kind_of_changed,
  gone: m.capital_files_kind_of_gone,
  back: m.capital_files_kind_of_back,
});

const COUNTS: Record<string, () => string> = {
  rows: m.capital_files_count_rows,
  placed: m.capital_files_count_placed,
  listed: m.capital_files_count_listed,
  projects: m.capital_files_count_projects,
  unknown: m.capital_files_count_unknown,
  added: m.capital_files_count_added,
  changed: m.capital_files_count_changed,
  gone: m.capital_files_count_gone,
  back: m.capital_files_count_back,
  same: m.capital_files_count_same,
  unreadable: m.capital_files_count_unreadable,
  matched: m.capital_files_count_matched,
  different: m.capital_files_count_different,
  ours_only: m.capital_files_count_ours_only,
  theirs_only: m.capital_files_count_theirs_only,
  elsewhere: m.capital_files_count_elsewhere,
};
/** What came of a file, count by count, in the order of this page. */
export const countsOf = ({ counts }: Pick<FileItem, 'counts'>) =>
  Object.entries(COUNTS).flatMap(([name, label]) => (counts[name] === undefined ? [] : [{ name, label: label(), value: number(counts[name]) }]));

const FIELDS: Record<string, () => string> = {
  account: m.capital_files_field_account,
  poNumber: m.capital_files_field_poNumber,
  invoiceNumber: m.capital_files_field_invoiceNumber,
  amount: m.capital_files_field_amount,
  postedOn: m.capital_files_field_postedOn,
  vendorNumber: m.capital_files_field_vendorNumber,
  vendorName: m.capital_files_field_vendorName,
  words: m.capital_files_field_words,
  budget: m.capital_files_field_budget,
  estimate: m.capital_files_field_estimate,
  spent: m.capital_files_field_spent,
  status: m.capital_files_field_status,
  school: m.capital_files_field_school,
  district: m.capital_files_field_district,
  startedOn: m.capital_files_field_startedOn,
  plannedEndOn: m.capital_files_field_plannedEndOn,
  endedOn: m.capital_files_field_endedOn,
};
export const fieldWords = (name: string) => FIELDS[name]?.() ?? name;
const PHASES: Record<string, () => string> = {
  planned: m.capital_files_phase_planned,
  design: m.capital_files_phase_design,
  construction: m.capital_files_phase_construction,
  complete: m.capital_files_phase_complete,
};
export const phaseWords = (phase: string) => PHASES[phase]?.() ?? phase;

const count = (counts: FileItem['counts'], ...names: string[]) => number(names.reduce((sum, name) => sum + (counts[name] ?? 0), 0));
/** What became of a file, in a few words. */
export function stateWords({ state, kind, counts, rowsRead }: Pick<FileItem, 'state' | 'kind' | 'counts' | 'rowsRead'>): string {
  if (state === 'mapping') return m.capital_files_state_mapping();
  if (state === 'reading') return m.capital_files_state_reading({ count: number(rowsRead) });
  if (state === 'loading') return m.capital_files_state_loading();
  if (state === 'failed') return m.capital_files_state_failed();
  if (kind === 'projects') return m.capital_files_state_projects({ placed: count(counts, 'placed'), rows: count(counts, 'rows') });
  if (kind === 'vendors') return m.capital_files_state_vendors({ added: count(counts, 'added'), changed: count(counts, 'changed') });
  return m.capital_files_state_statement({
    matched: count(counts, 'matched'),
    differ: count(counts, 'different', 'ours_only', 'theirs_only', 'unreadable'),
  });
}

type Reason = { code: string; column: string | null; value: string | null; part: string | null; rows: number[] };
/** Why a row cannot be taken. */
export function whyWords({ code, column, value, part, rows }: Reason): string {
  const named = { column: column === null ? '' : fieldWords(column), value: value ?? '' };
  if (code === 'ambiguous') return m.capital_files_why_ambiguous({ rows: rows.join(', ') });
  if (code === 'missing') return m.capital_files_why_missing(named);
  if (code === 'not_money') return m.capital_files_why_not_money(named);
  if (code === 'not_a_day') return m.capital_files_why_not_a_day(named);
  if (code === 'not_an_account') return m.capital_files_why_account({ ...named, part: part ?? '' });
  return m.capital_files_why_other(named);
}

const AMOUNTS = new Set(['budget', 'estimate', 'spent']);
const shown = (field: string, value: string | null, says: string | null): string => {
  if (says !== null) return m.capital_files_says({ code: says });
  if (value === null) return m.capital_files_nothing();
  if (AMOUNTS.has(field)) return money(value);
  return field.endsWith('On') ? mediumDay(value) : value;
};
/** A figure of another owner, or what stands in its place. */
export const statedWords = (field: string, { value, says }: { value: string | null; says: string | null }) =>
  value === null && says === null ? '—' : shown(field, value, says);
/** One fact before and now. */
export const differenceWords = ({ field, before, beforeSays, after, afterSays }: Change['differences'][number]) =>
  m.capital_files_change({ field: fieldWords(field), before: shown(field, before, beforeSays), after: shown(field, after, afterSays) });
