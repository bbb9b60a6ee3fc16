import type { Sql } from '@steward/db';
import { people, savedViews, teamMembers, teams } from '@steward/db/schema';
import { and, asc, count, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '#kernel/actor.ts';
import { DESK_ROLES } from '../rules/access.ts';
import type { ViewFacts } from '../rules/views.ts';

type View = typeof savedViews.$inferSelect;

/** Which views the actor may see, as SQL: the twin of `maySeeView`. */
function viewVisibleTo(actor: Actor): SQL {
  const desks = actor.grants
    .filter(({ role }) => DESK_ROLES.includes(role))
    .map((g) => (g.serviceCode === null ? sql`true` : eq(teams.serviceCode, g.serviceCode)));
  const mine = actor.teamIds.length > 0 ? inArray(savedViews.teamId, [...actor.teamIds]) : undefined;
  return or(
    and(eq(savedViews.audience, 'private'), eq(savedViews.ownerId, actor.id)),
    eq(savedViews.audience, 'shared'),
    and(eq(savedViews.audience, 'team'), or(mine, ...desks) ?? sql`false`),
  )!;
}

const isLeadOf = (actor: Actor) =>
  sql<boolean>`exists (select 1 from ${teamMembers} where ${teamMembers.teamId} = ${teams.id} and ${teamMembers.personId} = ${actor.id}::uuid and ${teamMembers.isLead})`;

const selectViews = (on: Sql, actor: Actor) =>
  on
    .select({
      view: savedViews,
      owner: { id: people.id, name: people.name },
      team: { id: teams.id, name: teams.name, serviceCode: teams.serviceCode },
      isLead: isLeadOf(actor),
    })
    .from(savedViews)
    .innerJoin(people, eq(people.id, savedViews.ownerId))
    .leftJoin(teams, eq(teams.id, savedViews.teamId))
    .$dynamic();
export type ViewRow = Awaited<ReturnType<typeof selectViews>>[number];

const AUDIENCE_ORDER = sql`array_position(array['private','team','shared'], ${savedViews.audience})`;
/** All that the actor may see: their own first, then their teams', then everybody's. */
export const listViews = (on: Sql, actor: Actor) =>
  selectViews(on, actor).where(viewVisibleTo(actor)).orderBy(AUDIENCE_ORDER, asc(savedViews.position), asc(savedViews.name), asc(savedViews.id));

export const findView = async (on: Sql, actor: Actor, id: string): Promise<ViewRow | undefined> =>
  (await selectViews(on, actor).where(and(eq(savedViews.id, id), viewVisibleTo(actor))))[0];

/** The same, held until the transaction ends. */
export async function lockView(on: Sql, actor: Actor, id: string) {
  await on.select({ id: savedViews.id }).from(savedViews).where(eq(savedViews.id, id)).for('update');
  return findView(on, actor, id);
}

/** A team, and whether the actor leads it. */
export const findViewTeam = async (on: Sql, actor: Actor, id: string): Promise<NonNullable<ViewFacts['team']> | undefined> =>
  (
    await on
      .select({ id: teams.id, serviceCode: teams.serviceCode, isLead: isLeadOf(actor) })
      .from(teams)
      .where(eq(teams.id, id))
  )[0];

/** The teams whose views the actor may save: those they lead, and those of their desk. */
export const listTeamsToSaveFor = (on: Sql, actor: Actor) => {
  const desks = actor.grants
    .filter(({ role }) => DESK_ROLES.includes(role))
    .map((g) => (g.serviceCode === null ? sql`true` : eq(teams.serviceCode, g.serviceCode)));
  return on
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(or(isLeadOf(actor), ...desks))
    .orderBy(asc(teams.name));
};

const sameAudience = ({ audience, ownerId, teamId }: Pick<View, 'audience' | 'ownerId' | 'teamId'>) =>
  and(
    eq(savedViews.audience, audience),
    audience === 'private' ? eq(savedViews.ownerId, ownerId) : undefined,
    teamId === null ? isNull(savedViews.teamId) : eq(savedViews.teamId, teamId),
  );

export const countViews = async (on: Sql, of: Pick<View, 'audience' | 'ownerId' | 'teamId'>) =>
  (await on.select({ n: count() }).from(savedViews).where(sameAudience(of)))[0]!.n;

/** One audience has one default: the others are none any more. */
export const endOtherDefaults = (on: Sql, view: Pick<View, 'id' | 'audience' | 'ownerId' | 'teamId'>) =>
  on
    .update(savedViews)
    .set({ isDefault: false })
    .where(and(sameAudience(view), ne(savedViews.id, view.id), eq(savedViews.isDefault, true)));

export const insertView = (on: Sql, view: typeof savedViews.$inferInsert) => on.insert(savedViews).values(view).onConflictDoNothing();
export const setView = (on: Sql, id: string, set: Partial<typeof savedViews.$inferInsert>, now: Date) =>
  on
    .update(savedViews)
    .set({ ...set, updatedAt: now, version: sql`${savedViews.version} + 1` })
    .where(eq(savedViews.id, id));
export const removeView = (on: Sql, id: string) => on.delete(savedViews).where(eq(savedViews.id, id));
