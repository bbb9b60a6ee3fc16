import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import { insertEvent } from '../queries.ts';
import type { InBoth } from '../rules/macro.ts';
import { insertItems } from './queries.ts';

type By = DoneBy & { occurredAt: Date; recordedAt?: Date | null };

/** Items below those that there are, and their event, on an order that nobody else is at. `id` is of the first. */
export async function writeItems(tx: Sql, workOrderId: string, items: readonly InBoth[], by: By, id: string = uuidv7()) {
  await insertItems(
    tx,
    workOrderId,
    items.map(({ en, es }, i) => ({ id: i === 0 ? id : uuidv7(), textEn: en, textEs: es })),
  );
  const data = { items, ...(by.bulkId === undefined ? {} : { bulkId: by.bulkId }) };
  await insertEvent(tx, { workOrderId, kind: 'items_added', ...by, isInternal: true, data });
}
