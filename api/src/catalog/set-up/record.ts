import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { differences } from '../rules/differences.ts';
import { insertSetUpChange } from './queries.ts';
import type { Subject } from './subjects.ts';

type Change = {
  subject: Subject;
  /** Its id, or the code of what has none. */
  id: string;
  /** What it is called now. */
  name: string;
  /** As people would read it: names instead of ids. Null where it was just made. */
  before: Record<string, unknown> | null;
  after: Record<string, unknown>;
  why?: string | null | undefined;
  /** For whom the actor stood in. */
  onBehalfOfId: string | null;
};

/** Notes a change of set-up in the transaction that makes it: only what differs is kept, and nothing where nothing does. */
export async function recordSetUp(tx: Sql, actor: Actor, { subject, id, name, why, onBehalfOfId, ...change }: Change, now: Date) {
  const { before, after } = differences(change.before, change.after);
  if (Object.keys(after).length === 0) return;
  await insertSetUpChange(tx, {
    subjectKind: subject,
    subjectId: id,
    subjectName: name,
    actorId: actor.id,
    onBehalfOfId,
    occurredAt: now,
    before,
    after,
    why: why || null,
  });
}
