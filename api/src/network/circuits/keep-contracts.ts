import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { recordAdded, recordChange } from '../history/record.ts';
import { keepsNetwork, keptBy, readsNetwork } from '../may.ts';
import {
  contractChanged,
  contractDaysTurned,
  contractNotFound,
  contractTaken,
  mayNotKeep,
  networkNotYours,
  providerChanged,
  providerNotFound,
  providerTaken,
  refusing,
} from '../problems.ts';
import type { ContractChange, NewContract, ProviderRequest } from './contract.ts';
import {
  type ContractRow,
  findContractRow,
  findProvider,
  insertContract,
  insertProvider,
  isContractNumberTaken,
  isProviderNamed,
  listContracts,
  listProviders,
  providerNamed,
  setContract,
  setProvider,
} from './queries.ts';

const present = ({ monthlyCents, ...row }: ContractRow) => ({ ...row, monthly: monthlyCents === null ? null : dollarsOf(monthlyCents) });
const centsOrNull = (amount: string | null | undefined) => (amount === null || amount === undefined ? null : centsOf(amount));

function keeper(actor: Actor) {
  const by = keptBy(actor, keepsNetwork);
  if (!by) throw mayNotKeep();
  return by;
}

/** Who runs lines, and under which contracts. */
export async function readProviders(on: Sql, actor: Actor) {
  if (!readsNetwork(actor)) throw networkNotYours();
  return { providers: await listProviders(on), contracts: (await listContracts(on)).map(present), may: { keep: keepsNetwork(actor) } };
}

async function readProvider(on: Sql, id: string) {
  const { isDemonstration: _, ...provider } = (await findProvider(on, id))!;
  return provider;
}

/** One more who runs lines. `id` may come from the caller's Idempotency-Key. */
export async function addProvider(db: Sql, actor: Actor, { name }: z.infer<typeof ProviderRequest>, now: Date, id: string = uuidv7()) {
  const by = keeper(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findProvider(tx, id)) return;
      if (!(await insertProvider(tx, id, name))) throw providerTaken();
      await recordAdded(tx, { subject: 'provider', subjectId: id, by, now }, { name });
    }),
  );
  return readProvider(db, id);
}

/** A provider is called something else now. */
export async function renameProvider(db: Sql, actor: Actor, id: string, expected: number, given: z.infer<typeof ProviderRequest>, now: Date) {
  const by = keeper(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      const row = await findProvider(tx, id);
      if (!row) throw providerNotFound();
      if (await isProviderNamed(tx, given.name, id)) throw providerTaken();
      if (!(await setProvider(tx, id, given, expected))) throw providerChanged(row.version);
      await recordChange(tx, { subject: 'provider', subjectId: id, by, now }, { name: row.name }, given);
    }),
  );
  return readProvider(db, id);
}

/** A contract with a provider, who is added where nobody knows them yet. `id` may come from the caller's Idempotency-Key. */
export async function addContract(
  db: Sql,
  actor: Actor,
  { providerName, number, startsOn, endsOn, monthly = null }: z.infer<typeof NewContract>,
  now: Date,
  id: string = uuidv7(),
) {
  const by = keeper(actor);
  if (startsOn >= endsOn) throw contractDaysTurned();
  await refusing(() =>
    db.transaction(async (tx) => {
      if (await findContractRow(tx, id)) return;
      const fresh = uuidv7();
      const providerId = await providerNamed(tx, fresh, providerName);
      if (providerId === fresh) await recordAdded(tx, { subject: 'provider', subjectId: fresh, by, now }, { name: providerName });
      if (!(await insertContract(tx, { id, providerId, number, startsOn, endsOn, monthlyCents: centsOrNull(monthly) }))) throw contractTaken();
      await recordAdded(tx, { subject: 'contract', subjectId: id, by, now }, { provider: providerName, number, startsOn, endsOn, monthly });
    }),
  );
  return present((await findContractRow(db, id))!);
}

/** A contract goes on longer, costs something else, or was written down wrong. */
export async function changeContract(db: Sql, actor: Actor, id: string, expected: number, change: z.infer<typeof ContractChange>, now: Date) {
  const by = keeper(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      const found = await findContractRow(tx, id);
      if (!found) throw contractNotFound();
      const { number, startsOn, endsOn, monthly } = present(found);
      const row = { number, startsOn, endsOn, monthly };
      const next = { ...row, ...change } as typeof row;
      if (next.startsOn >= next.endsOn) throw contractDaysTurned();
      if (await isContractNumberTaken(tx, { providerId: found.provider.id, number: next.number, but: id })) throw contractTaken();
      const { monthly: amount, ...set } = next;
      if (!(await setContract(tx, id, { ...set, monthlyCents: centsOrNull(amount) }, expected))) throw contractChanged(found.version);
      const given = change.monthly == null ? change : { ...change, monthly: dollarsOf(centsOf(change.monthly)) };
      await recordChange<typeof row>(tx, { subject: 'contract', subjectId: id, by, now }, row, given as Partial<typeof row>);
    }),
  );
  return present((await findContractRow(db, id))!);
}
