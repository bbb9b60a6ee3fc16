import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { keepsNetwork, readsNetwork } from '../may.ts';
import { contractChanged, contractDaysTurned, contractNotFound, contractTaken, mayNotKeep, networkNotYours } from '../problems.ts';
import type { ContractChange, NewContract } from './contract.ts';
import { type ContractRow, findContractRow, insertContract, listContracts, listProviders, providerNamed, setContract } from './queries.ts';

const present = ({ monthlyCents, ...row }: ContractRow) => ({ ...row, monthly: monthlyCents === null ? null : dollarsOf(monthlyCents) });
const centsOrNull = (amount: string | null | undefined) => (amount === null || amount === undefined ? null : centsOf(amount));

/** Who runs lines, and under which contracts. */
export async function readProviders(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { providers: await listProviders(on), contracts: (await listContracts(on)).map(present) };
}

/** A contract with a provider, who is added where nobody knows them yet. `id` may come from the caller's Idempotency-Key. */
export async function addContract(
  db: Sql,
  actor: Actor,
  { providerName, number, startsOn, endsOn, monthly }: z.infer<typeof NewContract>,
  id: string = uuidv7(),
) {
  if (!keepsNetwork(actor)) throw mayNotKeep();
  if (startsOn >= endsOn) throw contractDaysTurned();
  await db.transaction(async (tx) => {
    if (await findContractRow(tx, id)) return;
    const providerId = await providerNamed(tx, uuidv7(), providerName);
    if (!(await insertContract(tx, { id, providerId, number, startsOn, endsOn, monthlyCents: centsOrNull(monthly) }))) throw contractTaken();
  });
  return present((await findContractRow(db, id))!);
}

/** A contract goes on longer, or costs something else. */
export async function changeContract(db: Sql, actor: Actor, id: string, expected: number, change: z.infer<typeof ContractChange>) {
  if (!keepsNetwork(actor)) throw mayNotKeep();
  await db.transaction(async (tx) => {
    const row = await findContractRow(tx, id);
    if (!row) throw contractNotFound();
    const endsOn = change.endsOn ?? row.endsOn;
    if (row.startsOn >= endsOn) throw contractDaysTurned();
    const monthlyCents = change.monthly === undefined ? row.monthlyCents : centsOrNull(change.monthly);
    if (!(await setContract(tx, id, { endsOn, monthlyCents }, expected))) throw contractChanged(row.version);
  });
  return present((await findContractRow(db, id))!);
}
