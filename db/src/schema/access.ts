import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { compartmentGrants, people, roleGrants } from './people.ts';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });

/**
 * What a person holds, handed to another for some days of the district. A compartment counts once a second person has confirmed it.
 * Ends with what was handed over: triggers see to it.
 */
export const delegations = pgTable(
  'delegations',
  {
    id: uuid().primaryKey(),
    delegatorId: uuid()
      .notNull()
      .references(() => people.id),
    delegateId: uuid()
      .notNull()
      .references(() => people.id),
    /** What kind of duty it is; approvals go with the role that has them. */
    duty: text().notNull(),
    roleGrantId: uuid().references(() => roleGrants.id),
    compartmentGrantId: uuid().references(() => compartmentGrants.id),
    startsOn: date().notNull(),
    /** The first day on which it no longer counts. */
    endsOn: date().notNull(),
    createdAt: instant().notNull(),
    confirmedAt: instant(),
    confirmedById: uuid().references(() => people.id),
    endedAt: instant(),
    /** Null when it ended by itself. */
    endedById: uuid().references(() => people.id),
  },
  (t) => [
    index().on(t.delegatorId),
    index().on(t.delegateId),
    index().on(t.roleGrantId),
    index().on(t.compartmentGrantId),
    index().on(t.confirmedById),
    index().on(t.endedById),
    check('delegations_two_people', sql`${t.delegatorId} <> ${t.delegateId}`),
    check('delegations_days', sql`${t.startsOn} < ${t.endsOn}`),
    check(
      'delegations_duty',
      sql`case ${t.duty} when 'role' then ${t.roleGrantId} is not null and ${t.compartmentGrantId} is null
        when 'compartment' then ${t.compartmentGrantId} is not null and ${t.roleGrantId} is null else false end`,
    ),
    check('delegations_confirmed', sql`(${t.confirmedAt} is null) = (${t.confirmedById} is null)`),
    check('delegations_confirmed_by_another', sql`${t.confirmedById} not in (${t.delegatorId}, ${t.delegateId})`),
  ],
);

/** One person proposes that somebody may see a compartment, another decides. With `delegationId`: for its days only. */
export const compartmentProposals = pgTable(
  'compartment_proposals',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    compartment: text().notNull(),
    siteId: uuid().references(() => sites.id),
    delegationId: uuid().references(() => delegations.id),
    proposedById: uuid()
      .notNull()
      .references(() => people.id),
    proposedAt: instant().notNull(),
    outcome: text(),
    decidedAt: instant(),
    decidedById: uuid().references(() => people.id),
    /** What came of it. */
    grantId: uuid().references(() => compartmentGrants.id),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.siteId),
    index().on(t.delegationId),
    index().on(t.proposedById),
    index().on(t.decidedById),
    index().on(t.grantId),
    index('compartment_proposals_waiting')
      .on(t.proposedAt)
      .where(sql`${t.decidedAt} is null`),
    check(
      'compartment_proposals_compartment',
      sql`${t.compartment} in ('hr','employee_relations','student_health','meal_eligibility','it_security')`,
    ),
    check('compartment_proposals_outcome', sql`${t.outcome} in ('confirmed','declined')`),
    check(
      'compartment_proposals_decided',
      sql`(${t.decidedAt} is null) = (${t.outcome} is null) and (${t.decidedAt} is null) = (${t.decidedById} is null)`,
    ),
    check('compartment_proposals_not_for_oneself', sql`${t.proposedById} <> ${t.personId}`),
    check('compartment_proposals_two_people', sql`${t.outcome} <> 'confirmed' or ${t.decidedById} not in (${t.proposedById}, ${t.personId})`),
  ],
);
