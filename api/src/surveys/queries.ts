import type { Sql } from '@steward/db';
import { insertMany } from '@steward/db/copy';
import {
  areas,
  people,
  sites,
  surveyAnswers,
  surveyBallots,
  surveyComments,
  surveyEvents,
  surveyInvitations,
  surveyLinks,
  surveys,
  surveyServices,
  surveyTallies,
  surveyTurnouts,
} from '@steward/db/schema';
import { and, asc, desc, eq, gte, lt, lte, inArray, isNull, or, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { DoneBy } from '#kernel/actor.ts';
import type { Ballot } from './rules/ballot.ts';
import type { Tally, Turnout } from './rules/count.ts';

export type SurveyRow = typeof surveys.$inferSelect;

export const listSurveys = (on: Sql) => on.select().from(surveys).orderBy(desc(surveys.year));
export const findSurvey = async (on: Sql, id: string) => (await on.select().from(surveys).where(eq(surveys.id, id)))[0];
export const lockSurvey = async (on: Sql, id: string) => (await on.select().from(surveys).where(eq(surveys.id, id)).for('update'))[0];
export const findByYear = async (on: Sql, year: number) => (await on.select().from(surveys).where(eq(surveys.year, year)))[0];
export const findOpen = async (on: Sql) => (await on.select().from(surveys).where(eq(surveys.state, 'open')))[0];
/** What is prepared to be open on that day. */
export const findPrepared = async (on: Sql, day: string) =>
  (
    await on
      .select()
      .from(surveys)
      .where(and(eq(surveys.state, 'draft'), lte(surveys.opensOn, day), gte(surveys.closesOn, day)))
      .orderBy(asc(surveys.opensOn))
      .for('update')
  )[0];
/** The open survey, which stays open until the transaction ends. */
export const holdOpen = async (on: Sql) => (await on.select().from(surveys).where(eq(surveys.state, 'open')).for('share'))[0];

/** False where there is one of that year already. */
export const insertSurvey = async (on: Sql, row: typeof surveys.$inferInsert): Promise<boolean> =>
  (await on.insert(surveys).values(row).onConflictDoNothing().returning({ id: surveys.id })).length > 0;
export const setSurvey = (on: Sql, id: string, set: Partial<SurveyRow>) =>
  on
    .update(surveys)
    .set({ ...set, version: sql`${surveys.version} + 1` })
    .where(eq(surveys.id, id));

export const listServiceCodes = async (on: Sql, surveyId: string): Promise<string[]> =>
  (
    await on
      .select({ code: surveyServices.serviceCode })
      .from(surveyServices)
      .where(eq(surveyServices.surveyId, surveyId))
      .orderBy(asc(surveyServices.position))
  ).map(({ code }) => code);
export async function setServices(on: Sql, surveyId: string, codes: readonly string[]) {
  await on.delete(surveyServices).where(eq(surveyServices.surveyId, surveyId));
  await on.insert(surveyServices).values(codes.map((serviceCode, position) => ({ surveyId, serviceCode, position })));
}

export const insertEvent = (
  on: Sql,
  surveyId: string,
  kind: string,
  { actorId, onBehalfOfId }: Pick<DoneBy, 'actorId' | 'onBehalfOfId'>,
  data: object,
  now: Date,
) => on.insert(surveyEvents).values({ id: uuidv7(), surveyId, kind, actorId, onBehalfOfId, data: { ...data }, occurredAt: now });

// Invitations.

const hasInvitation = sql`exists (select 1 from ${surveyInvitations} where ${surveyInvitations.personId} = ${people.id}
  and ${surveyInvitations.surveyId} = ${surveys.id})`;
/** The open survey with people who are to be invited. */
export const findToInvite = async (on: Sql, today: string, limit: number) =>
  on
    .select({ surveyId: surveys.id, closesOn: surveys.closesOn, personId: people.id })
    .from(surveys)
    .innerJoin(people, eq(people.isActive, true))
    .where(and(eq(surveys.state, 'open'), lte(surveys.opensOn, today), sql`${surveys.closesOn} >= ${today}::date`, sql`not ${hasInvitation}`))
    .limit(limit);
/** Those who were not invited yet, with an invitation each. */
export const insertInvitations = async (on: Sql, rows: readonly { surveyId: string; personId: string }[]): Promise<string[]> =>
  rows.length === 0
    ? []
    : (
        await on
          .insert(surveyInvitations)
          .values(rows.map((row) => ({ id: uuidv7(), ...row })))
          .onConflictDoNothing()
          .returning({ personId: surveyInvitations.personId })
      ).map(({ personId }) => personId);

const toRemind = (today: string) =>
  and(
    eq(surveys.state, 'open'),
    sql`${surveys.closesOn} >= ${today}::date`,
    eq(surveyInvitations.hasAnswered, false),
    lt(surveyInvitations.remindersSent, surveys.remindersAsked),
  );
export const hasToRemind = async (on: Sql, today: string) =>
  (
    await on
      .select({ id: surveyInvitations.id })
      .from(surveyInvitations)
      .innerJoin(surveys, eq(surveys.id, surveyInvitations.surveyId))
      .where(toRemind(today))
      .limit(1)
  ).length > 0;
/** Some who are to be reminded, held and marked as reminded. */
export async function takeToRemind(on: Sql, today: string, limit: number) {
  const rows = await on
    .select({ id: surveyInvitations.id, personId: surveyInvitations.personId, closesOn: surveys.closesOn, asked: surveys.remindersAsked })
    .from(surveyInvitations)
    .innerJoin(surveys, eq(surveys.id, surveyInvitations.surveyId))
    .where(toRemind(today))
    .limit(limit)
    .for('update', { of: surveyInvitations, skipLocked: true });
  const ids = rows.map(({ id }) => id);
  if (rows.length > 0) await on.update(surveyInvitations).set({ remindersSent: rows[0]!.asked }).where(inArray(surveyInvitations.id, ids));
  return rows;
}

export const findInvitation = async (on: Sql, surveyId: string, personId: string) =>
  (
    await on
      .select()
      .from(surveyInvitations)
      .where(and(eq(surveyInvitations.surveyId, surveyId), eq(surveyInvitations.personId, personId)))
  )[0];
/** Marks that this person has answered; false where they had. Who was not invited yet is by this. */
export const markAnswered = async (on: Sql, surveyId: string, personId: string): Promise<boolean> =>
  (
    await on
      .insert(surveyInvitations)
      .values({ id: uuidv7(), surveyId, personId, hasAnswered: true })
      .onConflictDoUpdate({
        target: [surveyInvitations.surveyId, surveyInvitations.personId],
        set: { hasAnswered: true },
        setWhere: eq(surveyInvitations.hasAnswered, false),
      })
      .returning({ id: surveyInvitations.id })
  ).length > 0;

export const insertLink = (on: Sql, row: Omit<typeof surveyLinks.$inferInsert, 'id'>) => on.insert(surveyLinks).values({ id: uuidv7(), ...row });
/** Whom a link was sent to, and for which survey. */
export const findLink = async (on: Sql, secretHash: string) =>
  (
    await on
      .select({
        surveyId: surveyInvitations.surveyId,
        personId: surveyInvitations.personId,
        hasAnswered: surveyInvitations.hasAnswered,
        isActive: people.isActive,
        locale: people.locale,
      })
      .from(surveyLinks)
      .innerJoin(surveyInvitations, eq(surveyInvitations.id, surveyLinks.invitationId))
      .innerJoin(people, eq(people.id, surveyInvitations.personId))
      .where(eq(surveyLinks.secretHash, secretHash))
  )[0];

/** The groups in which somebody's answer will be counted. */
export const findGroups = async (on: Sql, personId: string) =>
  (
    await on
      .select({ siteId: people.siteId, level: sites.level, areaId: sites.areaId })
      .from(people)
      .leftJoin(sites, eq(sites.id, people.siteId))
      .where(eq(people.id, personId))
  )[0]!;

/** Everybody who was invited, with their groups and whether they answered. */
export const listInvited = (on: Sql, surveyId: string) =>
  on
    .select({ siteId: people.siteId, level: sites.level, areaId: sites.areaId, hasAnswered: surveyInvitations.hasAnswered })
    .from(surveyInvitations)
    .innerJoin(people, eq(people.id, surveyInvitations.personId))
    .leftJoin(sites, eq(sites.id, people.siteId))
    .where(eq(surveyInvitations.surveyId, surveyId));

/** How many were invited and have answered, of open surveys. */
export const countInvited = async (on: Sql, surveyId: string) =>
  (
    await on
      .select({
        invited: sql<number>`count(*)::int`,
        answered: sql<number>`(count(*) filter (where ${surveyInvitations.hasAnswered}))::int`,
      })
      .from(surveyInvitations)
      .where(eq(surveyInvitations.surveyId, surveyId))
  )[0]!;

// The ballot box, and what comes out of it. Ids are random, not made of the time.

export const insertBallot = (on: Sql, surveyId: string, ballot: Ballot) =>
  on.insert(surveyBallots).values({ id: crypto.randomUUID(), surveyId, ...ballot });
export const listBallots = (on: Sql, surveyId: string): Promise<Ballot[]> =>
  on
    .select({
      siteId: surveyBallots.siteId,
      level: surveyBallots.level,
      areaId: surveyBallots.areaId,
      marks: surveyBallots.marks,
      comment: surveyBallots.comment,
      commentServiceCode: surveyBallots.commentServiceCode,
    })
    .from(surveyBallots)
    .where(eq(surveyBallots.surveyId, surveyId));
export const removeBallots = (on: Sql, surveyId: string) => on.delete(surveyBallots).where(eq(surveyBallots.surveyId, surveyId));

type Answer = Omit<typeof surveyAnswers.$inferInsert, 'id' | 'surveyId'> & { id?: string };
type Comment = Pick<typeof surveyComments.$inferInsert, 'serviceCode' | 'body'> & Partial<typeof surveyComments.$inferInsert>;
export type Emptied = { answers: readonly Answer[]; comments: readonly Comment[]; tallies: readonly Tally[]; turnouts: readonly Turnout[] };
export async function insertEmptied(on: Sql, surveyId: string, { answers, comments, tallies, turnouts }: Emptied) {
  const own = <T extends object>(row: T) => ({ id: crypto.randomUUID(), ...row, surveyId });
  await insertMany(on, surveyAnswers, answers.map(own));
  await insertMany(on, surveyComments, comments.map(own));
  await insertMany(
    on,
    surveyTallies,
    tallies.map((row) => ({ surveyId, ...row })),
  );
  await insertMany(
    on,
    surveyTurnouts,
    turnouts.map((row) => ({ surveyId, ...row })),
  );
}

// Results.

export const listTallies = (on: Sql, surveyIds: readonly string[]) =>
  on
    .select()
    .from(surveyTallies)
    .where(inArray(surveyTallies.surveyId, [...surveyIds]));
export const listTurnouts = (on: Sql, surveyId: string) => on.select().from(surveyTurnouts).where(eq(surveyTurnouts.surveyId, surveyId));
export const listAreas = (on: Sql) => on.select({ id: areas.id, name: areas.name }).from(areas).orderBy(asc(areas.name));
export const findSite = async (on: Sql, id: string) =>
  (await on.select({ id: sites.id, name: sites.name, areaId: sites.areaId }).from(sites).where(eq(sites.id, id)))[0];

// Comments.

export type CommentRow = typeof surveyComments.$inferSelect;
/** In the order of their random ids. */
export const listComments = (on: Sql, surveyId: string, state: string, services: { codes: readonly string[]; isGeneral: boolean }) =>
  on
    .select()
    .from(surveyComments)
    .where(
      and(
        eq(surveyComments.surveyId, surveyId),
        eq(surveyComments.state, state),
        or(
          services.codes.length > 0 ? inArray(surveyComments.serviceCode, [...services.codes]) : sql`false`,
          services.isGeneral ? isNull(surveyComments.serviceCode) : sql`false`,
        ),
      ),
    )
    .orderBy(asc(surveyComments.id))
    .limit(500);
export const lockComment = async (on: Sql, id: string) => (await on.select().from(surveyComments).where(eq(surveyComments.id, id)).for('update'))[0];
export const setComment = (on: Sql, id: string, set: Partial<CommentRow>) =>
  on
    .update(surveyComments)
    .set({ ...set, version: sql`${surveyComments.version} + 1` })
    .where(eq(surveyComments.id, id));
