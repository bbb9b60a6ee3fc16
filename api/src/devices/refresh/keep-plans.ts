import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { changesOf, plannerOf, recordSaid } from '../plan-events.ts';
import { deviceChanged, planNotFound, planPast, planTaken, unknownModel } from '../problems.ts';
import { findModel } from '../queries.ts';
import { schoolYearOf } from '../rules/school-year.ts';
import type { PlanChange, PlanRequest } from './contract.ts';
import { findPlan, insertPlan, lockPlan, removePlan, setPlan } from './queries.ts';
import { readRefresh } from './read-refresh.ts';

type Row = NonNullable<Awaited<ReturnType<typeof findPlan>>>;

/** What was said of a plan, in words that stay true when a model is called otherwise. */
async function said(on: Sql, { schoolYear, grade, modelId, unitCents, source }: Omit<Row, 'id' | 'version'>) {
  const model = await findModel(on, modelId);
  if (!model) throw unknownModel();
  return { schoolYear, grade, model: `${model.make} ${model.name}`, unit: dollarsOf(unitCents), source };
}

/** What a grade is to get in a school year. `id` may come from the caller's Idempotency-Key. */
export async function addPlan(db: Sql, actor: Actor, { unit, ...given }: z.infer<typeof PlanRequest>, now: Date, id: string = uuidv7()) {
  const by = plannerOf(actor);
  if (given.schoolYear < schoolYearOf(districtDay(now))) throw planPast();
  await db.transaction(async (tx) => {
    if (await findPlan(tx, id)) return;
    const values = { ...given, unitCents: centsOf(unit) };
    const after = await said(tx, values);
    if (!(await insertPlan(tx, { id, ...values }))) throw planTaken();
    await recordSaid(tx, { subject: 'refresh_plan', subjectId: id, kind: 'added', before: {}, after, by, now });
  });
  return readRefresh(db, actor, now);
}

async function planToKeep(tx: Sql, id: string, expected: number): Promise<Row> {
  const row = await lockPlan(tx, id);
  if (!row) throw planNotFound();
  if (row.version !== expected) throw deviceChanged(row.version);
  return row;
}

/** Another model, another price, another source; what it was stays in its history. */
export async function changePlan(
  db: Sql,
  actor: Actor,
  id: string,
  expected: number,
  { modelId, unit, source }: z.infer<typeof PlanChange>,
  now: Date,
) {
  const by = plannerOf(actor);
  await db.transaction(async (tx) => {
    const row = await planToKeep(tx, id, expected);
    const next = { modelId: modelId ?? row.modelId, unitCents: unit === undefined ? row.unitCents : centsOf(unit), source: source ?? row.source };
    const changes = changesOf(await said(tx, row), await said(tx, { ...row, ...next }));
    if (!changes) return;
    await setPlan(tx, id, next);
    await recordSaid(tx, { subject: 'refresh_plan', subjectId: id, kind: 'changed', ...changes, by, now });
  });
  return readRefresh(db, actor, now);
}

/** It is planned no more; that it was stays in the history. */
export async function dropPlan(db: Sql, actor: Actor, id: string, expected: number, now: Date) {
  const by = plannerOf(actor);
  await db.transaction(async (tx) => {
    const before = await said(tx, await planToKeep(tx, id, expected));
    await removePlan(tx, id);
    await recordSaid(tx, { subject: 'refresh_plan', subjectId: id, kind: 'removed', before, after: {}, by, now });
  });
  return readRefresh(db, actor, now);
}
