import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { administersDistrict, isDemonstration } from '../../people/index.ts';
import { districtAdministratorsOnly, mailNotFound } from '../problems.ts';

import { presentMail } from './present.ts';
import { findMail, listMailEvents, listMails, type MailStatus } from './queries.ts';

type Asked = { status?: MailStatus | undefined; q?: string | undefined; limit: number; cursor?: string | undefined };
const Key = z.tuple([instant(), z.uuid()]);

/** All deliveries, newest first. */
export async function readMails(on: Sql, actor: Actor, { limit, cursor, ...filters }: Asked, publicUrl: string) {
  if (!administersDistrict(actor)) throw districtAdministratorsOnly();
  const isDemo = await isDemonstration(on);
  const rows = await listMails(on, actor, filters, { limit, after: decodeCursor(cursor, Key) });
  const { items, nextCursor } = pageOf(rows, limit, ({ mail }) => [mail.createdAt.toISOString(), mail.id]);
  const tried = items.map(({ mail }) => mail.id);
  const events = await listMailEvents(on, tried);
  return { items: items.map((row) => presentMail(row, { events, isDemonstration: isDemo, publicUrl })), nextCursor, isDemonstration: isDemo };
}

/** One delivery. */
export async function readMail(on: Sql, actor: Actor, id: string, publicUrl: string) {
  const row = await findMail(on, actor, id);
  if (!row) throw mailNotFound();
  return presentMail(row, { events: await listMailEvents(on, [id]), isDemonstration: await isDemonstration(on), publicUrl });
}
