import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { componentFacts, deficiencyFacts } from '../../condition/index.ts';
import { mustRead, placeOfProject } from '../may.ts';
import { scopeNotFound } from '../problems.ts';
import { isWriter, readsCapital, runsProject } from '../rules/access.ts';
import { isUnreviewed } from '../rules/public-words.ts';
import {
  findScope,
  listFreeComponents,
  listNeeds,
  listOpenDeficiencies,
  listScopeWriters,
  type NeedRow,
  sumProject,
  type WordsOfScope,
} from './queries.ts';

async function presentNeed(on: Sql, need: NeedRow) {
  const deficiency = need.deficiencyId === null ? undefined : await deficiencyFacts(on, need.deficiencyId);
  const facts = deficiency ?? (await componentFacts(on, need.componentId!))!;
  return {
    id: need.id,
    kind: deficiency ? ('deficiency' as const) : ('component' as const),
    subjectId: facts.id,
    name: facts.name,
    structure: { id: facts.structureId, name: facts.structureName },
    status: deficiency?.status ?? null,
    actual: need.actualCents === null ? null : dollarsOf(need.actualCents),
    isDone: need.retiredAt !== null,
  };
}

type Move = 'promised' | 'under_way' | 'changed' | 'dropped' | 'complete' | 'reopen' | 'needs' | 'review';
const MOVES: Record<string, readonly Move[]> = { complete: ['reopen'], dropped: ['promised', 'under_way', 'changed'] };
const OPEN: readonly Move[] = ['promised', 'under_way', 'changed', 'dropped', 'complete', 'needs'];

/** What may become of a scope line that is where it is, for who runs its project. */
const movesOfScope = (state: string): Move[] => (MOVES[state] ?? OPEN).filter((move) => move !== state);

/** The same, with reviewing where words wait that this person did not write. */
export async function movesFor(on: Sql, actor: Actor, scope: WordsOfScope & { state: string }): Promise<Move[]> {
  const isReviewable = isUnreviewed(scope) && !(await listScopeWriters(on, scope)).some((writer) => isWriter(actor, writer));
  return [...movesOfScope(scope.state), ...(isReviewable ? (['review'] as const) : [])];
}

async function scopeSeen(on: Sql, actor: Actor, id: string) {
  mustRead(actor);
  const scope = await findScope(on, id);
  const place = await placeOfProject(on, scope?.projectId ?? null);
  if (!scope || !readsCapital(actor, place)) throw scopeNotFound();
  return { scope, place };
}

const CANDIDATES = 30;
/** Where nothing is looked for what is wrong comes first, and few parts beside it. */
const PARTS_UNASKED = 10;

/** What a scope line may put right: what is open at its school, the dearest first, and components that no other renews. */
export async function readCandidates(on: Sql, actor: Actor, id: string, q: string) {
  const { scope } = await scopeSeen(on, actor, id);
  if (scope.siteId === null) return { items: [] };
  const known = new Set((await listNeeds(on, id)).map(({ deficiencyId, componentId }) => deficiencyId ?? componentId));
  const open = (await listOpenDeficiencies(on, scope.siteId, q, CANDIDATES)).map((row) => ({ kind: 'deficiency' as const, ...row }));
  const parts = (await listFreeComponents(on, scope.siteId, id, q, q === '' ? PARTS_UNASKED : CANDIDATES)).map((row) => ({
    kind: 'component' as const,
    ...row,
  }));
  const items = [...open, ...parts].filter((one) => !known.has(one.id));
  return { items: items.map(({ costCents, ...item }) => ({ ...item, cost: costCents === null ? null : dollarsOf(costCents) })) };
}

/** A scope line with what it puts right, for who may see its project. */
export async function readScope(on: Sql, actor: Actor, id: string) {
  const { scope, place } = await scopeSeen(on, actor, id);
  const needs = [];
  for (const need of await listNeeds(on, id)) needs.push(await presentNeed(on, need));
  const { promisedCents, actualCents, isPromiseUnreviewed: _promise, isReasonUnreviewed: _reason, ...shown } = scope;
  const { committedCents, expendedCents, othersCents } = await sumProject(on, scope.projectId, id);
  return {
    ...shown,
    state: scope.state as 'promised',
    promised: promisedCents === null ? null : dollarsOf(promisedCents),
    actual: actualCents === null ? null : dollarsOf(actualCents),
    isReviewed: !isUnreviewed(scope),
    project: { committed: dollarsOf(committedCents), spent: dollarsOf(expendedCents), others: dollarsOf(othersCents) },
    needs,
    allowedMoves: runsProject(actor, place) ? await movesFor(on, actor, scope) : [],
  };
}
