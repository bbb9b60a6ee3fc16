import type { Sql } from '@steward/db';
import type { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { type Chosen, judgeContent, withClosure, withEvents } from '../rules/calendar-content.ts';
import type { Content } from '../rules/calendars.ts';
import { differences } from '../rules/differences.ts';
import { maySeeSetUp, maySetUp, maySetUpDistrict } from '../rules/may-set-up.ts';
import { setUpNotForYou } from '../set-up/problems.ts';
import type { CalendarChange } from './contract.ts';
import { alwaysOpen, calendarNotFound, calendarNotYours, contentRefused, daysPast, nothingDiffers, timeMissing } from './problems.ts';
import { type ByCalendar, type CalendarRow, listNewest, listServicesByCalendar } from './queries.ts';

export const ALWAYS_OPEN = '24x7';
export type Change = z.infer<typeof CalendarChange>;
export type Planned = { row: CalendarRow; after: Content };

/** May the actor change this calendar? An administrator of the district; and who manages every service that works by it. */
export function mayChangeCalendar(actor: Actor, code: string, byCalendar: ByCalendar): boolean {
  const codes = (byCalendar.get(code) ?? []).map((service) => service.code);
  return maySetUpDistrict(actor, null) || (codes.length > 0 && codes.every((service) => maySetUp(actor, service)));
}

type Window = { from: number; to: number };
const asPairs = (windows: readonly Window[]): Content['week'][number] => windows.map(({ from, to }): [number, number] => [from, to]);
type Given = { timeZone: string; week: Window[][]; exceptions: { day: string; windows: Window[]; why: string; uid?: string | undefined }[] };

/** A calendar as it is written down, from how it is sent; in the order of its days and hours. */
export const contentOf = ({ timeZone, week, exceptions }: Given): Content => ({
  timeZone,
  week: week.map(asPairs),
  exceptions: exceptions
    .map(({ day, windows, why, uid }) => ({ day, windows: asPairs(windows), why, ...(uid === undefined ? {} : { uid }) }))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
});

/** Refuses hours that make no sense. */
export function mustMakeSense(content: Content): Content {
  const faults = judgeContent(content);
  if (faults.length > 0) throw contentRefused(faults);
  return content;
}

const needsTime = ({ effect, time }: Pick<Chosen, 'effect' | 'time'>) => (effect === 'delayed_start' || effect === 'early_release') && time === null;

type Saying = { now: Date; /** What closed days are kept with. */ why: string };

function afterOf(change: Change, content: Content, { now, why }: Saying): Content {
  if (change.kind === 'content') return mustMakeSense(contentOf(change));
  if (change.kind === 'import') return withEvents(content, change.events, districtDay(now));
  return withClosure(content, { ...change, why });
}

/** What a change makes of the calendars it names, and for whom the actor may make it; refused as saving it would be. */
export async function planChange(
  on: Sql,
  actor: Actor,
  change: Change,
  saying: Saying,
): Promise<{ planned: Planned[]; onBehalfOfId: string | null }> {
  if (!maySeeSetUp(actor)) throw setUpNotForYou();
  const codes = change.kind === 'closure' ? [...new Set(change.calendars)] : [change.code];
  const [rows, byCalendar] = [await listNewest(on), await listServicesByCalendar(on)];
  const named = codes.map((code) => rows.find((row) => row.code === code));
  if (named.includes(undefined)) throw calendarNotFound();
  const onBehalfOfId = actingFor(actor, (as) => codes.every((code) => mayChangeCalendar(as, code, byCalendar)));
  if (onBehalfOfId === undefined) throw calendarNotYours();
  if (codes.includes(ALWAYS_OPEN)) throw alwaysOpen(change.kind === 'closure' ? '/calendars' : '/week');
  if (change.kind === 'closure' && needsTime(change)) throw timeMissing('/time');
  if (change.kind === 'closure' && change.days.some((day) => day < districtDay(saying.now))) throw daysPast('/days');
  if (change.kind === 'import') for (const [i, event] of change.events.entries()) if (needsTime(event)) throw timeMissing(`/events/${i}/time`);
  const planned = (named as CalendarRow[]).map((row) => ({ row, after: afterOf(change, row.content, saying) }));
  const differing = planned.filter(({ row, after }) => Object.keys(differences(row.content, after).after).length > 0);
  if (change.kind === 'closure' && differing.length === 0) throw nothingDiffers('/days');
  return { planned: differing, onBehalfOfId };
}
