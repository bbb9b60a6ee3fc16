import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { Problem } from '#kernel/problem.ts';
import { idOfKey } from '#platform/idempotency.ts';
import { findRequestType } from '../../catalog/index.ts';
import { findPlace } from '../../sites/index.ts';
import { doneByStanding } from '../locked-order.ts';
import { workOrderNotFound } from '../problems.ts';
import { insertEvent, lockOrderById, type OrderRow } from '../queries.ts';
import { standingsOf } from '../present.ts';
import { mayWork } from '../rules/access.ts';
import type { FieldKind } from '../rules/field.ts';
import type { Status } from '../rules/lifecycle.ts';
import { happenedAt, notBefore, stamps, type When } from '#kernel/when.ts';
import type { FieldOperation } from './contract.ts';
import { carryOut, takeInRequest } from './carry-out.ts';
import { isPassFor } from './pass.ts';
import { answerOf, refusalOf, type Result, wordsOf } from './present.ts';
import { notForField } from './problems.ts';
import { findOperation, insertOperation, lockOperation } from './queries.ts';

type Sent = { sentAt: Date; now: Date; secret: string };
type OnOrder = Exclude<FieldOperation, { kind: 'request' }>;

/** What cannot be put right by waiting or by the desk: the phone has it still, and sends it again once it is mended. */
const MENDED_ON_THE_PHONE = ['work_order.unknown_attachment'];

/**
 * Takes in one thing that was meant on a phone, once however often it is sent: its record is written in the transaction of its effect. What
 * can no longer be done is set aside for the desk with what was meant; nothing that was worked, written or seen is lost.
 */
export const takeIn = (db: Sql, actor: Actor, operation: FieldOperation, { sentAt, now, secret }: Sent): Promise<Result> =>
  db
    .transaction(async (tx) => {
      await lockOperation(tx, operation.id);
      const known = await findOperation(tx, operation.id);
      if (known && known.operation.personId !== actor.id) throw notForField();
      if (known) return answerOf(known);

      const deviceAt = new Date(operation.deviceAt);
      const when = { at: happenedAt({ deviceAt, sentAt }, now), heardAt: now };
      const record = {
        id: operation.id,
        personId: actor.id,
        kind: operation.kind,
        payload: operation.payload,
        deviceAt,
        sentAt,
        occurredAt: when.at,
        receivedAt: now,
      };
      const done = operation.kind === 'request' ? await request(tx, actor, operation, when) : await onOrder(tx, actor, operation, when, secret);
      await insertOperation(tx, { ...record, ...done });
      return answerOf((await findOperation(tx, operation.id))!);
    })
    .catch((error: unknown) => {
      if (error instanceof Problem && error.status < 500) return refusalOf(operation.id, error);
      throw error;
    });

const orderNow = ({ order }: OrderRow) => ({ workOrderId: order.id, orderStatus: order.status, orderVersion: order.version });

/** Tries it; a refusal undoes what was tried and is given back. */
const tried = async <T>(tx: Sql, act: (on: Sql) => Promise<T>): Promise<{ value: T } | { refusal: Problem }> =>
  tx
    .transaction(async (savepoint) => ({ value: await act(savepoint) }))
    .catch((error: unknown) => {
      if (error instanceof Problem && !MENDED_ON_THE_PHONE.includes(error.code)) return { refusal: error };
      throw error;
    });

async function onOrder(tx: Sql, actor: Actor, operation: OnOrder, seenWhen: When, secret: string) {
  const row = await lockOrderById(tx, operation.orderId);
  if (!row) throw workOrderNotFound();
  const standings = standingsOf(row, actor);
  const isTheirs = mayWork(standings);
  // A confidential order is never on a phone: a pass for one was not given by us.
  const wasTheirs = row.order.compartment === null && isPassFor(operation.pass, secret, row.order.id, actor.id, seenWhen.heardAt);
  if (!isTheirs && !wasTheirs) throw standings.size > 0 ? notForField() : workOrderNotFound();

  const when = notBefore(seenWhen, row.order.submittedAt);
  const seen = { seenStatus: operation.seen?.status ?? null, seenVersion: operation.seen?.version ?? null };
  const result = await tried(tx, (on) => carryOut(on, actor, row, operation, { when, isTheirs }));
  if ('value' in result) return { ...orderNow(row), ...seen, outcome: 'applied', occurredAt: result.value.at };
  await insertEvent(tx, {
    workOrderId: row.order.id,
    kind: 'field_set_aside',
    ...doneByStanding(actor, row, mayWork),
    isInternal: true,
    data: { operationId: operation.id, kind: operation.kind satisfies FieldKind, why: result.refusal.code, note: wordsOf(operation) ?? undefined },
    ...stamps(when),
  });
  return { ...orderNow(row), ...seen, outcome: 'set_aside', reason: result.refusal.code, occurredAt: when.at };
}

async function request(tx: Sql, actor: Actor, { id, payload }: Extract<FieldOperation, { kind: 'request' }>, when: When) {
  const begun = await idOfKey(tx, { personId: actor.id, route: '/api/work-orders', key: id });
  const result = await tried(tx, (on) => takeInRequest(on, actor, payload, when, begun));
  if ('value' in result) return { outcome: 'applied', workOrderId: result.value, orderStatus: 'submitted' satisfies Status, orderVersion: 1 };
  const { siteId, requestTypeId } = payload;
  // Neither a place nor a kind that we know: no desk would ever find it.
  if (!(await findPlace(tx, { siteId })) || !(await findRequestType(tx, requestTypeId))) throw result.refusal;
  return { outcome: 'set_aside', reason: result.refusal.code, siteId, requestTypeId };
}
