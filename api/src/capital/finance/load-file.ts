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
  type MatchRow,
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
  const byKey = new Map(left.map((one) => [one.key, one]));
  const side = (outcome: string) => left.filter((one) => one.outcome === outcome).map(leftoverOf);
  const pairs = pairLeftovers(side('ours_only'), side('theirs_only'));
  const unreadable = Map.groupBy(await listUnreadable(tx, row.id), ({ raw }) =>
    createHash('sha256').update(JSON.stringify(raw)).digest('base64url').slice(0, 22),
  );
  await replaceMatches(
    tx,
    row.id,
    pairs.flatMap(({ ours, theirs }) => [ours.key, theirs.key]),
    [
      ...pairs.map(({ ours, theirs }) => ({
        ...byKey.get(ours.key)!,
        key: `${ours.key} = ${theirs.key}`,
        outcome: 'different',
        theirsCents: theirs.cents,
        theirsAccount: theirs.account === ours.account ? null : theirs.account,
        theirsInvoiceNumber: theirs.invoiceNumber === ours.invoiceNumber ? null : theirs.invoiceNumber,
        rows: theirs.rows,
      })),
      ...[...unreadable].map(([digest, rows]) => ({
        fileId: row.id,
        key: `unreadable|${digest}`,
        outcome: 'unreadable',
        poNumber: rows[0]!.poNumber,
        invoiceNumber: rows[0]!.invoiceNumber,
        vendorName: rows[0]!.vendorName,
        theirsCents: rows.reduce<bigint | null>((sum, { amountCents }) => (sum === null || amountCents === null ? null : sum + amountCents), 0n),
        rows: rows.map((one) => one.row).slice(0, 20),
      })),
    ],
  );
  return Object.fromEntries((await countMatches(tx, row.id)).map(({ outcome, n }) => [outcome, n]));
}

const leftoverOf = ({ key, account, poNumber, invoiceNumber, oursCents, theirsCents, rows }: MatchRow): Leftover => ({
  key,
  account: account ?? '',
  poNumber: poNumber ?? '',
  invoiceNumber: invoiceNumber ?? '',
  cents: oursCents ?? theirsCents ?? 0n,
  rows,
});
