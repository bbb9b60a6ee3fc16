import type { components } from '#lib/api/schema.gen.ts';
import { inLanguage, number, numberFinely, percent } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export type Operations = components['schemas']['Operations'];
export type Figure = components['schemas']['Figure'];
export type Row = components['schemas']['FigureRow'];
export type Behind = Row['behind'][number];
type Unit = Figure['columns'][number]['unit'];

/** A value in the unit of its column; a dash where there is none. */
export const valueWords = (value: number | null | undefined, unit: Unit) => (value === null || value === undefined ? '–' : WORDS[unit](value));
const WORDS: Record<Unit, (value: number) => string> = {
  orders: number,
  share: percent,
  // A hundred hours and more are not told apart by minutes.
  hours: (value) => number(value < 100 ? value : Math.round(value)),
  weeks: numberFinely,
  stars: number,
};

/** How long the bar of each row is: shares as they are, all others beside the largest. */
export function barOf({ columns, rows }: Figure): (row: Row) => number {
  if (columns[0]?.unit === 'share') return (row) => row.values[0] ?? 0;
  const most = Math.max(0, ...rows.map((row) => row.values[0] ?? 0));
  return (row) => (most === 0 ? 0 : (row.values[0] ?? 0) / most);
}

/** What the columns of links are called; where a column already counts the orders, that one is the link. */
export function linkColumns({ key, columns, rows }: Figure): string[] {
  if (columns.some(({ unit }) => unit === 'orders')) return [];
  const isTarget = key.startsWith('in_target');
  const words: Record<Behind['key'], string> = {
    all: key === 'reopened' ? m.operations_all_done() : m.operations_orders(),
    met: isTarget ? m.operations_met_in_target() : m.operations_met_first_time(),
    missed: isTarget ? m.operations_missed_in_target() : key === 'reopened' ? m.operations_missed_reopened() : m.operations_missed_first_time(),
  };
  return (rows[0]?.behind ?? []).map((behind) => words[behind.key]);
}

const ordersOf = (row: Row | null | undefined) => row?.behind.reduce((sum, { orders }) => sum + orders, 0) ?? 0;
const rowOf = ({ rows }: Figure, key: string) => rows.find((row) => row.key === key)?.values[0] ?? 0;
const sum = ({ rows }: Figure, keys?: readonly string[]) =>
  rows.filter(({ key }) => !keys || keys.includes(key)).reduce((all, row) => all + (row.behind[0]?.orders ?? 0), 0);

/** Is there anything to count? */
export const isEmpty = (figure: Figure) =>
  figure.rows.length === 0 || (figure.total ? ordersOf(figure.total) === 0 : figure.rows.every((row) => ordersOf(row) === 0));

/** What the figure says, in a sentence. */
export function finding(figure: Figure): string {
  const { key, rows, total, value } = figure;
  const [first] = rows;
  if (!first || isEmpty(figure)) return m.operations_empty();
  const label = inLanguage(first.label);
  const share = percent(total?.values[0] ?? 0);
  const count = number(ordersOf(total));
  if (key === 'due') return m.operations_finding_due({ late: number(rowOf(figure, 'late')), week: number(rowOf(figure, 'week')) });
  if (key === 'open_by_age') return m.operations_finding_age({ count: number(sum(figure, ['31-90', '91+'])), total: number(sum(figure)) });
  if (key === 'backlog') return m.operations_finding_backlog({ weeks: valueWords(value, 'weeks') });
  if (key === 'in_target_by_priority' || key === 'in_target_by_service') return m.operations_finding_in_target({ share, count });
  if (key === 'restore')
    return m.operations_finding_restore({ hours: valueWords(total?.values[0], 'hours'), wrench: valueWords(total?.values[1], 'hours') });
  if (key === 'hold_time') return m.operations_finding_hold({ label, hours: valueWords(first.values[0], 'hours') });
  if (key === 'reopened') {
    const [reopened, done] = total?.behind ?? [];
    return m.operations_finding_reopened({ count: number(reopened?.orders ?? 0), total: number(done?.orders ?? 0) });
  }
  if (key === 'first_time_fix') return m.operations_finding_first_time({ share, count });
  if (key === 'ratings') return m.operations_finding_ratings({ mean: valueWords(value, 'stars'), count: number(sum(figure)) });
  return m.operations_finding_most({ label, count: number(first.values[0] ?? 0), total: number(sum(figure)) });
}
