import type { Sql } from '@steward/db';
import { type Actor, holds } from '#kernel/actor.ts';
import { calendarAsOf } from '#kernel/calendar.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';
import { keptCalendars, PRIORITIES } from '../catalog/index.ts';
import { dueBefore, type Filters, HOLD_REASONS } from '../work-orders/index.ts';
import { AGE_LABELS, DEFINITIONS, DUE_LABELS, type Figure, FIGURES, HOLD_LABELS, NO_AREA, PRIORITY_LABELS } from './definitions.ts';
import { figuresNotForYou } from './problems.ts';
import { countCameAgain, countDone, countOpen, listHolds, listNames, type Names, type OpenCounts, sumLabour } from './queries.ts';
import { holdTimes, workingTimeUpTo } from './rules/hold-time.ts';
import {
  backlogRows,
  countRows,
  type DoneCount,
  doneOn,
  firstTimeRows,
  firstTimeTotal,
  holdRows,
  inTargetRows,
  inTargetTotal,
  type Label,
  mostFirst,
  type OpenCount,
  type Query,
  ratingRows,
  reopenedRows,
  reopenedTotal,
  restoreRows,
  restoreTotal,
  type Row,
} from './rules/panel.ts';
import { AGES, daysOf, type Period } from './rules/period.ts';

type Asked = { period: Period; serviceCode?: string | undefined; areaId?: string | undefined };
/** The rows of a figure; the row of all together, and one value above it, where they make sense. */
type Shown = { rows: Row[]; total?: Row; value?: number | null };

const named = (en: string, es = en): Label => ({ en, es });
const ownName = (key: string) => named(key);

/** What the operation looks like to this actor: each figure counts what they may see, and says which list it was counted from. */
export async function readOperations(on: Sql, actor: Actor, { period, ...place }: Asked, now: Date) {
  if (!holds(actor, 'dispatcher', 'service_manager', 'auditor', 'administrator')) throw figuresNotForYou();
  const today = districtDay(now);
  const days = daysOf(period, today);
  const scope: Filters = place;
  const scopeQuery: Query = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined)) as Query;
  const done = { ...scope, completedFrom: days.from, completedTo: days.to };

  const [names, open, doneCounts, again, worked, waits] = await Promise.all([
    listNames(on),
    countOpen(on, actor, scope, { today, now, tonight: dueBefore('today', now), sunday: dueBefore('week', now) }),
    countDone(on, actor, done),
    countCameAgain(on, actor, done),
    sumLabour(on, actor, done),
    readHolds(on, actor, done, today),
  ]);
  const shown: Record<Figure, Shown> = {
    ...openFigures(open, names, { ...scopeQuery, isOpen: 'true' }, today),
    ...doneFigures({ done: doneCounts, again, worked, waits }, names, { ...scopeQuery, ...doneOn(days) }),
  };
  return {
    asOf: now,
    period: { code: period, ...days },
    open: open.total[0]?.orders ?? 0,
    openQuery: { ...scopeQuery, isOpen: 'true' },
    figures: FIGURES.map((key) => ({ key, ...DEFINITIONS[key], columns: [...DEFINITIONS[key].columns], value: null, total: null, ...shown[key] })),
  };
}

/** How long done orders had waited for what, and how many of them. */
async function readHolds(on: Sql, actor: Actor, done: Filters, today: string) {
  const rows = await listHolds(on, actor, done);
  const { calendars } = await keptCalendars(on);
  const waits = rows.map(([reason, calendar, from, to]) => ({ reason, calendar, from: from * 1000, to: to * 1000 }));
  const first = waits.reduce((least, { from }) => Math.min(least, from), Infinity);
  const made = new Map<string, (at: number) => number>();
  const upTo = (code: string) => {
    const known = calendars.get(code) ?? calendars.get('district')!;
    if (!made.has(code))
      made.set(code, workingTimeUpTo(calendarAsOf(known, Infinity), dayAfter(new Date(first).toISOString().slice(0, 10), -2), dayAfter(today)));
    return made.get(code)!;
  };
  const orders = new Map<string, number>();
  for (const [reason, , , , isFirst] of rows) if (isFirst) orders.set(reason, (orders.get(reason) ?? 0) + 1);
  return { times: holdTimes(waits, upTo), orders };
}

const of = (counts: readonly OpenCount[], key: string): OpenCount =>
  counts.find((one) => one.key === key) ?? { key, orders: 0, minutes: 0, unestimated: 0 };

function openFigures(open: OpenCounts, names: Names, query: Query, today: string) {
  const ages = AGES.map(({ key }) => of(open.age, key));
  const ageQuery = (key: string) => {
    const { from, to } = AGES.find((age) => age.key === key)!;
    return { ...query, submittedTo: dayAfter(today, -from), ...(to === null ? {} : { submittedFrom: dayAfter(today, -to) }) };
  };
  const trades = new Map(names.trades.map(({ serviceCode, code, en, es }) => [`${serviceCode}/${code}`, { en, es }]));
  const tradeQuery = (key: string) => ({ ...query, serviceCode: key.split('/')[0]!, tradeCode: key.split('/')[1]! });
  const areas = new Map(names.areas.map(({ id, name }) => [id, named(name)]));
  const teams = new Map(names.teams.map((team) => [team.id, team]));
  const { rows: backlog, weeks } = backlogRows(open.team, teams, query);
  // What is late is late tonight and on Sunday, too.
  const late = of(open.due, 'late').orders;
  const tonight = late + of(open.due, 'today').orders;
  const due = { late, today: tonight, week: tonight + of(open.due, 'week').orders };
  const dueCounts = Object.entries(due).map(([key, orders]): OpenCount => ({ key, orders, minutes: 0, unestimated: 0 }));
  const { isOpen: _, ...anyQuery } = query;
  return {
    due: {
      rows: countRows(
        dueCounts,
        (key) => DUE_LABELS[key]!,
        (key) => ({ ...anyQuery, due: key }),
      ),
    },
    open_by_age: { rows: countRows(ages, (key) => AGE_LABELS[key]!, ageQuery) },
    open_by_trade: { rows: mostFirst(countRows(open.trade, (key) => trades.get(key) ?? ownName(key), tradeQuery)) },
    open_by_area: {
      rows: mostFirst(
        countRows(
          open.area,
          (key) => areas.get(key) ?? NO_AREA,
          (key) => ({ ...query, areaId: key }),
        ),
      ),
    },
    waiting: {
      rows: mostFirst(
        countRows(
          open.hold.filter(({ key }) => key !== null),
          (key) => HOLD_LABELS[key] ?? ownName(key),
          (key) => ({ ...query, holdReason: key }),
        ),
      ),
    },
    backlog: { rows: backlog, value: weeks },
  } satisfies Partial<Record<Figure, Shown>>;
}

type Done = {
  done: DoneCount[];
  again: [string, number][];
  worked: Map<string, number>;
  waits: Awaited<ReturnType<typeof readHolds>>;
};

function doneFigures({ done, again, worked, waits }: Done, names: Names, query: Query) {
  const services = new Map(names.services.map(({ code, en, es }) => [code, { en, es }]));
  const codes = [...services.keys()];
  const byService = { by: 'serviceCode', labelOf: (code: string) => services.get(code) ?? ownName(code), query } as const;
  const byPriority = { by: 'priority', labelOf: (key: string) => PRIORITY_LABELS[key]!, query } as const;
  const reopened = (code: string) => done.filter((one) => one.serviceCode === code && one.isReopened).reduce((sum, one) => sum + one.orders, 0);
  const cameBack = new Map(codes.map((code) => [code, reopened(code) + (again.find(([service]) => service === code)?.[1] ?? 0)]));
  const { rows: stars, mean } = ratingRows(done, query);
  return {
    in_target_by_priority: { rows: inTargetRows(done, byPriority, PRIORITIES), total: inTargetTotal(done, query) },
    in_target_by_service: { rows: inTargetRows(done, byService, codes), total: inTargetTotal(done, query) },
    restore: { rows: restoreRows(done, worked, byPriority, PRIORITIES), total: restoreTotal(done, worked, query) },
    hold_time: { rows: holdRows(waits.times, waits.orders, { keys: HOLD_REASONS, labelOf: (key) => HOLD_LABELS[key]!, query }) },
    reopened: { rows: reopenedRows(done, byService, codes), total: reopenedTotal(done, query) },
    first_time_fix: { rows: firstTimeRows(done, cameBack, byService, codes), total: firstTimeTotal(done, cameBack, query) },
    ratings: { rows: stars, value: mean },
  } satisfies Partial<Record<Figure, Shown>>;
}
