import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { services, trades } from './services.ts';
import { areas } from './sites.ts';

/** A crew: by service and, where it has them, by trade and area. */
export const teams = pgTable(
  'teams',
  {
    id: uuid().primaryKey(),
    code: text().notNull().unique(),
    name: text().notNull(),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    tradeCode: text().references(() => trades.code),
    areaId: uuid().references(() => areas.id),
    /** A team that works only one compartment's orders. */
    compartment: text(),
    /** Hours the crew can give in a week: what the backlog is divided by. */
    weeklyHours: integer().notNull(),
    /** One that is no more gets no new orders; those it has stay until the desk moves them. */
    isActive: boolean().notNull().default(true),
    version: integer().notNull().default(1),
  },
  (t) => [index().on(t.serviceCode), index().on(t.tradeCode), index().on(t.areaId), check('teams_hours', sql`${t.weeklyHours} >= 0`)],
);

export const teamMembers = pgTable(
  'team_members',
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    isLead: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.personId] }), index().on(t.personId)],
);

/** One field of a request type's form: what the portal draws and the API checks. */
export type FormField = {
  key: string;
  kind: 'text' | 'long_text' | 'number' | 'date' | 'choice' | 'yes_no';
  labelEn: string;
  labelEs: string;
  helpEn?: string;
  helpEs?: string;
  isRequired: boolean;
  /** For `choice`. */
  choices?: { value: string; labelEn: string; labelEs: string }[];
  /** For `number`: inclusive bounds; for texts: the longest length. */
  min?: number;
  max?: number;
  /** Only asked when another field has this answer. */
  when?: { key: string; is: string | boolean };
};

/** Words in English and Spanish. */
export type InBoth = { en: string; es: string };

export const requestTypes = pgTable(
  'request_types',
  {
    id: uuid().primaryKey(),
    code: text().notNull(),
    serviceCode: text()
      .notNull()
      .references(() => services.code),
    tradeCode: text()
      .notNull()
      .references(() => trades.code),
    nameEn: text().notNull(),
    nameEs: text().notNull(),
    helpEn: text().notNull(),
    helpEs: text().notNull(),
    /** What people call it, in both languages, for the search as they type. */
    keywords: text().notNull().default(''),
    fields: jsonb().$type<FormField[]>().notNull().default([]),
    defaultImpact: text().notNull(),
    defaultUrgency: text().notNull(),
    /** `team`: by service, trade and area; `site_partner`: the HR partner of the site. */
    routing: text().notNull().default('team'),
    compartment: text(),
    selfHelpEn: text(),
    selfHelpEs: text(),
    estimateMinutes: integer(),
    /** The work may drill or cut: where asbestos is noted it must be acknowledged first. */
    mayDisturbMaterial: boolean().notNull().default(false),
    /** Copied onto each new order of the kind. */
    checklist: jsonb().$type<InBoth[]>().notNull().default([]),
    isActive: boolean().notNull().default(true),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('request_types_code').on(t.code),
    index().on(t.serviceCode),
    index().on(t.tradeCode),
    check('request_types_routing', sql`${t.routing} in ('team','site_partner')`),
    check('request_types_compartment', sql`${t.compartment} in ('hr','employee_relations','student_health','meal_eligibility','it_security')`),
  ],
);
