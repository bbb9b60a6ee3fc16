import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changesOf, historyOf, plannerOf, recordSaid } from '../plan-events.ts';
import { deviceChanged, figuresNotForYou, modelNotFound, modelTaken, refusing } from '../problems.ts';
import { findModel } from '../queries.ts';
import { keepsEverywhere, readsFigures } from '../rules/access.ts';
import type { ModelChange, ModelRequest } from './contract.ts';
import { countInUse, insertModel, isModelTaken, listModelsInUse, lockModel, setModel } from './queries.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findModel>>>;
const said = ({ make, name, kind, autoUpdateExpiresOn, priceCents, lifeYears }: Row) => ({
  make,
  name,
  kind: kind as 'chromebook',
  autoUpdateExpiresOn,
  price: priceCents === null ? null : dollarsOf(priceCents),
  lifeYears,
});
const present = (row: Row, devices: number) => ({ id: row.id, ...said(row), devices, version: row.version });
const mustRead = (actor: Actor) => {
  if (!readsFigures(actor)) throw figuresNotForYou();
};

/** Every model with what one costs, where somebody has said so. */
export async function readModels(on: Sql, actor: Actor) {
  mustRead(actor);
  const items = (await listModelsInUse(on)).map(({ model, devices }) => present(model, devices));
  const withoutPrice = items.filter(({ price, devices }) => price === null && devices > 0).length;
  return { items, withoutPrice, may: { keep: keepsEverywhere(actor) } };
}

/** One model with all that was said of it. */
export async function readModel(on: Sql, actor: Actor, id: string) {
  mustRead(actor);
  const row = await findModel(on, id);
  if (!row) throw modelNotFound();
  return { ...present(row, await countInUse(on, id)), history: await historyOf(on, id), may: { keep: keepsEverywhere(actor) } };
}

const centsOrNull = (amount: string | null) => (amount === null ? null : centsOf(amount));

/** A model that nobody had. `id` may come from the caller's Idempotency-Key. */
export async function addModel(db: Sql, actor: Actor, { price, ...given }: z.infer<typeof ModelRequest>, now: Date, id: string = uuidv7()) {
  const by = plannerOf(actor);
  await db.transaction(async (tx) => {
    if (await findModel(tx, id)) return;
    if (!(await insertModel(tx, { id, ...given, priceCents: centsOrNull(price) }))) throw modelTaken();
    await recordSaid(tx, { subject: 'model', subjectId: id, kind: 'added', before: {}, after: { ...given, price }, by, now });
  });
  return readModel(db, actor, id);
}

/** What is said of a model becomes another; what it was stays in its history. */
export async function changeModel(db: Sql, actor: Actor, id: string, expected: number, change: z.infer<typeof ModelChange>, now: Date) {
  const by = plannerOf(actor);
  await refusing(() =>
    db.transaction(async (tx) => {
      const row = await lockModel(tx, id);
      if (!row) throw modelNotFound();
      if (row.version !== expected) throw deviceChanged(row.version);
      const { price, ...rest } = change;
      const facts = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const after = { ...facts, ...(price === undefined ? {} : { price: price === null ? null : dollarsOf(centsOf(price)) }) };
      const changes = changesOf(said(row), after);
      if (!changes) return;
      if (await isModelTaken(tx, change.make ?? row.make, change.name ?? row.name, id)) throw modelTaken();
      await setModel(tx, id, { ...facts, ...(price === undefined ? {} : { priceCents: centsOrNull(price) }) });
      await recordSaid(tx, { subject: 'model', subjectId: id, kind: 'changed', ...changes, by, now });
    }),
  );
  return readModel(db, actor, id);
}
