import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, actingFor, doneBy } from '#kernel/actor.ts';
import { dayAfter, districtDay } from '#kernel/day.ts';
import { absenceDays, absenceNotFound, administratorsOnly, hasLeftAlready } from '../problems.ts';
import { findPerson, insertPersonEvent } from '../queries.ts';
import { administersDistrict } from '../rules/grants.ts';
import type { AbsenceRequest } from './contract.ts';
import { type AbsenceRow, findAbsence, insertAbsence, listAbsences, setEnded } from './queries.ts';

const LONGEST_DAYS = 366;

function stateOf({ absence }: AbsenceRow, now: Date) {
  const today = districtDay(now);
  if (absence.endedAt) return 'ended' as const;
  if (absence.endsOn <= today) return 'over' as const;
  return absence.startsOn <= today ? ('running' as const) : ('planned' as const);
}

const present = (row: AbsenceRow, now: Date) => ({
  id: row.absence.id,
  person: row.person,
  startsOn: row.absence.startsOn,
  lastOn: dayAfter(row.absence.endsOn, -1),
  state: stateOf(row, now),
  createdBy: row.createdBy,
});

/** For whom the actor enters it: null for themselves. One's own, and administrators everybody's. */
function judge(actor: Actor, personId: string): string | null {
  const onBehalfOfId = personId === actor.id ? null : actingFor(actor, administersDistrict);
  if (onBehalfOfId === undefined) throw administratorsOnly();
  return onBehalfOfId;
}

/** Notes the days on which somebody is away. */
export const enterAbsence = (db: Sql, actor: Actor, input: z.infer<typeof AbsenceRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const { personId = actor.id, startsOn, lastOn } = input;
    const onBehalfOfId = judge(actor, personId);
    if (!(await findPerson(tx, personId))?.isActive) throw hasLeftAlready('/personId');
    if (lastOn < startsOn) throw absenceDays('The last day comes before the first.');
    if (lastOn < districtDay(now)) throw absenceDays('Choose today or a day to come.');
    if (lastOn >= dayAfter(startsOn, LONGEST_DAYS)) throw absenceDays('Enter at most a year.');
    const id = uuidv7();
    await insertAbsence(tx, { id, personId, startsOn, endsOn: dayAfter(lastOn), createdAt: now, createdById: actor.id });
    await insertPersonEvent(tx, { personId, kind: 'absence_entered', ...doneBy(actor, onBehalfOfId), data: { startsOn, lastOn }, occurredAt: now });
    return present((await findAbsence(tx, id))!, now);
  });

/** Ends an absence at once: they are back, or it was entered by mistake. */
export const endAbsence = (db: Sql, actor: Actor, id: string, now: Date) =>
  db.transaction(async (tx) => {
    const row = await findAbsence(tx, id);
    if (!row || (row.person.id !== actor.id && !administersDistrict(actor))) throw absenceNotFound();
    const onBehalfOfId = judge(actor, row.person.id);
    const state = stateOf(row, now);
    if (state === 'ended' || state === 'over') return present(row, now);
    await setEnded(tx, id, now);
    const data = { startsOn: row.absence.startsOn, lastOn: dayAfter(row.absence.endsOn, -1) };
    await insertPersonEvent(tx, { personId: row.person.id, kind: 'absence_ended', ...doneBy(actor, onBehalfOfId), data, occurredAt: now });
    return present((await findAbsence(tx, id))!, now);
  });

/** When a person is or was away, newest first. */
export async function readAbsences(on: Sql, actor: Actor, personId: string, now: Date) {
  if (personId !== actor.id && !administersDistrict(actor)) throw administratorsOnly();
  return { items: (await listAbsences(on, personId)).map((row) => present(row, now)) };
}
