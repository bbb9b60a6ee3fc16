import type { Sql } from '@steward/db';
import { type Actor, holds } from '#kernel/actor.ts';
import type { Sort } from '../list-queries.ts';
import { viewNotFound } from '../problems.ts';
import { DESK_ROLES } from '../rules/access.ts';
import type { Column } from '../rules/columns.ts';
import { type Audience, mayChangeView } from '../rules/views.ts';
import { findView, listTeamsToSaveFor, listViews, type ViewRow } from './queries.ts';
import { factsOfView } from './save-view.ts';

/** A view with what the actor may do to it. */
export function presentView(row: ViewRow, actor: Actor) {
  const { view, owner, team } = row;
  return {
    id: view.id,
    name: view.name,
    query: view.query,
    columns: view.columns as Column[],
    sort: view.sort as Sort,
    audience: view.audience as Audience,
    team: team && { id: team.id, name: team.name },
    owner,
    position: view.position,
    isDefault: view.isDefault,
    may: { change: mayChangeView(factsOfView(row), actor) },
    updatedAt: view.updatedAt,
    version: view.version,
  };
}

/** The views that the actor may see, which of them the list opens with, and for whom they may save others. */
export async function readViews(on: Sql, actor: Actor) {
  const [rows, teams] = await Promise.all([listViews(on, actor), listTeamsToSaveFor(on, actor)]);
  const defaults = rows.filter(({ view }) => view.isDefault && (view.audience !== 'team' || actor.teamIds.includes(view.teamId!)));
  return {
    items: rows.map((row) => presentView(row, actor)),
    defaultId: defaults[0]?.view.id ?? null,
    may: { share: holds(actor, ...DESK_ROLES), teams },
  };
}

/** One view; 404 also where the actor may not know of it. */
export async function readView(on: Sql, actor: Actor, id: string) {
  const row = await findView(on, actor, id);
  if (!row) throw viewNotFound();
  return presentView(row, actor);
}
