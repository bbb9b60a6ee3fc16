import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { assignOrder } from '../assign-order.ts';
import { changeOrder } from '../change-order.ts';
import { useMacro } from '../macros/use-macro.ts';
import { transitionOrder } from '../transition-order.ts';
import { tagOrder } from '../views/tag-order.ts';
import type { Change } from './contract.ts';

/** Does to one order what the change says, by the use case that does it to one alone. */
export async function changeOne(on: Sql, actor: Actor, id: string, version: number, change: Change, now: Date): Promise<unknown> {
  switch (change.kind) {
    case 'assign':
      return assignOrder(on, actor, id, version, { teamId: change.teamId, personId: change.personId }, now);
    case 'priority':
      return changeOrder(on, actor, id, version, { priority: change.priority, priorityReason: change.reason }, now);
    case 'move':
      return transitionOrder(on, actor, id, version, { to: change.to, note: change.note }, now);
    case 'hold': {
      const { holdReason, holdUntilOn, note } = change;
      return transitionOrder(on, actor, id, version, { to: 'on_hold', holdReason, holdUntilOn, note }, now);
    }
    case 'tag':
      return tagOrder(on, actor, id, change, now);
    case 'plan':
      return changeOrder(on, actor, id, version, { plannedOn: change.plannedOn }, now);
    case 'macro':
      return useMacro(on, actor, id, version, { macroId: change.macroId }, now);
    case 'type':
      return changeOrder(on, actor, id, version, { requestTypeId: change.requestTypeId }, now);
  }
}
