import type { Sql } from '@steward/db';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { type Actor, doneBy } from '#kernel/actor.ts';
import { insertPersonEvent } from '../../people/index.ts';
import { audienceNotYours, tooManyViews, unknownTeam, viewChanged, viewNotFound, viewNotYours, viewQueryWrong } from '../problems.ts';
import { inOrder } from '../rules/columns.ts';
import { type Audience, mayChangeView, type ViewFacts } from '../rules/views.ts';
import type { ChangeViewRequest, SaveViewRequest } from './contract.ts';
import { countViews, endOtherDefaults, findView, findViewTeam, insertView, lockView, removeView, setView, type ViewRow } from './queries.ts';
import { readQueryText } from './query-text.ts';

const VIEWS_AT_MOST = 60;

export const factsOfView = ({ view, team, isLead }: ViewRow): ViewFacts => ({
  audience: view.audience as Audience,
  ownerId: view.ownerId,
  team: team && { id: team.id, serviceCode: team.serviceCode, isLead },
});

function keptQuery(text: string): string {
  const read = readQueryText(text);
  if (!read.ok) throw viewQueryWrong(read.errors);
  return read.text;
}

/** Refuses an audience that is not for this actor to save views for. */
async function judgeAudience(tx: Sql, actor: Actor, { audience, teamId, ownerId }: { audience: Audience; teamId: string | null; ownerId: string }) {
  const team = teamId === null ? null : await findViewTeam(tx, actor, teamId);
  if (team === undefined) throw unknownTeam();
  if (audience !== 'private' && !mayChangeView({ audience, ownerId, team }, actor)) throw audienceNotYours(audience);
}

const tell = (tx: Sql, actor: Actor, kind: string, { id, name, audience }: { id: string; name: string; audience: string }, now: Date) =>
  insertPersonEvent(tx, { personId: actor.id, kind, ...doneBy(actor), data: { viewId: id, name, audience }, occurredAt: now });

/** Keeps filters, sort and columns under a name. `id` may come from the caller's Idempotency-Key. */
export const saveView = (db: Sql, actor: Actor, input: z.infer<typeof SaveViewRequest>, now: Date, id: string = uuidv7()) =>
  db.transaction(async (tx) => {
    const known = await findView(tx, actor, id);
    if (known) return known;
    const view = { ...input, id, ownerId: actor.id, query: keptQuery(input.query), columns: inOrder(input.columns) };
    await judgeAudience(tx, actor, view);
    if ((await countViews(tx, view)) >= VIEWS_AT_MOST) throw tooManyViews(VIEWS_AT_MOST);
    if (view.isDefault) await endOtherDefaults(tx, view);
    await insertView(tx, { ...view, createdAt: now, updatedAt: now });
    await tell(tx, actor, 'view_saved', view, now);
    return (await findView(tx, actor, id))!;
  });

/** The view as the actor saw it, held; refused where it is not theirs to change or has another version by now. */
async function lockedView(tx: Sql, actor: Actor, id: string, version: number): Promise<ViewRow> {
  const row = await lockView(tx, actor, id);
  if (!row) throw viewNotFound();
  if (!mayChangeView(factsOfView(row), actor)) throw viewNotYours();
  const { name, query, columns, sort, audience, position, isDefault } = row.view;
  if (row.view.version !== version) throw viewChanged({ name, query, columns, sort, audience, position, isDefault }, row.view.version);
  return row;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const given = <T extends object>(set: T) => Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as Given<T>;

/** Changes a view; another audience must be the actor's to save for as well. */
export const changeView = (db: Sql, actor: Actor, id: string, version: number, input: z.infer<typeof ChangeViewRequest>, now: Date) =>
  db.transaction(async (tx) => {
    const { view } = await lockedView(tx, actor, id, version);
    const set = given({
      ...input,
      ...(input.query === undefined ? {} : { query: keptQuery(input.query) }),
      ...(input.columns === undefined ? {} : { columns: inOrder(input.columns) }),
      // One who takes a view for themselves owns it from then on.
      ...(input.audience === 'private' ? { ownerId: actor.id } : {}),
      ...(input.audience !== undefined && input.audience !== 'team' ? { teamId: null } : {}),
    });
    const next = { ...view, ...set };
    if (input.audience !== undefined) await judgeAudience(tx, actor, { ...next, audience: input.audience });
    if (next.isDefault) await endOtherDefaults(tx, next);
    await setView(tx, id, set, now);
    await tell(tx, actor, 'view_changed', next, now);
    return (await findView(tx, actor, id))!;
  });

/** Removes a view; the orders it showed are where they were. */
export const removeSavedView = (db: Sql, actor: Actor, id: string, version: number, now: Date) =>
  db.transaction(async (tx) => {
    const { view } = await lockedView(tx, actor, id, version);
    await removeView(tx, id);
    await tell(tx, actor, 'view_removed', view, now);
    return { id };
  });
