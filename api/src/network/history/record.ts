import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import { changesOf } from '../rules/changes.ts';
import { insertNetworkEvent } from './queries.ts';

type About = { subject: 'provider' | 'contract' | 'milestone' | 'target' | 'capacity' | 'staff'; subjectId: string; by: DoneBy; now: Date };
type Told = Record<string, unknown>;

const write = (on: Sql, { subject, subjectId, by, now }: About, kind: 'added' | 'changed', data: Told) =>
  insertNetworkEvent(on, {
    id: uuidv7(),
    subject,
    subjectId,
    kind,
    actorId: by.actorId!,
    onBehalfOfId: by.onBehalfOfId,
    data,
    occurredAt: now,
  });

/** Keeps who added something, and what it was. `more` says what part of the subject it is about. */
export const recordAdded = (on: Sql, about: About, after: Told, more: Told = {}) => write(on, about, 'added', { ...more, after });

/** Keeps who changed what from what to what. */
export async function recordChange<Row extends object>(on: Sql, about: About, row: Row, given: Partial<Row>, more: Told = {}): Promise<void> {
  const changes = changesOf(row, given);
  if (changes) await write(on, about, 'changed', { ...more, ...changes });
}
