import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor, Compartment } from '#kernel/actor.ts';
import type { AssignmentRequest } from './contract.ts';
import { doneByStanding, lockedOrder, writeChange } from './locked-order.ts';
import { standingsOf } from './present.ts';
import { notAssignable, notAWorker, notInCompartment, notYoursToDo, unknownAssignee, unknownTeam } from './problems.ts';
import { findTeam, findWorker } from './queries.ts';
import { judgeAssignment } from './rules/access.ts';
import { isOpen, type Status } from './rules/lifecycle.ts';
import { asAsked } from '#kernel/when.ts';

/** Gives an open order to a team or a person; a technician takes one of their team's. What waits for triage becomes assigned by it. */
export const assignOrder = (db: Sql, actor: Actor, idOrNumber: string, version: number, input: z.infer<typeof AssignmentRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const row = await lockedOrder(tx, actor, idOrNumber, version);
    const status = row.order.status as Status;
    if (!isOpen(status) || status === 'awaiting_approval') throw notAssignable(status);
    const team = input.teamId ? await findTeam(tx, input.teamId) : null;
    if (team === undefined) throw unknownTeam();
    const person = input.personId ? await findWorker(tx, input.personId, row.order, now) : null;
    if (person === undefined) throw unknownAssignee();

    const order = { ...row.order, compartment: row.order.compartment as Compartment | null };
    switch (judgeAssignment(order, actor, standingsOf(row, actor), { person, team })) {
      case 'not_yours':
        throw notYoursToDo('Assigning this order to others is for the desk; you may take it yourself from your team’s queue.');
      case 'not_a_worker':
        throw notAWorker();
      case 'not_in_compartment':
        throw notInCompartment();
    }
    const moves = status === 'submitted' || status === 'triaged';
    // Naming a team alone puts the order in that team's queue; a held order that was waiting for triage resumes as assigned.
    const heldFrom = status === 'on_hold' && row.order.heldFrom === 'triaged' ? { heldFrom: 'assigned' } : {};
    await writeChange(
      tx,
      row,
      {
        by: doneByStanding(actor, row, (have, as) => judgeAssignment(order, as, have, { person, team }) === 'allowed'),
        kind: person?.id === actor.id ? 'taken' : 'assigned',
        set: {
          ...(team ? { teamId: team.id } : {}),
          assigneeId: person?.id ?? null,
          ...heldFrom,
          ...(moves ? { status: 'assigned', statusChangedAt: now } : {}),
        },
        data: {
          from: status,
          to: moves ? 'assigned' : status,
          teamName: team?.name ?? row.team?.name,
          personId: person?.id,
          personName: person?.name,
        },
      },
      asAsked(now),
    );
    return row.order.id;
  });
