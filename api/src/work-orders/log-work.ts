import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { fieldProblem } from '#kernel/problem.ts';
import type { CostRequest, LabourRequest } from './contract.ts';
import { lockedOrder } from './locked-order.ts';
import { standingsOf } from './present.ts';
import { notAWorker, notYoursToDo, unknownAssignee } from './problems.ts';
import { findWorker, insertCost, insertEvent, insertLabour, listCosts, listLabour } from './queries.ts';
import { mayDispatch, mayWork } from './rules/access.ts';

async function forCrew(tx: Sql, actor: Actor, idOrNumber: string) {
  const row = await lockedOrder(tx, actor, idOrNumber, null);
  const standings = standingsOf(row, actor);
  if (!mayWork(standings)) throw notYoursToDo('Hours and cost are entered by those who work on the order.');
  return { row, standings };
}

const DAY_MS = 86_400_000;
const MINUTES_PER_DAY = 1_440;

/** Minutes one person worked on one day. A correction is another entry with its sign; a day never sums to less than nothing or more than 24 hours. */
export const logLabour = (db: Sql, actor: Actor, idOrNumber: string, input: z.infer<typeof LabourRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const { row, standings } = await forCrew(tx, actor, idOrNumber);
    const person = await findWorker(tx, input.personId ?? actor.id, row.order);
    if (!person) throw unknownAssignee();
    if (person.id !== actor.id && !mayDispatch(standings)) throw notYoursToDo('Enter your own hours; the desk enters those of others.');
    if (!person.isWorker && person.id !== actor.id) throw notAWorker();
    // Days are the district's; one day of slack covers the time zones.
    if (Date.parse(input.workedOn) > now.getTime() + DAY_MS)
      throw fieldProblem('work_order.labour_in_future', '/workedOn', 'Choose today or a day before.');
    const sameDay = (await listLabour(tx, row.order.id)).filter((l) => l.person.id === person.id && l.entry.workedOn === input.workedOn);
    const sum = sameDay.reduce((total, l) => total + l.entry.minutes, input.minutes);
    if (sum < 0 || sum > MINUTES_PER_DAY)
      throw fieldProblem(
        'work_order.labour_out_of_bounds',
        '/minutes',
        `That would make ${sum} minutes on ${input.workedOn}; a day has 0 to ${MINUTES_PER_DAY}.`,
      );
    const entry = {
      id: uuidv7(),
      workOrderId: row.order.id,
      personId: person.id,
      workedOn: input.workedOn,
      minutes: input.minutes,
      note: input.note ?? null,
      enteredById: actor.id,
      enteredAt: now,
    };
    await insertLabour(tx, entry);
    await insertEvent(tx, {
      workOrderId: row.order.id,
      kind: 'labour_logged',
      actorId: actor.id,
      isInternal: true,
      data: { personName: person.name, workedOn: input.workedOn, minutes: input.minutes },
      occurredAt: now,
    });
    return {
      id: entry.id,
      person: { id: person.id, name: person.name },
      workedOn: entry.workedOn,
      minutes: entry.minutes,
      note: entry.note,
      enteredAt: now,
    };
  });

/** Material or vendor cost, charged to an account; a correction is another entry with its sign. */
export const logCost = (db: Sql, actor: Actor, idOrNumber: string, input: z.infer<typeof CostRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const { row } = await forCrew(tx, actor, idOrNumber);
    const charged = (await listCosts(tx, row.order.id)).reduce((sum, cost) => sum + cost.entry.amountCents, 0n);
    if (charged + centsOf(input.amount) < 0n)
      throw fieldProblem('work_order.cost_below_zero', '/amount', `${dollarsOf(charged)} is charged so far; take back at most that.`);
    const entry = {
      id: uuidv7(),
      workOrderId: row.order.id,
      kind: input.kind,
      description: input.description,
      amountCents: centsOf(input.amount),
      accountString: input.accountString,
      enteredById: actor.id,
      enteredAt: now,
    };
    await insertCost(tx, entry);
    await insertEvent(tx, {
      workOrderId: row.order.id,
      kind: 'cost_logged',
      actorId: actor.id,
      isInternal: true,
      data: { kind: input.kind, description: input.description, amount: input.amount, accountString: input.accountString },
      occurredAt: now,
    });
    return { entry, person: { id: actor.id, name: actor.name } };
  });
