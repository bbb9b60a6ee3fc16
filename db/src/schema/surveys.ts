import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { services } from './services.ts';
import { areas, sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });

/** The annual perception survey: what the staff say of each service. */
export const surveys = pgTable(
  'surveys',
  {
    id: uuid().primaryKey(),
    year: integer().notNull().unique('surveys_year'),
    opensOn: date().notNull(),
    /** The last day on which one may answer. */
    closesOn: date().notNull(),
    /** draft · open · closed */
    state: text().notNull().default('draft'),
    /** How often who has not answered was to be reminded; the worker catches up. */
    remindersAsked: integer().notNull().default(0),
    isDemonstration: boolean().notNull().default(false),
    createdAt: instant().notNull(),
    closedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('surveys_one_open')
      .on(t.state)
      .where(sql`${t.state} = 'open'`),
    check('surveys_days', sql`${t.opensOn} <= ${t.closesOn}`),
    check('surveys_state', sql`${t.state} in ('draft','open','closed')`),
    check('surveys_closed', sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
  ],
);

/** The services that a survey asks about, in their order. */
export const surveyServices = pgTable(
  'survey_services',
  {
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    position: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.surveyId, t.serviceCode] }), index().on(t.serviceCode)],
);

/** Who was asked, and the mark that they answered: without when, and apart from what. */
export const surveyInvitations = pgTable(
  'survey_invitations',
  {
    id: uuid().primaryKey(),
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    hasAnswered: boolean().notNull().default(false),
    remindersSent: integer().notNull().default(0),
  },
  (t) => [
    unique('survey_invitations_once').on(t.surveyId, t.personId),
    index().on(t.personId),
    index('survey_invitations_waiting')
      .on(t.surveyId, t.remindersSent)
      .where(sql`not ${t.hasAnswered}`),
  ],
);

/** The link in a mail by which one person answers without signing in. Only the hash of its secret is kept; all links of an invitation end with its answer. */
export const surveyLinks = pgTable(
  'survey_links',
  {
    id: uuid().primaryKey(),
    invitationId: uuid()
      .notNull()
      .references(() => surveyInvitations.id),
    /** SHA-256 of the secret, in hexadecimal. */
    secretHash: text().notNull().unique('survey_links_secret'),
    createdAt: instant().notNull(),
  },
  (t) => [index().on(t.invitationId)],
);

/** What somebody who uses a service says of it: 1 strongly disagree … 5 strongly agree; null: they do not use it. */
export type Marks = Record<string, { effective: number; adequate: number } | null>;

/**
 * The ballot box of an open survey: it knows no person, no invitation and no time, and its ids are random. At closing it is counted, shuffled and
 * emptied; until then nobody reads it.
 */
export const surveyBallots = pgTable(
  'survey_ballots',
  {
    id: uuid().primaryKey(),
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    siteId: uuid().references(() => sites.id),
    level: text(),
    areaId: uuid().references(() => areas.id),
    marks: jsonb().$type<Marks>().notNull(),
    comment: text(),
    /** Which service the comment is about; null: the services as a whole. */
    commentServiceCode: text().references(() => services.code),
  },
  (t) => [index().on(t.surveyId), index().on(t.siteId), index().on(t.areaId), index().on(t.commentServiceCode)],
);

/** What was said of one service, by somebody of a level and an area. What one person said of several services is in rows that nothing ties together. */
export const surveyAnswers = pgTable(
  'survey_answers',
  {
    id: uuid().primaryKey(),
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    level: text(),
    areaId: uuid().references(() => areas.id),
    /** Null: the service is not used. */
    effective: integer(),
    adequate: integer(),
  },
  (t) => [
    index().on(t.surveyId, t.serviceCode),
    index().on(t.serviceCode),
    index().on(t.areaId),
    check(
      'survey_answers_marks',
      sql`(${t.effective} is null) = (${t.adequate} is null) and coalesce(${t.effective}, 1) between 1 and 5 and coalesce(${t.adequate}, 1) between 1 and 5`,
    ),
  ],
);

/** What was written to the open question: nobody sees it before it is reviewed. It knows no level and no area. */
export const surveyComments = pgTable(
  'survey_comments',
  {
    id: uuid().primaryKey(),
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    serviceCode: text().references(() => services.code),
    body: text().notNull(),
    /** waiting · published · withheld */
    state: text().notNull().default('waiting'),
    /** Why it is withheld. */
    reason: text(),
    reviewedById: uuid().references(() => people.id),
    reviewedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.surveyId, t.state),
    index().on(t.serviceCode),
    index().on(t.reviewedById),
    check('survey_comments_state', sql`${t.state} in ('waiting','published','withheld')`),
    check('survey_comments_reviewed', sql`(${t.state} = 'waiting') = (${t.reviewedAt} is null)`),
    check('survey_comments_reason', sql`(${t.state} = 'withheld') = (${t.reason} is not null)`),
  ],
);

/**
 * What may be published of a closed survey: counted once, at closing, and never again. `n`, `effective` and `adequate` are null where a group is
 * too small, or where a group beside it would be given away.
 */
export const surveyTallies = pgTable(
  'survey_tallies',
  {
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    /** all · level · area · school */
    groupKind: text().notNull(),
    /** The level, or the id of the area or school; 'none' of who belongs to none. */
    groupKey: text().notNull(),
    /** 'all': the answers about all services together. */
    serviceCode: text().notNull(),
    n: integer(),
    /** How many agree, or strongly agree. */
    effective: integer(),
    adequate: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.surveyId, t.groupKind, t.groupKey, t.serviceCode] }),
    check('survey_tallies_kind', sql`${t.groupKind} in ('all','level','area','school')`),
    check('survey_tallies_whole', sql`num_nulls(${t.n}, ${t.effective}, ${t.adequate}) in (0, 3)`),
    check('survey_tallies_least', sql`${t.n} >= 10 and ${t.effective} between 0 and ${t.n} and ${t.adequate} between 0 and ${t.n}`),
  ],
);

/** How many of a group were asked and answered; null where the group is too small to say. */
export const surveyTurnouts = pgTable(
  'survey_turnouts',
  {
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    groupKind: text().notNull(),
    groupKey: text().notNull(),
    invited: integer(),
    answered: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.surveyId, t.groupKind, t.groupKey] }),
    check('survey_turnouts_kind', sql`${t.groupKind} in ('all','level','area','school')`),
    check('survey_turnouts_whole', sql`(${t.invited} is null) = (${t.answered} is null)`),
    check('survey_turnouts_counts', sql`${t.answered} between 0 and ${t.invited}`),
  ],
);

/** Append-only: who ran a survey and reviewed its comments. That somebody answered is no event. */
export const surveyEvents = pgTable(
  'survey_events',
  {
    id: uuid().primaryKey(),
    surveyId: uuid()
      .notNull()
      .references(() => surveys.id),
    kind: text().notNull(),
    /** Null: the worker. */
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.surveyId, t.occurredAt, t.id), index().on(t.actorId), index().on(t.onBehalfOfId)],
);

/** Append-only: what the strategic plan wants a measure to be in a year; the last row of a measure and a year counts. */
export const planTargetEvents = pgTable(
  'plan_target_events',
  {
    id: uuid().primaryKey(),
    measure: text().notNull(),
    year: integer().notNull(),
    /** Null: there is no target any more. */
    targetRatio: doublePrecision(),
    reason: text().notNull(),
    isDemonstration: boolean().notNull().default(false),
    actorId: uuid().references(() => people.id),
    onBehalfOfId: uuid().references(() => people.id),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.measure, t.year, t.occurredAt, t.id),
    index().on(t.actorId),
    index().on(t.onBehalfOfId),
    check('plan_target_events_ratio', sql`${t.targetRatio} between 0 and 10`),
    check('plan_target_events_year', sql`${t.year} between 2000 and 2100`),
  ],
);
