import type { Sql } from '@steward/db';
import { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { dollarsOf } from '#kernel/money.ts';
import { decodeCursor, pageOf } from '#kernel/page.ts';
import { day } from '#kernel/text.ts';
import { type EntriesAsked, type EntryRow, listEntries, sumEntries } from './entry-queries.ts';
import type { EntryKind } from './figures.ts';
import { headOf, programmeSeen } from './seen.ts';

const CURSOR = z.tuple([day(), z.uuid()]);

/** Entries of the ledger, the latest first: those behind a figure come to it. */
export async function readEntries(
  on: Sql,
  actor: Actor,
  { limit, cursor, ...asked }: EntriesAsked & { limit: number; cursor?: string | undefined },
  now: Date,
) {
  const programme = await programmeSeen(on, actor, asked.programmeId);
  const after = decodeCursor(cursor, CURSOR);
  const [rows, total] = await Promise.all([listEntries(on, actor, asked, { after, limit: limit + 1 }), sumEntries(on, actor, asked)]);
  const { items, nextCursor } = pageOf(rows, limit, ({ effectiveOn, id }) => [effectiveOn, id]);
  const asOf = districtDay(now);
  return {
    ...headOf(programme, actor, asked.until !== undefined && asked.until < asOf ? asked.until : asOf),
    total: { count: total.count, amount: dollarsOf(total.cents) },
    items: items.map(presentEntry),
    nextCursor,
  };
}

/** An entry as its list shows it. */
export const presentEntry = ({ cents, kind, contract, vendorName, ...entry }: EntryRow) => ({
  ...entry,
  kind: kind as EntryKind,
  amount: dollarsOf(cents),
  contract: contract && { ...contract, vendor: vendorName },
});
