import type { Sql } from '@steward/db';
import type { Actor, Compartment } from '#kernel/actor.ts';
import { Problem } from '#kernel/problem.ts';
import { districtDay } from '#kernel/day.ts';
import { findRequestType } from '../../catalog/index.ts';
import { judgeUse } from '../macros/use-macro.ts';
import { factsOf, needsHazardAcknowledgement, standingsOf } from '../present.ts';
import {
  confidentialTypeChange,
  dayPast,
  hazardUnacknowledged,
  moveNeeds,
  moveNotYours,
  moveRefused,
  notAssignable,
  notAWorker,
  notInCompartment,
  notYoursToChange,
  notYoursToDo,
  reopenTooLate,
  tooManyTags,
  unknownAssignee,
  unknownTeam,
  unknownType,
  wordsAreFixed,
} from '../problems.ts';
import { findPerson, findTeam, findWorker, type OrderRow } from '../queries.ts';
import { judgeAssignment, mayDispatch } from '../rules/access.ts';
import { type Given, isOpen, judgeMove, movesFor, type Status } from '../rules/lifecycle.ts';
import { changeTags, TAGS_AT_MOST } from '../rules/tags.ts';
import type { Change } from './contract.ts';

/** What the change would do to one order: something, nothing, or why not. */
export type Verdict = 'changes' | 'same' | Problem;
export type Judge = (row: OrderRow) => Promise<Verdict>;

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>;

async function assigning(on: Sql, actor: Actor, { teamId, personId }: Of<'assign'>, now: Date): Promise<Judge> {
  const team = teamId ? await findTeam(on, teamId) : null;
  if (team === undefined) throw unknownTeam();
  if (personId && !(await findPerson(on, personId))) throw unknownAssignee();
  // What a person may be given depends on the order's compartment and site only.
  const workers = new Map<string, ReturnType<typeof findWorker>>();
  const workerFor = (order: OrderRow['order']) => {
    const key = order.compartment === null ? '' : `${order.compartment} ${order.siteId}`;
    const known = workers.get(key) ?? findWorker(on, personId!, order, now);
    workers.set(key, known);
    return known;
  };
  return async (row) => {
    const { order } = row;
    const status = order.status as Status;
    if (!isOpen(status) || status === 'awaiting_approval') return notAssignable(status);
    const person = personId ? await workerFor(order) : null;
    if (person === undefined) throw unknownAssignee();
    const verdict = judgeAssignment({ ...order, compartment: order.compartment as Compartment | null }, actor, standingsOf(row, actor), {
      person,
      team,
    });
    if (verdict === 'not_yours')
      return notYoursToDo('Assigning this order to others is for the desk; you may take it yourself from your team’s queue.');
    if (verdict === 'not_a_worker') return notAWorker();
    if (verdict === 'not_in_compartment') return notInCompartment();
    const stays = (!team || team.id === order.teamId) && (person?.id ?? null) === order.assigneeId;
    return stays && status !== 'submitted' && status !== 'triaged' ? 'same' : 'changes';
  };
}

function moving(actor: Actor, to: Status, isAt: (row: OrderRow) => boolean, given: Given, now: Date): Judge {
  return async (row) => {
    const { order } = row;
    if (isAt(row)) return 'same';
    const standings = standingsOf(row, actor);
    const verdict = judgeMove(factsOf(row), to, standings, { ...given, assignee: order.assigneeId !== null || order.teamId !== null }, now);
    const legal = () => movesFor(factsOf(row), standings, now);
    if (!verdict.ok) {
      if (verdict.why === 'missing') return moveNeeds(verdict.needs);
      if (verdict.why === 'too_late') return reopenTooLate();
      return verdict.why === 'not_your_move' ? moveNotYours(to, legal()) : moveRefused(order.status as Status, to, legal());
    }
    return to === 'in_progress' && needsHazardAcknowledgement(row) ? hazardUnacknowledged(row.room?.hazardNote ?? null) : 'changes';
  };
}

/** What the desk writes on an open order. */
const desk =
  (actor: Actor, field: string, verdict: (row: OrderRow) => Verdict): Judge =>
  async (row) => {
    if (!mayDispatch(standingsOf(row, actor))) return notYoursToChange(field);
    return isOpen(row.order.status as Status) ? verdict(row) : wordsAreFixed();
  };

const tagging =
  (actor: Actor, input: Of<'tag'>): Judge =>
  async (row) => {
    if (!mayDispatch(standingsOf(row, actor))) return notYoursToDo('Tags are for the desk to set.');
    const { added, removed, after } = changeTags(row.tags, input);
    if (after.length > TAGS_AT_MOST) return tooManyTags(TAGS_AT_MOST);
    return added.length + removed.length > 0 ? 'changes' : 'same';
  };

async function retyping(on: Sql, actor: Actor, { requestTypeId }: Of<'type'>): Promise<Judge> {
  const type = await findRequestType(on, requestTypeId);
  if (!type?.isActive) throw unknownType();
  return desk(actor, 'requestTypeId', ({ order }) => {
    if (type.compartment !== order.compartment) return confidentialTypeChange();
    return order.requestTypeId === type.id ? 'same' : 'changes';
  });
}

/** How this actor's change is judged for each order, by the rules of doing it to one alone. Throws where what the change names is not there. */
export async function judgeFor(on: Sql, actor: Actor, change: Change, now: Date): Promise<Judge> {
  switch (change.kind) {
    case 'assign':
      return assigning(on, actor, change, now);
    case 'move':
      return moving(actor, change.to, ({ order }) => order.status === change.to, { note: !!change.note }, now);
    case 'hold':
      if (change.holdUntilOn && change.holdUntilOn < districtDay(now)) throw dayPast('holdUntilOn');
      return moving(actor, 'on_hold', ({ order }) => order.holdReason === change.holdReason, { holdReason: true, note: !!change.note }, now);
    case 'tag':
      return tagging(actor, change);
    case 'priority':
      return desk(actor, 'priority', ({ order }) => (order.priority === change.priority ? 'same' : 'changes'));
    case 'plan':
      if (change.plannedOn !== null && change.plannedOn < districtDay(now)) throw dayPast('plannedOn');
      return desk(actor, 'plannedOn', ({ order }) => (order.plannedOn === change.plannedOn ? 'same' : 'changes'));
    case 'macro':
      return judgeUse(on, actor, change.macroId, now);
    case 'type':
      return retyping(on, actor, change);
  }
}

/** The problem that one order was refused with; anything else is a failure of ours. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}
