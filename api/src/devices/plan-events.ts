import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { type Actor, actingFor } from '#kernel/actor.ts';
import { insertPlanEvent, listPlanEvents } from './plan-event-queries.ts';
import { notYoursToPlan } from './problems.ts';
import { keepsEverywhere } from './rules/access.ts';

type Values = Record<string, string | number | null>;

/** What was said of a model or a plan before and after, and by whom: the newest first. */
export const HistoryItem = z.object({
  id: z.uuid(),
  kind: z.enum(['added', 'changed', 'removed']),
  actor: z.union([z.object({ id: z.uuid(), name: z.string() }), z.null()]),
  occurredAt: z.date(),
  before: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  after: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** Who keeps the devices of the whole district, or for whom they do. */
export function plannerOf(actor: Actor): { actorId: string; onBehalfOfId: string | null } {
  const onBehalfOfId = actingFor(actor, keepsEverywhere);
  if (onBehalfOfId === undefined) throw notYoursToPlan();
  return { actorId: actor.id, onBehalfOfId };
}

type Said = {
  subject: 'model' | 'refresh_plan';
  subjectId: string;
  kind: 'added' | 'changed' | 'removed';
  before: Values;
  after: Values;
  by: ReturnType<typeof plannerOf>;
  now: Date;
};
/** Keeps what was said, and what it was before. */
export const recordSaid = (on: Sql, { subject, subjectId, kind, before, after, by, now }: Said) =>
  insertPlanEvent(on, { id: uuidv7(), subject, subjectId, kind, ...by, data: { before, after }, occurredAt: now });

/** The part of `after` that is another than before, with what it was. */
export function changesOf(before: Values, after: Values): { before: Values; after: Values } | undefined {
  const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
  if (changed.length === 0) return undefined;
  const of = (values: Values) => Object.fromEntries(changed.map((key) => [key, values[key] ?? null]));
  return { before: of(before), after: of(after) };
}

/** What was said of each of these, the newest first. */
export async function historiesOf(on: Sql, subjectIds: readonly string[]) {
  const rows = await listPlanEvents(on, subjectIds);
  const told = rows.map(({ event, actor }) => {
    const { before = {}, after = {} } = event.data as { before?: Values; after?: Values };
    return { subjectId: event.subjectId, told: { id: event.id, kind: event.kind as 'added', actor, occurredAt: event.occurredAt, before, after } };
  });
  return Map.groupBy(told, ({ subjectId }) => subjectId);
}

/** What was said of one, the newest first. */
export const historyOf = async (on: Sql, subjectId: string) => ((await historiesOf(on, [subjectId])).get(subjectId) ?? []).map(({ told }) => told);
