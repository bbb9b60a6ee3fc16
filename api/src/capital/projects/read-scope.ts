import type { Sql } from '@steward/db';
import type { Actor } from '#kernel/actor.ts';
import { dollarsOf } from '#kernel/money.ts';
import { componentFacts, deficiencyFacts } from '../../condition/index.ts';
import { mustRead, placeOfProject } from '../may.ts';
import { scopeNotFound } from '../problems.ts';
import { readsCapital, runsProject } from '../rules/access.ts';
import { findScope, listNeeds, type NeedRow } from './queries.ts';

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

type Move = 'promised' | 'under_way' | 'changed' | 'dropped' | 'complete' | 'reopen' | 'needs';
const MOVES: Record<string, readonly Move[]> = { complete: ['reopen'], dropped: ['promised', 'under_way', 'changed'] };
const OPEN: readonly Move[] = ['promised', 'under_way', 'changed', 'dropped', 'complete', 'needs'];

/** A scope line with what it puts right, for who may see its project. */
export async function readScope(on: Sql, actor: Actor, id: string) {
  mustRead(actor);
  const scope = await findScope(on, id);
  const place = await placeOfProject(on, scope?.projectId ?? null);
  if (!scope || !readsCapital(actor, place)) throw scopeNotFound();
  const needs = [];
  for (const need of await listNeeds(on, id)) needs.push(await presentNeed(on, need));
  const moves = (MOVES[scope.state] ?? OPEN).filter((move) => move !== scope.state);
  const { promisedCents, actualCents, ...shown } = scope;
  return {
    ...shown,
    state: scope.state as 'promised',
    promised: promisedCents === null ? null : dollarsOf(promisedCents),
    actual: actualCents === null ? null : dollarsOf(actualCents),
    needs,
    allowedMoves: runsProject(actor, place) ? [...moves] : [],
  };
}
