import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { findActors } from '../../people/index.ts';
import { doneByStanding } from '../locked-order.ts';
import { workOrderNotFound } from '../problems.ts';
import { insertEvent, lockOrderById } from '../queries.ts';
import { mayDispatch } from '../rules/access.ts';
import type { When } from '#kernel/when.ts';
import { labour, step, takeInRequest } from './carry-out.ts';
import type { DecisionRequest, FieldOperation } from './contract.ts';
import { operationDecided, operationNotFound } from './problems.ts';
import { findForDesk, lockOperation, type OperationRow, setDecision } from './queries.ts';
import type { z } from 'zod';

type Decision = z.infer<typeof DecisionRequest>;

/** The desk decides on what was set aside: does it now, as it was meant and when it was meant, or lays it by with a word why. Once. */
export const decide = (db: Sql, actor: Actor, id: string, { decision, note }: Decision, now: Date) =>
  db.transaction(async (tx) => {
    await lockOperation(tx, id);
    const found = await findForDesk(tx, actor, id);
    if (!found) throw operationNotFound();
    if (found.operation.decision !== null) throw operationDecided();
    const orderId = decision === 'apply' ? await apply(tx, actor, found, now) : await dismiss(tx, actor, found, note!, now);
    await setDecision(tx, id, {
      decision: decision === 'apply' ? 'applied' : 'dismissed',
      decisionNote: note ?? null,
      decidedById: actor.id,
      decidedAt: now,
      workOrderId: orderId,
    });
    return id;
  });

async function apply(tx: Sql, actor: Actor, { operation, by }: OperationRow, now: Date): Promise<string> {
  const when: When = { at: operation.occurredAt, heardAt: now };
  const meant = { kind: operation.kind, payload: operation.payload } as Pick<FieldOperation, 'kind' | 'payload'>;
  if (meant.kind === 'request') {
    const [requester] = await findActors(tx, [by.id], now);
    if (!requester) throw operationNotFound();
    return takeInRequest(tx, requester, meant.payload as Extract<FieldOperation, { kind: 'request' }>['payload'], when);
  }
  const row = await lockOrderById(tx, operation.workOrderId!);
  if (!row) throw workOrderNotFound();
  if (meant.kind === 'labour') await labour(tx, actor, row, by, meant.payload as { minutes: number }, when);
  else await step(tx, actor, row, meant as Parameters<typeof step>[3], when, by);
  return row.order.id;
}

async function dismiss(tx: Sql, actor: Actor, { operation, by }: OperationRow, note: string, now: Date) {
  const row = operation.workOrderId === null ? undefined : await lockOrderById(tx, operation.workOrderId);
  if (!row) return null;
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind: 'field_dismissed',
    ...doneByStanding(actor, row, mayDispatch),
    isInternal: true,
    data: { operationId: operation.id, kind: operation.kind, meantBy: by.name, note },
    occurredAt: now,
  });
  return row.order.id;
}
