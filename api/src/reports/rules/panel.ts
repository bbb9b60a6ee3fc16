import type { HoldTime } from './hold-time.ts';
import type { Days } from './period.ts';

// A figure is a table: each row has values, and the lists of orders that they were counted from, as the filters that find them.

export type Label = { en: string; es: string };
/** Filters of the list of orders. */
export type Query = Readonly<Record<string, string>>;
export type Behind = { key: 'all' | 'met' | 'missed'; orders: number; query: Query };
export type Row = { key: string; label: Label; values: (number | null)[]; behind: Behind[] };
export type Unit = 'orders' | 'share' | 'hours' | 'weeks' | 'stars';

/** A count of open orders along one line; `minutes`: estimated, of those that have an estimate. */
export type OpenCount = { key: string | null; orders: number; minutes: number; unestimated: number };
/** Done orders that agree in all of this. */
export type DoneCount = {
  serviceCode: string;
  priority: string;
  rating: number | null;
  isInTarget: boolean | null;
  isReopened: boolean;
  orders: number;
  seconds: number;
};

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0);
const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const byMost = (a: Row, b: Row) => b.behind[0]!.orders - a.behind[0]!.orders || (a.label.en < b.label.en ? -1 : 1);
const all = (orders: number, query: Query): Behind[] => [{ key: 'all', orders, query }];

/** One row for each count, with the filter that finds its orders. */
export const countRows = (counts: readonly OpenCount[], labelOf: (key: string) => Label, queryOf: (key: string) => Query): Row[] =>
  counts.map(({ key, orders }) => {
    const named = key ?? 'none';
    return { key: named, label: labelOf(named), values: [orders], behind: all(orders, queryOf(named)) };
  });

export const mostFirst = (rows: readonly Row[]) => rows.toSorted(byMost);

/** Open work of each crew in weeks of it; null where nobody knows the crew's hours. */
export function backlogRows(counts: readonly OpenCount[], teams: ReadonlyMap<string, { name: string; weeklyHours: number }>, open: Query) {
  const rows = counts.map(({ key, orders, minutes, unestimated }): Row => {
    const team = key === null ? undefined : teams.get(key);
    const hours = minutes / 60;
    return {
      key: key ?? 'none',
      label: team ? { en: team.name, es: team.name } : NO_TEAM,
      values: [team ? ratio(hours, team.weeklyHours) : null, hours, orders, unestimated],
      behind: all(orders, { ...open, teamId: key ?? 'none' }),
    };
  });
  const known = counts.filter(({ key }) => key !== null);
  const weekly = sum(known, ({ key }) => teams.get(key!)?.weeklyHours ?? 0);
  return { rows: mostFirst(rows), weeks: ratio(sum(known, ({ minutes }) => minutes) / 60, weekly) };
}
const NO_TEAM: Label = { en: 'No team yet', es: 'Aún sin equipo' };

type Grouping = { by: 'serviceCode' | 'priority'; labelOf: (key: string) => Label; query: Query };

/** Done orders by service or priority, as the catalogue orders them. */
function groups(done: readonly DoneCount[], { by, labelOf, query }: Grouping, keys: readonly string[]) {
  const found = Map.groupBy(done, (one) => one[by]);
  return keys.filter((key) => found.has(key)).map((key) => ({ key, label: labelOf(key), of: found.get(key)!, query: { ...query, [by]: key } }));
}

const split = (met: number, missed: number, query: Query, filter: string): Behind[] => [
  { key: 'met', orders: met, query: { ...query, [filter]: 'true' } },
  { key: 'missed', orders: missed, query: { ...query, [filter]: 'false' } },
];

const inTargetOf = (key: string, label: Label, of: readonly DoneCount[], query: Query): Row => {
  const met = sum(of, (one) => (one.isInTarget === true ? one.orders : 0));
  const missed = sum(of, (one) => (one.isInTarget === false ? one.orders : 0));
  return { key, label, values: [ratio(met, met + missed)], behind: split(met, missed, query, 'isInTarget') };
};

/** Share done by the promised time; orders without a promise are left out. */
export const inTargetRows = (done: readonly DoneCount[], grouping: Grouping, keys: readonly string[]): Row[] =>
  groups(done, grouping, keys).map(({ key, label, of, query }) => inTargetOf(key, label, of, query));
export const inTargetTotal = (done: readonly DoneCount[], query: Query): Row => inTargetOf('total', TOTAL, done, query);

export const TOTAL: Label = { en: 'All', es: 'Todas' };

const restoreOf = (key: string, label: Label, of: readonly DoneCount[], minutes: number, query: Query): Row => {
  const orders = sum(of, (one) => one.orders);
  const hours = ratio(
    sum(of, (one) => one.seconds),
    orders * 3600,
  );
  return { key, label, values: [hours, ratio(minutes, orders * 60)], behind: all(orders, query) };
};

/** Hours from asked to done, and hours worked, both on average. */
export const restoreRows = (done: readonly DoneCount[], worked: ReadonlyMap<string, number>, grouping: Grouping, keys: readonly string[]): Row[] =>
  groups(done, grouping, keys).map(({ key, label, of, query }) => restoreOf(key, label, of, worked.get(key) ?? 0, query));
export const restoreTotal = (done: readonly DoneCount[], worked: ReadonlyMap<string, number>, query: Query): Row =>
  restoreOf(
    'total',
    TOTAL,
    done,
    sum([...worked.values()], (n) => n),
    query,
  );

const reopenedOf = (key: string, label: Label, of: readonly DoneCount[], query: Query): Row => {
  const reopened = sum(of, (one) => (one.isReopened ? one.orders : 0));
  const orders = sum(of, (one) => one.orders);
  const behind: Behind[] = [
    { key: 'missed', orders: reopened, query: { ...query, isReopened: 'true' } },
    { key: 'all', orders, query },
  ];
  return { key, label, values: [ratio(reopened, orders)], behind };
};
export const reopenedRows = (done: readonly DoneCount[], grouping: Grouping, keys: readonly string[]): Row[] =>
  groups(done, grouping, keys).map(({ key, label, of, query }) => reopenedOf(key, label, of, query));
export const reopenedTotal = (done: readonly DoneCount[], query: Query): Row => reopenedOf('total', TOTAL, done, query);

const firstTimeOf = (key: string, label: Label, of: readonly DoneCount[], cameBack: number, query: Query): Row => {
  const orders = sum(of, (one) => one.orders);
  return {
    key,
    label,
    values: [ratio(orders - cameBack, orders)],
    behind: split(orders - cameBack, cameBack, query, 'isFixedFirstTime'),
  };
};
/** Share that needed no second visit; `cameBack`: by service, how many did. */
export const firstTimeRows = (
  done: readonly DoneCount[],
  cameBack: ReadonlyMap<string, number>,
  grouping: Grouping,
  keys: readonly string[],
): Row[] => groups(done, grouping, keys).map(({ key, label, of, query }) => firstTimeOf(key, label, of, cameBack.get(key) ?? 0, query));
export const firstTimeTotal = (done: readonly DoneCount[], cameBack: ReadonlyMap<string, number>, query: Query): Row =>
  firstTimeOf(
    'total',
    TOTAL,
    done,
    sum([...cameBack.values()], (n) => n),
    query,
  );

/** How often each number of stars was given, best first, and the mean. */
export function ratingRows(done: readonly DoneCount[], query: Query): { rows: Row[]; mean: number | null } {
  const rated = done.filter(({ rating }) => rating !== null);
  const orders = (stars: number) =>
    sum(
      rated.filter(({ rating }) => rating === stars),
      (one) => one.orders,
    );
  const rows = [5, 4, 3, 2, 1].map((stars): Row => {
    const label = { en: stars === 1 ? '1 star' : `${stars} stars`, es: stars === 1 ? '1 estrella' : `${stars} estrellas` };
    return { key: String(stars), label, values: [orders(stars)], behind: all(orders(stars), { ...query, rating: String(stars) }) };
  });
  return {
    rows,
    mean: ratio(
      sum(rated, (one) => one.orders * one.rating!),
      sum(rated, (one) => one.orders),
    ),
  };
}

const HOUR_MS = 3_600_000;
/** Time that done orders had waited, by reason: working hours, and hours on the wall. */
export const holdRows = (
  times: ReadonlyMap<string, HoldTime>,
  orders: ReadonlyMap<string, number>,
  { keys, labelOf, query }: { keys: readonly string[]; labelOf: (key: string) => Label; query: Query },
): Row[] =>
  keys
    .filter((key) => orders.has(key))
    .map((key): Row => {
      const { workingMs = 0, calendarMs = 0 } = times.get(key) ?? {};
      const count = orders.get(key)!;
      return { key, label: labelOf(key), values: [workingMs / HOUR_MS, calendarMs / HOUR_MS], behind: all(count, { ...query, wasHeldFor: key }) };
    })
    .toSorted((a, b) => b.values[0]! - a.values[0]!);

/** The filter of orders done on these days. */
export const doneOn = ({ from, to }: Days): Query => ({ completedFrom: from, completedTo: to });
