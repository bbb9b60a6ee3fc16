import type { Sql } from '@steward/db';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { inOneGo } from '../in-one-go.ts';
import { bookkeeper, mustRead } from '../may.ts';
import { changed } from '../problems.ts';
import { insertRuleEvents } from '../purchasing/queries.ts';
import { keepsBooks } from '../rules/access.ts';
import type { AssetClassChange, JournalAccountChange } from './contract.ts';
import { listAssetClasses, listJournalAccounts, setAssetClass, setJournalAccount } from './queries.ts';
import { noAssetClass, noJournalAccount } from './problems.ts';

type Use = 'cash';

/** How long assets serve, and the accounts of the balance sheet that journal entries name. */
export async function readBooks(on: Sql, actor: Actor) {
  mustRead(actor);
  return {
    assetClasses: (await listAssetClasses(on)).map(({ code, nameEn, nameEs, lifeYears, version }) => ({ code, nameEn, nameEs, lifeYears, version })),
    journalAccounts: (await listJournalAccounts(on)).map((account) => ({ ...account, use: account.use as Use })),
    may: { change: keepsBooks(actor) },
  };
}

/** Says how many years assets of a class serve; null where they do not wear out. Every export from now on reckons with it. */
export const changeAssetClass = (
  db: Sql,
  actor: Actor,
  { code, version }: { code: string; version: number },
  { lifeYears }: z.infer<typeof AssetClassChange>,
  now: Date,
): Promise<void> =>
  inOneGo(db, async (tx) => {
    const by = bookkeeper(actor);
    const before = (await listAssetClasses(tx)).find((one) => one.code === code);
    if (!before) throw noAssetClass();
    if (!(await setAssetClass(tx, { code, version, lifeYears }))) throw changed('class of assets', before.version);
    await insertRuleEvents(tx, { by, data: { assetClass: code, before: before.lifeYears, after: lifeYears }, now });
  });

/** Says which account of the balance sheet stands for one use of the books; empty where an entry's own account does. */
export const changeJournalAccount = (
  db: Sql,
  actor: Actor,
  { use, version }: { use: string; version: number },
  { code }: z.infer<typeof JournalAccountChange>,
  now: Date,
): Promise<void> =>
  inOneGo(db, async (tx) => {
    const by = bookkeeper(actor);
    const before = (await listJournalAccounts(tx)).find((one) => one.use === use);
    if (!before) throw noJournalAccount();
    if (!(await setJournalAccount(tx, { use, version, code }))) throw changed('account', before.version);
    await insertRuleEvents(tx, { by, data: { journalAccount: use, before: before.code, after: code }, now });
  });
