import type { Sql } from '@steward/db';
import { z } from 'zod';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { datesTurned, dayToCome, noSuchSystem, notBySystemYet, portfolioNotFound, structureNotFound } from '../problems.ts';
import { DISTRICT, findPortfolio, findPortfolioById, findStructure, listBands } from '../queries.ts';
import { type Measure, presentCondition } from '../read-condition.ts';
import { bridgeOfMany, type Cause, type Told } from '../rules/bridge.ts';
import { type Condition, fciOf } from '../rules/fci.ts';
import { type PeriodStep, pointsBetween } from '../rules/periods.ts';
import {
  type EventKey,
  firstEventAt,
  lastNotBySystemAt,
  listEventsBehind,
  listSystemsOf,
  type Selection,
  sumByPeriod,
  sumChanges,
  sumKept,
} from './queries.ts';

/** What to look at together; the district's own buildings where nothing is named. */
export type Asked = {
  portfolio?: string | undefined;
  structureId?: string | undefined;
  siteId?: string | undefined;
  areaId?: string | undefined;
  level?: string | undefined;
  /** One system of level 2, by its code. */
  system?: string | undefined;
};
type Dates = { from?: string | undefined; to?: string | undefined };

const YEARS_SHOWN = 5;
const yearsBefore = (day: string, years: number) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date.toISOString().slice(0, 10);
};

type Selected = {
  selection: Selection;
  by: Pick<Measure, 'bands' | 'replacementRatio'>;
  /** The systems to choose from, and the one that was. */
  systems: Awaited<ReturnType<typeof listSystemsOf>>;
  system: Selected['systems'][number] | null;
  /** The end of this day is the first moment at which the system is known; null: as long as anything is. */
  knownFrom: string | null;
  isDemonstration: boolean;
};
async function selected(on: Sql, asked: Asked): Promise<Selected> {
  const { portfolio: code, ...narrowed } = asked;
  const structure = asked.structureId === undefined ? undefined : await findStructure(on, asked.structureId);
  if (asked.structureId !== undefined && !structure) throw structureNotFound();
  const portfolio = structure ? await findPortfolioById(on, structure.portfolioId) : await findPortfolio(on, code ?? DISTRICT);
  if (!portfolio) throw portfolioNotFound();
  const selection = { ...narrowed, portfolioId: portfolio.id };
  const systems = await listSystemsOf(on, selection);
  const system = systems.find(({ code: own }) => own === asked.system) ?? null;
  if (asked.system !== undefined && !system) throw noSuchSystem(asked.system);
  const uncounted = system && (await lastNotBySystemAt(on, selection));
  return {
    selection,
    systems,
    system,
    knownFrom: uncounted && districtDay(uncounted),
    by: { bands: await listBands(on, portfolio.id), replacementRatio: portfolio.replacementRatio },
    isDemonstration: portfolio.isDemonstration,
  };
}

/** Two days in their order, neither to come, nor before all of it is known; a year up to today where none is named, or what of it is known. */
function datesOf({ from, to }: Dates, today: string, knownFrom: string | null) {
  const last = to ?? today;
  const first = from ?? latest(yearsBefore(last, 1), knownFrom ?? '', last);
  if (last > today) throw dayToCome('/to');
  if (first > today) throw dayToCome('/from');
  if (first > last) throw datesTurned();
  if (knownFrom !== null && first < knownFrom) throw notBySystemYet(knownFrom);
  return { from: first, to: last };
}

const valued = ({ dmCents, crvCents }: { dmCents: bigint; crvCents: bigint }): Condition => ({ dmCents, crvCents: crvCents > 0n ? crvCents : null });

/** The condition at the end of the first day, of each month, quarter or year, and of the last day: counted back from what is kept, event by event. */
export async function readHistory(on: Sql, { every, from, to, ...asked }: Asked & Dates & { every: PeriodStep }, now: Date) {
  const { selection, by, systems, system, knownFrom, isDemonstration } = await selected(on, asked);
  const today = districtDay(now);
  const since = await firstEventAt(on, selection);
  // Before the first event nothing was known: a history begins when its first day had ended.
  const begins = latest(since === null ? today : districtDay(since), knownFrom ?? '', today);
  const dates = datesOf({ from: from ?? latest(yearsBefore(to ?? today, YEARS_SHOWN), begins, to ?? today), to }, today, knownFrom);
  const days = pointsBetween(dates.from, dates.to, every);
  const [kept, changes] = [await sumKept(on, selection), await sumByPeriod(on, selection, days)];
  let at = { dmCents: kept.dmCents, crvCents: kept.crvCents };
  const points = days
    .map((day, i) => ({ day, period: i + 1 }))
    .toReversed()
    .map(({ day, period }) => {
      const change = changes.get(period) ?? { dmCents: 0n, crvCents: 0n };
      at = { dmCents: at.dmCents - change.dmCents, crvCents: at.crvCents - change.crvCents };
      return { on: day, ...presentCondition(valued(at), by) };
    })
    .toReversed();
  return {
    bands: by.bands.map((band) => ({ ...band })),
    replacementRatio: by.replacementRatio,
    isDemonstration,
    structures: kept.structures,
    since: begins,
    every,
    system,
    systems,
    points,
  };
}

/** The later of the first two, but no later than the third. */
const latest = (a: string, b: string, atMost: string) => {
  const later = a > b ? a : b;
  return later < atMost ? later : atMost;
};

async function told(on: Sql, selection: Selection, dates: { from: string; to: string }) {
  const rows = await sumChanges(on, selection, dates);
  const all = new Map<
    string,
    { from: { dmCents: bigint; crvCents: bigint }; to: { dmCents: bigint; crvCents: bigint }; changes: Told['changes'][number][] }
  >();
  for (const { id, dmCents, crvCents, change } of rows) {
    const one = all.get(id) ?? { from: { dmCents, crvCents }, to: { dmCents, crvCents }, changes: [] };
    all.set(id, one);
    if (!change) continue;
    const moments = change.isLater ? [one.from, one.to] : [one.from];
    for (const moment of moments) {
      moment.dmCents -= change.dmCents;
      moment.crvCents -= change.crvCents;
    }
    if (!change.isLater) one.changes.push(change);
  }
  return all;
}

/** What changed the condition between the ends of two days, by cause, in cents that add up. */
export async function readBridge(on: Sql, { from, to, ...asked }: Asked & Dates, now: Date) {
  const { selection, by, systems, system, knownFrom, isDemonstration } = await selected(on, asked);
  const dates = datesOf({ from, to }, districtDay(now), knownFrom);
  const bridged = bridgeOfMany((await told(on, selection, dates)).values());
  let ratioBefore = fciOf(bridged.from);
  return {
    isDemonstration,
    system,
    systems,
    from: { on: dates.from, ...presentCondition(bridged.from, by) },
    to: { on: dates.to, ...presentCondition(bridged.to, by) },
    becameKnown: dollarsOf(bridged.becameKnownCents),
    parts: bridged.parts.map(({ cause, dmCents, crvCents, ratioAfter }) => {
      const ratioChange = ratioAfter === null || ratioBefore === null ? null : ratioAfter - ratioBefore;
      ratioBefore = ratioAfter;
      return { cause, deferredChange: dollarsOf(dmCents), valueChange: dollarsOf(crvCents), ratioAfter, ratioChange };
    }),
  };
}

const EventKeyShape = z.tuple([z.string().regex(/^\d{1,19}$/), z.string().regex(/^\d{1,19}$/), z.uuid()]);
const size = (cents: bigint) => String(cents < 0n ? -cents : cents);

type Listing = Asked & Dates & { cause?: Cause | undefined; cursor?: string | undefined; limit: number };
/** What happened behind a part of a bridge, what moved most first. */
export async function listBehind(on: Sql, { from, to, cause, cursor, limit, ...asked }: Listing, now: Date) {
  const { selection, knownFrom } = await selected(on, asked);
  const dates = datesOf({ from, to }, districtDay(now), knownFrom);
  const withoutIds = [...(await told(on, selection, dates))].filter(([, one]) => one.from.crvCents <= 0n && one.to.crvCents <= 0n).map(([id]) => id);
  const after: EventKey | undefined = decodeCursor(cursor, EventKeyShape);
  const rows = await listEventsBehind(on, selection, { ...dates, cause, withoutIds }, after, limit + 1);
  const page = pageOf(rows, limit, ({ event, dm, crv }) => [size(BigInt(dm)), size(BigInt(crv)), event.id]);
  return {
    items: page.items.map(({ event, dm, crv, actor, structure }) => ({
      id: event.id,
      structure,
      kind: event.kind,
      cause: event.cause,
      actor,
      data: event.data,
      deferredChange: dollarsOf(BigInt(dm)),
      valueChange: dollarsOf(BigInt(crv)),
      occurredAt: event.occurredAt,
    })),
    nextCursor: page.nextCursor,
  };
}
