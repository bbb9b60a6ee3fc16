import { setImmediate as breathe } from 'node:timers/promises';
import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import type { Calendar, KnownCalendar } from '#kernel/calendar.ts';
import { calendarOf, contentDifferences, differingDays, keptCalendars, planChange } from '../../catalog/index.ts';
import { type Change, dueAfterChange } from '../rules/moves.ts';
import { promiseOf } from '../rules/promise.ts';
import type { CalendarPreviewRequest } from './contract.ts';
import { type DueRow, listDueBy, listHistories, listSeen } from './queries.ts';

const EXAMPLES = 10;
const MINUTE_MS = 60_000;
/** Orders that are worked out before others get their turn. */
const AT_ONE_GO = 1_000;

const differs = (due: Date, after: number | null) => Math.abs((after ?? 0) - due.getTime()) >= MINUTE_MS;

/** What a change of calendars would do to open orders: nothing is saved. */
export async function previewCalendars(db: Sql, actor: Actor, change: z.infer<typeof CalendarPreviewRequest>, now: Date) {
  const { planned } = await planChange(db, actor, change, { now, why: '' });
  const changes = new Map(
    planned.map(({ row, after }): [string, Change] => [
      row.code,
      { before: calendarOf(row.content), after: calendarOf(after), days: differingDays(row.content, after) },
    ]),
  );
  const rows = planned.length === 0 ? [] : await listDueBy(db, [...changes.keys()]);
  const moved: DueRow[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % AT_ONE_GO === 0) await breathe();
    if (differs(row.resolutionDueAt!, dueAfterChange(row, changes.get(row.policy!.calendar)!, now))) moved.push(row);
  }
  return {
    calendars: planned.map(({ row: { code, nameEn, nameEs, content }, after }) => ({ code, nameEn, nameEs, ...contentDifferences(content, after) })),
    openOrders: rows.length,
    moved: moved.length,
    people: new Set(moved.flatMap(({ requesterId, submittedById }) => [requesterId, submittedById]).filter((id) => id !== actor.id)).size,
    examples: await examplesOf(db, actor, moved, new Map([...changes].map(([code, { after }]) => [code, after])), now),
  };
}

/** The first of those that the actor may see, worked out from their histories as the recount will. */
async function examplesOf(db: Sql, actor: Actor, moved: readonly DueRow[], after: ReadonlyMap<string, Calendar>, now: Date) {
  const some = moved.slice(0, EXAMPLES * 10);
  const titles = await listSeen(
    db,
    actor,
    some.map(({ id }) => id),
  );
  const seen = some.filter(({ id }) => titles.has(id)).slice(0, EXAMPLES);
  const histories = await listHistories(
    db,
    seen.map(({ id }) => id),
  );
  const { calendars } = await keptCalendars(db);
  const then = new Map(
    [...calendars].map(([code, known]): [string, KnownCalendar] => {
      const calendar = after.get(code);
      const next = calendar && { id: Number.MAX_SAFE_INTEGER, at: now.getTime(), by: null, byId: null, why: '', calendar, days: null };
      return [code, next ? [...known, next] : known];
    }),
  );
  return seen.map((row) => ({
    number: row.number,
    title: titles.get(row.id)!,
    dueBefore: row.resolutionDueAt!,
    dueAt: promiseOf(row, histories.get(row.id) ?? [], then, now).resolutionDueAt ?? null,
  }));
}
