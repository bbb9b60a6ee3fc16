import type { Sql } from '@steward/db';
import type { AttachedFile } from '@steward/db/schema';
import { findOrderById } from '../work-orders/index.ts';
import { insertNotices, listAddressees, type NewNotice } from './queries.ts';
import type { Facts, NoticeKind } from './rules/news.ts';
import { sightOf } from './sight.ts';

type Notice = {
  kind: NoticeKind;
  personIds: readonly string[];
  /** What its sentence needs; left out of a confidential order's notice. */
  facts?: Facts;
  /** The order it is about, or where in the portal it leads. */
  about: { workOrderId: string } | { path: string };
  /** A file that its mail brings. */
  attached?: AttachedFile;
};

/**
 * Tells people of something in the transaction of the change that brings it: for use cases of capabilities above this one. Events of orders
 * need no such call, the worker tells of them. Of an order only those are told who may know of it; who did it is not to be among them.
 */
export async function notify(tx: Sql, { kind, personIds, facts = {}, about, attached }: Notice, now: Date): Promise<void> {
  const addressees = await listAddressees(tx, [...new Set(personIds)]);
  const mailed = new Set(addressees.filter(({ isMailed }) => isMailed).map(({ id }) => id));
  const row = 'workOrderId' in about ? await findOrderById(tx, about.workOrderId) : undefined;
  const here = addressees.map(({ id }) => id);
  const sees = row ? await sightOf(tx, row, here, now) : () => 'public' as const;
  const notices = here
    .filter((id) => sees(id) !== 'nothing')
    .map((personId): NewNotice => ({
      personId,
      kind,
      facts: row?.order.compartment ? {} : facts,
      ...about,
      ...(attached ? { attached } : {}),
      createdAt: now,
    }));
  await insertNotices(tx, notices, mailed);
}
