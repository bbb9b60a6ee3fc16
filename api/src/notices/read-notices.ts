import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { MOST_UNREAD } from './contract.ts';
import { presentNotice } from './present.ts';
import { noticeNotFound } from './problems.ts';
import { countUnread, findNotice, listNotices, setRead, setReadUpTo } from './queries.ts';

const Key = z.tuple([instant(), z.uuid()]);

/** What I was told, newest first, and how much of it I have not read. */
export async function readNotices(on: Sql, actor: Actor, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const rows = await listNotices(on, actor, { limit, after: decodeCursor(cursor, Key) });
  const { items, nextCursor } = pageOf(rows, limit, ({ notice }) => [notice.createdAt.toISOString(), notice.id]);
  return { items: items.map(presentNotice), nextCursor, ...(await readUnread(on, actor)) };
}

/** How much I have not read. */
export const readUnread = async (on: Sql, actor: Actor) => ({ unread: await countUnread(on, actor, MOST_UNREAD) });

/** Notes that I have read one, and answers it. */
export const markRead = async (db: Sql, actor: Actor, id: string, now: Date) => {
  await found(db, actor, id);
  await setRead(db, id, now);
  return presentNotice(await found(db, actor, id));
};

/** Notes that I have read all there is up to the one I saw last; what came meanwhile stays unread. */
export const markAllRead = async (db: Sql, actor: Actor, upToId: string, now: Date) => {
  const { notice } = await found(db, actor, upToId);
  await setReadUpTo(db, actor.id, notice, now);
  return readUnread(db, actor);
};

async function found(on: Sql, actor: Actor, id: string) {
  const row = await findNotice(on, actor, id);
  if (!row) throw noticeNotFound();
  return row;
}
