import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { DISTRICT_ZONE, dayAfter, districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { type ChangeKind, type ChangeRow, listChanges, tallyChanges } from './change-queries.ts';
import { presentDecisions } from './present-project.ts';
import { dayToCome, daysTurned } from './problems.ts';
import { headOf, programmeSeen } from './seen.ts';

const CURSOR = z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/), z.uuid()]);
type Asked = {
  since: string;
  until?: string | undefined;
  projectId?: string | undefined;
  kind?: ChangeKind | undefined;
  only?: 'notable' | undefined;
  limit: number;
  cursor?: string | undefined;
};

const OFFSET = new Intl.DateTimeFormat('en', { timeZone: DISTRICT_ZONE, timeZoneName: 'longOffset' });
/** When a day begins in the district: by the offset before two in the morning, when clocks change. */
function startOf(day: string): Date {
  const offset =
    OFFSET.formatToParts(new Date(`${day}T06:00:00Z`))
      .find(({ type }) => type === 'timeZoneName')!
      .value.slice(3) || 'Z';
  return new Date(`${day}T00:00:00${offset}`);
}

/** What changed in a programme in these days, the latest first, and how much of each kind. */
export async function readChanges(
  on: Sql,
  actor: Actor,
  programmeId: string,
  { since, until, limit, cursor, projectId, kind, only }: Asked,
  now: Date,
) {
  const programme = await programmeSeen(on, actor, programmeId);
  const today = districtDay(now);
  if (since > today) throw dayToCome('/since');
  const last = until ?? today;
  if (since > last) throw daysTurned();
  const asked = { programmeId, projectId, kind, isNotable: only === 'notable', since: startOf(since), until: startOf(dayAfter(last)) };
  const [rows, tally] = await Promise.all([
    listChanges(on, actor, asked, { after: decodeCursor(cursor, CURSOR), limit: limit + 1 }),
    only === undefined ? tallyChanges(on, actor, asked) : [],
  ]);
  const { items, nextCursor } = pageOf(rows, limit, ({ at, id }) => [at, id]);
  return {
    ...headOf(programme, actor, last < today ? last : today),
    since,
    until: last,
    tally: tally.map(({ kind: of, count, cents }) => ({ kind: of, count, amount: dollarsOf(BigInt(cents)) })),
    items: items.map(presentChange),
    nextCursor,
  };
}

function presentChange({ at, cents, state, moved, decisions, projectId, projectCode, projectName, siteName, ...change }: ChangeRow) {
  return {
    ...change,
    at: new Date(at),
    amount: cents === null ? null : dollarsOf(BigInt(cents)),
    state: state as 'waiting' | null,
    moved: moved as 'draw' | null,
    decisions: presentDecisions(decisions),
    project: projectId === null ? null : { id: projectId, code: projectCode!, name: projectName!, siteName: siteName! },
  };
}
