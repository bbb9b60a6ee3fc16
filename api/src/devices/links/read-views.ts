import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { instant } from '#kernel/text.ts';
import { viewsNotForYou } from '../problems.ts';
import { readsViews } from '../rules/access.ts';
import type { ViewsQuery } from './contract.ts';
import { listViews } from './queries.ts';

const KEY = z.tuple([instant(), z.uuid()]);

/** The log of who saw which student has which device. */
export async function readViews(on: Sql, actor: Actor, { limit, cursor, ...filters }: z.infer<typeof ViewsQuery>) {
  if (!readsViews(actor)) throw viewsNotForYou();
  const rows = await listViews(on, filters, { limit, after: decodeCursor(cursor, KEY) });
  return pageOf(rows, limit, ({ occurredAt, id }) => [occurredAt.toISOString(), id]);
}
