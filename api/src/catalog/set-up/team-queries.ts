import type { Sql } from '@steward/db';
import { areas, people, requestTypes, teamMembers, teams, workOrders } from '@steward/db/schema';
import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import { OPEN } from './queries.ts';

const columns = {
  id: teams.id,
  code: teams.code,
  name: teams.name,
  serviceCode: teams.serviceCode,
  tradeCode: teams.tradeCode,
  areaId: teams.areaId,
  area: { id: areas.id, name: areas.name },
  compartment: teams.compartment,
  weeklyHours: teams.weeklyHours,
  isActive: teams.isActive,
  version: teams.version,
};
const select = (on: Sql) => on.select(columns).from(teams).leftJoin(areas, eq(areas.id, teams.areaId)).$dynamic();
export type TeamRow = Awaited<ReturnType<typeof select>>[number];

export const listAllTeams = (on: Sql) => select(on).orderBy(asc(teams.name), asc(teams.id));
export const findSetUpTeam = async (on: Sql, id: string): Promise<TeamRow | undefined> => (await select(on).where(eq(teams.id, id)))[0];

/** The same, holding the row until the transaction ends. */
export async function lockTeam(on: Sql, id: string) {
  const [locked] = await on.select({ id: teams.id }).from(teams).where(eq(teams.id, id)).for('update');
  return locked && findSetUpTeam(on, locked.id);
}
export const listTeamCodes = async (on: Sql) => new Set((await on.select({ code: teams.code }).from(teams)).map(({ code }) => code));

export const listAllMembers = (on: Sql, teamId: string) =>
  on
    .select({ id: people.id, name: people.name, isLead: teamMembers.isLead })
    .from(teamMembers)
    .innerJoin(people, eq(people.id, teamMembers.personId))
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(sql`${teamMembers.isLead} desc`, asc(people.name), asc(people.id));
export const countMembers = async (on: Sql) =>
  new Map((await on.select({ id: teamMembers.teamId, n: count() }).from(teamMembers).groupBy(teamMembers.teamId)).map(({ id, n }) => [id, n]));

/** People who are here, by id. */
export const listHere = (on: Sql, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : on
        .select({ id: people.id, name: people.name })
        .from(people)
        .where(and(inArray(people.id, [...ids]), eq(people.isActive, true)));
export const listAreas = (on: Sql) => on.select({ id: areas.id, name: areas.name }).from(areas).orderBy(asc(areas.name));
export const listOfferedKinds = (on: Sql, serviceCode: string) =>
  on
    .select()
    .from(requestTypes)
    .where(and(eq(requestTypes.serviceCode, serviceCode), eq(requestTypes.isActive, true)))
    .orderBy(asc(requestTypes.nameEn));

export const countOpenOfTeam = async (on: Sql, teamId: string) =>
  (
    await on
      .select({ n: count() })
      .from(workOrders)
      .where(and(eq(workOrders.teamId, teamId), inArray(workOrders.status, OPEN), isNull(workOrders.compartment)))
  )[0]!.n;

/** Undefined when another team was given this code at the same moment. */
export const insertTeam = async (on: Sql, team: typeof teams.$inferInsert) =>
  (await on.insert(teams).values(team).onConflictDoNothing().returning({ id: teams.id }))[0];
export const setTeam = (on: Sql, id: string, set: Partial<typeof teams.$inferInsert>) =>
  on
    .update(teams)
    .set({ ...set, version: sql`${teams.version} + 1` })
    .where(eq(teams.id, id));

/** Makes these the people of the team, and nobody else. */
export async function setMembers(on: Sql, teamId: string, members: readonly { personId: string; isLead: boolean }[]) {
  await on.delete(teamMembers).where(eq(teamMembers.teamId, teamId));
  if (members.length > 0) await on.insert(teamMembers).values(members.map(({ personId, isLead }) => ({ teamId, personId, isLead })));
}
