import { createHash } from 'node:crypto';
import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { type FileRow, insertCapitalEvent, setFile } from '../received-files/queries.ts';
import {
  countMatches,
  countRows,
  insertMatches,
  listLeftovers,
  listUnreadable,
  listVendorNumbers,
  type NewMatch,
  replaceMatches,
  takeVendors,
} from './queries.ts';
import { type Leftover, pairLeftovers } from './rules/pair-leftovers.ts';
import { settleReconciliation } from './settle-reconciliation.ts';

/** Does with a file of the finance system, which this transaction holds, what it is for: vendors are taken over, statements compared with our ledger. */
export async function loadFinance(tx: Sql, row: FileRow, now: Date): Promise<void> {
  const came = row.kind === 'vendors' ? await loadVendors(tx, row, now) : await compare(tx, row);
  await setFile(tx, row.id, { state: 'done', doneRatio: 1, finishedAt: now, summary: { ...(await countRows(tx, row.id)), ...came } });
  if (row.kind !== 'vendors') await settleReconciliation(tx, row.programmeId, { actorId: row.byId, onBehalfOfId: null }, now);
}

async function loadVendors(tx: Sql, row: FileRow, now: Date): Promise<Record<string, number>> {
  const numbers = await listVendorNumbers(tx, row.id);
  const came = await takeVendors(tx, row.id, new Map(numbers.map((number) => [number, uuidv7()])));
  if (came.added + came.changed > 0)
    await insertCapitalEvent(tx, {
      id: uuidv7(),
      programmeId: row.programmeId,
      kind: 'vendors_taken',
      actorId: row.byId,
      data: { fileId: row.id, fileName: row.fileName, ...came },
      occurredAt: now,
    });
  return came;
}

/** Everything on both sides comes out once: matched, different, on one side only, unreadable, or another programme's. */
async function compare(tx: Sql, row: FileRow): Promise<Record<string, number>> {
  await insertMatches(tx, row);
  const left = await listLeftovers(tx, row.id);
  const unreadable = await unreadableOf(tx, row.id);
  const byKey = new Map([...left, ...unreadable].map((one) => [one.key, one]));
  const side = (all: readonly NewMatch[]) => all.map(leftoverOf);
  const ours = side(left.filter(({ outcome }) => outcome === 'ours_only'));
  const theirs = side([...left.filter(({ outcome }) => outcome === 'theirs_only'), ...unreadable.filter(({ theirsCents }) => theirsCents !== null)]);
  const pairs = pairLeftovers(ours, theirs);
  const paired = new Set(pairs.flatMap((pair) => [pair.ours.key, pair.theirs.key]));
  const made = pairs.map((pair) => pairOf(byKey.get(pair.ours.key)!, byKey.get(pair.theirs.key)!));
  await replaceMatches(tx, row.id, [...paired], [...made, ...unreadable.filter(({ key }) => !paired.has(key))]);
  return Object.fromEntries((await countMatches(tx, row.id)).map(({ outcome, n }) => [outcome, n]));
}

/** Rows that cannot be read, those alike as one. */
async function unreadableOf(tx: Sql, fileId: string): Promise<NewMatch[]> {
  const digest = (raw: string[] | null) => createHash('sha256').update(JSON.stringify(raw)).digest('base64url').slice(0, 22);
  const alike = Map.groupBy(await listUnreadable(tx, fileId), ({ raw }) => digest(raw));
  return [...alike].map(([key, rows]) => ({
    fileId,
    key: `unreadable|${key}`,
    outcome: 'unreadable',
    poNumber: rows[0]!.poNumber,
    invoiceNumber: rows[0]!.invoiceNumber,
    vendorName: rows[0]!.vendorName,
    theirsCents: rows.reduce<bigint | null>((sum, { amountCents }) => (sum === null || amountCents === null ? null : sum + amountCents), 0n),
    rows: rows.map((one) => one.row).slice(0, 20),
  }));
}

/** What is surely the same, under another account or invoice of theirs, or with an account of theirs that cannot be read. */
const pairOf = (ours: NewMatch, theirs: NewMatch): NewMatch => ({
  ...ours,
  key: `${ours.key} = ${theirs.key}`,
  outcome: theirs.outcome === 'unreadable' ? 'unreadable' : 'different',
  theirsCents: theirs.theirsCents ?? null,
  theirsAccount: theirs.account === ours.account ? null : (theirs.account ?? null),
  theirsInvoiceNumber: theirs.invoiceNumber === ours.invoiceNumber ? null : (theirs.invoiceNumber ?? null),
  rows: theirs.rows,
});

const leftoverOf = ({ key, account, poNumber, invoiceNumber, oursCents, theirsCents, rows }: NewMatch): Leftover => ({
  key,
  account: account ?? '',
  poNumber: poNumber ?? '',
  invoiceNumber: invoiceNumber ?? '',
  cents: oursCents ?? theirsCents ?? 0n,
  rows,
});
