import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import type { Actor, DoneBy } from '#kernel/actor.ts';
import { districtDay } from '#kernel/day.ts';
import { centsOf, dollarsOf } from '#kernel/money.ts';
import { inOneGo } from '../in-one-go.ts';
import { mustRead, placeOfProject, projectToRun } from '../may.ts';
import { actualOver, changed, dayToCome, ownWords, scopeNotFound, scopeOver, wrong } from '../problems.ts';
import { insertEvent, type ProjectRow } from '../queries.ts';
import { isWriter, readsCapital } from '../rules/access.ts';
import { isUnreviewed } from '../rules/public-words.ts';
import type { CompletionRequest, NeedsRequest, ScopeChange, ScopeRequest } from './contract.ts';
import { chooseNeeds, followScope, partsOf, retireNeeds } from './needs.ts';
import { findScope, findSite, insertScope, listNeeds, listScopeWriters, nextScopePosition, type ScopeRow, setScope, sumProject } from './queries.ts';

/** Writes down what a school is promised: its words are never changed, only what became of it. */
export async function addScope(db: Sql, actor: Actor, projectId: string, input: z.infer<typeof ScopeRequest>, now: Date, id: string = uuidv7()) {
  await inOneGo(db, async (tx) => {
    const { row, by } = await projectToRun(tx, actor, projectId);
    if (await findScope(tx, id)) return;
    const siteId = input.siteId ?? row.project.siteId;
    if (siteId !== null && !(await findSite(tx, siteId))) throw wrong('/siteId', 'There is no such school.');
    const promisedCents = input.promised === undefined ? null : centsOf(input.promised);
    const position = await nextScopePosition(tx, projectId);
    await insertScope(tx, { id, projectId, position, siteId, promise: input.promise, promisedCents, state: 'promised', isPromiseUnreviewed: true });
    await insertEvent(tx, {
      programmeId: row.project.programmeId,
      projectId,
      kind: 'scope_added',
      by,
      data: { scopeId: id, promise: input.promise },
      now,
    });
  });
  return id;
}

type Act = { actor: Actor; id: string; expected: number; now: Date };
type Held = { scope: ScopeRow; project: ProjectRow['project']; by: DoneBy };

/** One act on a scope line that is as it was seen, its project held; what happens is in the project's history. */
async function onScope(
  db: Sql,
  { actor, id, expected, now }: Act,
  act: (tx: Sql, held: Held) => Promise<{ kind: string; data: object }>,
): Promise<void> {
  await inOneGo(db, async (tx) => {
    mustRead(actor);
    const seen = await findScope(tx, id);
    if (!seen || !readsCapital(actor, await placeOfProject(tx, seen.projectId))) throw scopeNotFound();
    const { row, by } = await projectToRun(tx, actor, seen.projectId);
    const scope = (await findScope(tx, id))!;
    if (scope.version !== expected) throw changed('scope line', scope.version);
    const { kind, data } = await act(tx, { scope, project: row.project, by });
    const { programmeId, id: projectId } = row.project;
    await insertEvent(tx, { programmeId, projectId, kind, by, data: { scopeId: id, promise: scope.promise, ...data }, now });
  });
}

/** Says that somebody read the words of a scope line for everybody: never who wrote them. */
export const reviewScope = (db: Sql, act: Act): Promise<void> =>
  onScope(db, act, async (tx, { scope }) => {
    if (!isUnreviewed(scope)) throw wrong('/isReviewed', 'There are no words to review.');
    if ((await listScopeWriters(tx, scope)).some((writer) => isWriter(act.actor, writer))) throw ownWords('/isReviewed');
    await setScope(tx, scope.id, { isPromiseUnreviewed: false, isReasonUnreviewed: false });
    return { kind: 'scope_reviewed', data: scope.reason === null ? {} : { reason: scope.reason } };
  });

/** Says what became of a promise: it is under way, changed or dropped, and why. What it was to put right follows. */
export const changeScope = (db: Sql, act: Act, state: NonNullable<z.infer<typeof ScopeChange>['state']>, reason: string | undefined): Promise<void> =>
  onScope(db, act, async (tx, held) => {
    if (held.scope.state === 'complete') throw scopeOver();
    const isOther = Boolean(reason) && reason !== held.scope.reason;
    await setScope(tx, held.scope.id, {
      state,
      reason: reason || null,
      isReasonUnreviewed: reason ? isOther || held.scope.isReasonUnreviewed : false,
    });
    await followScope(tx, held, state, act.now);
    return { kind: 'scope_changed', data: { before: { state: held.scope.state }, after: { state }, ...(reason ? { note: reason } : {}) } };
  });

/** Says which deficiencies it puts right and which components it renews. */
export const nameNeeds = (db: Sql, act: Act, input: z.infer<typeof NeedsRequest>): Promise<void> =>
  onScope(db, act, async (tx, held) => {
    if (['complete', 'dropped'].includes(held.scope.state)) throw scopeOver();
    await chooseNeeds(tx, held, input, act.now);
    await setScope(tx, held.scope.id, {});
    return { kind: 'scope_needs_changed', data: { deficiencies: input.deficiencyIds.length, components: input.componentIds.length } };
  });

/** It is done: what it put right is retired with its part of the cost, what it renewed is new, and the condition of the buildings follows at once. */
export const completeScope = (db: Sql, act: Act, input: z.infer<typeof CompletionRequest>): Promise<void> =>
  onScope(db, act, async (tx, held) => {
    if (['complete', 'dropped'].includes(held.scope.state)) throw scopeOver();
    if (input.completedOn > districtDay(act.now)) throw dayToCome('/completedOn');
    const actualCents = centsOf(input.actual);
    const { committedCents, othersCents } = await sumProject(tx, held.project.id, held.scope.id);
    if (actualCents > committedCents - othersCents) throw actualOver(actualCents, committedCents, othersCents);
    const parts = await partsOf(tx, await listNeeds(tx, held.scope.id), actualCents, input.parts);
    await setScope(tx, held.scope.id, { state: 'complete', completedOn: input.completedOn, actualCents, reason: null, isReasonUnreviewed: false });
    await retireNeeds(tx, held, parts, act.now);
    return { kind: 'scope_completed', data: { actual: dollarsOf(actualCents), completedOn: input.completedOn } };
  });

/** It was not done after all: it is under way again, and what it put right is back as it was. */
export const reopenScope = (db: Sql, act: Act, reason: string): Promise<void> =>
  onScope(db, act, async (tx, held) => {
    if (held.scope.state !== 'complete') throw scopeOver();
    await setScope(tx, held.scope.id, { state: 'under_way', completedOn: null, actualCents: null });
    await followScope(tx, held, 'under_way', act.now);
    return { kind: 'scope_reopened', data: { note: reason } };
  });
