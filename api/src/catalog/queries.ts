import type { Sql } from '@steward/db';
import {
  areas,
  calendarRevisions,
  people,
  priorityMatrix,
  requestTypes,
  requestTypeVersions,
  services,
  sites,
  targets,
  teamMembers,
  teams,
  trades,
} from '@steward/db/schema';
import { and, asc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';

export const listServices = (on: Sql) =>
  on.select({ code: services.code, nameEn: services.nameEn, nameEs: services.nameEs }).from(services).orderBy(asc(services.position));

export const listTrades = (on: Sql) => on.select().from(trades).orderBy(asc(trades.nameEn));

/** Kinds of request, also those no longer offered: orders of them remain. */
export const listEveryType = (on: Sql) => on.select().from(requestTypes);
/** The forms that kinds of request had before the one they have now. */
export const listOlderForms = (on: Sql) =>
  on
    .select({ typeId: requestTypeVersions.requestTypeId, version: requestTypeVersions.version, fields: requestTypeVersions.fields })
    .from(requestTypeVersions)
    .innerJoin(requestTypes, and(eq(requestTypes.id, requestTypeVersions.requestTypeId), lt(requestTypeVersions.version, requestTypes.version)));
/** All that every calendar has said, oldest first. */
export const listRevisions = (on: Sql) =>
  on
    .select({
      id: calendarRevisions.id,
      calendarCode: calendarRevisions.calendarCode,
      content: calendarRevisions.content,
      why: calendarRevisions.why,
      by: people.name,
      byId: calendarRevisions.changedById,
      changedAt: calendarRevisions.changedAt,
    })
    .from(calendarRevisions)
    .leftJoin(people, eq(people.id, calendarRevisions.changedById))
    .orderBy(asc(calendarRevisions.id));
export const listServiceCalendars = (on: Sql) => on.select({ code: services.code, calendarCode: services.calendarCode }).from(services);
export const listTargets = (on: Sql) => on.select().from(targets);
/** All crews, of every service. */
export const listEveryTeam = (on: Sql) => on.select({ id: teams.id, name: teams.name }).from(teams);
export const findRequestType = async (on: Sql, id: string) => (await on.select().from(requestTypes).where(eq(requestTypes.id, id)))[0];

export const listActiveTypes = (on: Sql, serviceCode: string | undefined) =>
  on
    .select()
    .from(requestTypes)
    .where(and(eq(requestTypes.isActive, true), serviceCode === undefined ? undefined : eq(requestTypes.serviceCode, serviceCode)))
    .orderBy(asc(requestTypes.nameEn), asc(requestTypes.id));

export const loadPriorityMatrix = (on: Sql) =>
  on.select({ impact: priorityMatrix.impact, urgency: priorityMatrix.urgency, priority: priorityMatrix.priority }).from(priorityMatrix);

const teamColumns = {
  id: teams.id,
  code: teams.code,
  name: teams.name,
  serviceCode: teams.serviceCode,
  tradeCode: teams.tradeCode,
  areaId: teams.areaId,
  area: { id: areas.id, name: areas.name },
  compartment: teams.compartment,
  weeklyHours: teams.weeklyHours,
};

/** Crews that work, of one service and those that work at one site where that is asked. */
export const listTeams = (on: Sql, { serviceCode, siteId }: { serviceCode?: string | undefined; siteId?: string | undefined }) =>
  on
    .select(teamColumns)
    .from(teams)
    .leftJoin(areas, eq(areas.id, teams.areaId))
    .where(
      and(
        eq(teams.isActive, true),
        serviceCode === undefined ? undefined : eq(teams.serviceCode, serviceCode),
        siteId === undefined
          ? undefined
          : or(isNull(teams.areaId), sql`${teams.areaId} = (select ${sites.areaId} from ${sites} where ${sites.id} = ${siteId}::uuid)`),
      ),
    )
    .orderBy(asc(teams.name));

export const listMembers = (on: Sql, teamIds: readonly string[]) =>
  teamIds.length === 0
    ? Promise.resolve([])
    : on
        .select({ teamId: teamMembers.teamId, id: people.id, name: people.name, isLead: teamMembers.isLead })
        .from(teamMembers)
        .innerJoin(people, eq(people.id, teamMembers.personId))
        .where(and(inArray(teamMembers.teamId, [...teamIds]), eq(people.isActive, true)))
        .orderBy(sql`${teamMembers.isLead} desc`, asc(people.name));
