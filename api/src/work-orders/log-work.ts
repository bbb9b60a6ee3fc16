import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { fieldProblem } from '#kernel/problem.ts';
import { askAboutCost } from './approvals/cost-approval.ts';
import type { CostRequest, LabourRequest } from './contract.ts';
import { tellFollower } from './followers.ts';
import { doneByStanding, lockedOrder } from './locked-order.ts';
import { presentLabour, standingsOf } from './present.ts';
import { notAWorker, notYoursToDo, unknownAssignee } from './problems.ts';
import { findWorker, insertCost, insertEvent, insertLabour, listCosts, listLabour, type OrderRow } from './queries.ts';
import { mayDispatch, mayWork } from './rules/access.ts';
import { asAsked, stamps, type When } from '#kernel/when.ts';

async function forCrew(tx: Sql, actor: Actor, idOrNumber: string) {
  const row = await lockedOrder(tx, actor, idOrNumber, null);
  const standings = standingsOf(row, actor);
  if (!mayWork(standings)) throw notYoursToDo('Hours and cost are entered by those who work on the order.');
  return { row, standings };
}

const DAY_MS = 86_400_000;
const MINUTES_PER_DAY = 1_440;

type Labour = z.infer<typeof LabourRequest>;

/** Minutes one person worked on one day. `id` may come from the caller's Idempotency-Key: what a killed process entered under it is answered, not entered again. */
export const logLabour = (db: Sql, actor: Actor, idOrNumber: string, input: Labour, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const { row, standings } = await forCrew(tx, actor, idOrNumber);
    const made = (await listLabour(tx, row.order.id)).find(({ entry }) => entry.id === id);
    if (made) return presentLabour(made);
    const person = await findWorker(tx, input.personId ?? actor.id, row.order, now);
    if (!person) throw unknownAssignee();
    if (person.id !== actor.id && !mayDispatch(standings)) throw notYoursToDo('Enter your own hours; the desk enters those of others.');
    if (!person.isWorker && person.id !== actor.id) throw notAWorker();
    return enterLabour(tx, actor, row, person, input, asAsked(now), id);
  });

/** The entry itself, on an order whose row is locked. A correction is another entry with its sign; a day never sums to less than nothing or more than 24 hours. */
export async function enterLabour(
  tx: Sql,
  actor: Actor,
  row: OrderRow,
  person: { id: string; name: string },
  { workedOn, minutes, note }: Pick<Labour, 'workedOn' | 'minutes' | 'note'>,
  when: When,
  id: string = uuidv7(),
) {
  // Days are the district's; one day of slack covers the time zones.
  if (Date.parse(workedOn) > when.heardAt.getTime() + DAY_MS)
    throw fieldProblem('work_order.labour_in_future', '/workedOn', 'Choose today or a day before.');
  const sameDay = (await listLabour(tx, row.order.id)).filter((l) => l.person.id === person.id && l.entry.workedOn === workedOn);
  const sum = sameDay.reduce((total, l) => total + l.entry.minutes, minutes);
  if (sum < 0 || sum > MINUTES_PER_DAY)
    throw fieldProblem(
      'work_order.labour_out_of_bounds',
      '/minutes',
      `That would make ${sum} minutes on ${workedOn}; a day has 0 to ${MINUTES_PER_DAY}.`,
    );
  const entry = {
    id,
    workOrderId: row.order.id,
    personId: person.id,
    workedOn,
    minutes,
    note: note ?? null,
    enteredById: actor.id,
    enteredAt: when.heardAt,
  };
  await insertLabour(tx, entry);
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind: 'labour_logged',
    ...doneByStanding(actor, row, (have) => (person.id === actor.id ? mayWork(have) : mayDispatch(have))),
    isInternal: true,
    data: { personName: person.name, workedOn, minutes },
    ...stamps(when),
  });
  const by = doneByStanding(actor, row, (have) => (person.id === actor.id ? mayWork(have) : mayDispatch(have)));
  if (row.order.isFollowed) await tellFollower(tx, { order: row.order, by, now: when.heardAt });
  return presentLabour({ entry, person });
}

/** Material or vendor cost, charged to an account; a correction is another entry with its sign. `id` as for labour. */
export const logCost = (db: Sql, actor: Actor, idOrNumber: string, input: z.infer<typeof CostRequest>, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const { row } = await forCrew(tx, actor, idOrNumber);
    const entered = await listCosts(tx, row.order.id);
    const made = entered.find(({ entry }) => entry.id === id);
    if (made) return made;
    const charged = entered.reduce((sum, cost) => sum + cost.entry.amountCents, 0n);
    if (charged + centsOf(input.amount) < 0n)
      throw fieldProblem('work_order.cost_below_zero', '/amount', `${dollarsOf(charged)} is charged so far; take back at most that.`);
    const entry = {
      id,
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
      ...doneByStanding(actor, row, mayWork),
      isInternal: true,
      data: { kind: input.kind, description: input.description, amount: input.amount, accountString: input.accountString },
      occurredAt: now,
    });
    const by = doneByStanding(actor, row, mayWork);
    await askAboutCost(tx, row, by, now);
    if (row.order.isFollowed) await tellFollower(tx, { order: row.order, by, now });
    return { entry, person: { id: actor.id, name: actor.name } };
  });
