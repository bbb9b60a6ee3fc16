import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { areas, rooms, sites } from './sites.ts';
import { services } from './services.ts';

const instant = () => timestamp({ withTimezone: true });

/** Everybody who may sign in or be named. Property names are better-auth's where it reads or writes them. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    email: text().notNull().unique(),
    emailVerified: boolean().notNull().default(false),
    image: text(),
    /** What the person does, as colleagues would say it: "Plumber, North crew". */
    jobTitle: text(),
    /** Where the person works; null for those who work everywhere. */
    siteId: uuid().references(() => sites.id),
    locale: text().notNull().default('en'),
    isDemonstration: boolean().notNull().default(false),
    isActive: boolean().notNull().default(true),
    /** Do notices come by e-mail too? In the portal they always do. */
    isMailed: boolean().notNull().default(true),
    version: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index().on(t.siteId), index('people_name_trgm').using('gin', sql`lower(${t.name} || ' ' || ${t.email}) gin_trgm_ops`)],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    userId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    token: text().notNull().unique(),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    /** Written now and then, not with each request. */
    lastSeenAt: instant().notNull().defaultNow(),
    /** By which provider the person came; null for a local password. */
    providerId: text(),
    /** The provider's own word on who came: its sign-out wants to see it again. Goes with the session. */
    idToken: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index().on(t.userId)],
);

export const accounts = pgTable(
  'accounts',
  {
    id: uuid().primaryKey(),
    userId: uuid('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    accountId: text().notNull(),
    providerId: text().notNull(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    password: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index().on(t.userId), unique().on(t.providerId, t.accountId)],
);

export const verifications = pgTable(
  'verifications',
  {
    id: uuid().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index().on(t.identifier)],
);

/**
 * A role held for a scope. The scope is the conjunction of what is set: all null is the district,
 * service and area together mean "that service in that area".
 */
export const roleGrants = pgTable(
  'role_grants',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text().notNull(),
    serviceCode: text().references(() => services.code),
    areaId: uuid().references(() => areas.id),
    siteId: uuid().references(() => sites.id),
    /** Which provider's claims gave it: judged again with each sign-in there. Null when somebody gave it in Steward. */
    providerId: text(),
    grantedAt: instant().notNull(),
    grantedById: uuid().references(() => people.id),
    endedAt: instant(),
    endedById: uuid().references(() => people.id),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.serviceCode),
    index().on(t.areaId),
    index().on(t.siteId),
    index().on(t.grantedById),
    index().on(t.endedById),
    uniqueIndex('role_grants_open')
      .on(t.personId, t.role, sql`coalesce(${t.serviceCode}, '')`, sql`coalesce(${t.areaId}::text, '')`, sql`coalesce(${t.siteId}::text, '')`)
      .where(sql`${t.endedAt} is null`),
    check(
      'role_grants_role',
      sql`${t.role} in ('requester','technician','dispatcher','service_manager','hr_partner','site_administrator','planner','capital_manager','finance','technology_coordinator','administrator','auditor')`,
    ),
    check('role_grants_one_place', sql`${t.areaId} is null or ${t.siteId} is null`),
  ],
);

/** Who may see a confidential compartment, and where. Granted by one person, confirmed by another. */
export const compartmentGrants = pgTable(
  'compartment_grants',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    compartment: text().notNull(),
    siteId: uuid().references(() => sites.id),
    grantedAt: instant().notNull(),
    grantedById: uuid()
      .notNull()
      .references(() => people.id),
    confirmedById: uuid()
      .notNull()
      .references(() => people.id),
    endedAt: instant(),
    endedById: uuid().references(() => people.id),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.siteId),
    index().on(t.grantedById),
    index().on(t.confirmedById),
    index().on(t.endedById),
    uniqueIndex('compartment_grants_open')
      .on(t.personId, t.compartment, sql`coalesce(${t.siteId}::text, '')`)
      .where(sql`${t.endedAt} is null`),
    check('compartment_grants_compartment', sql`${t.compartment} in ('hr','employee_relations','student_health','meal_eligibility','it_security')`),
    check('compartment_grants_two_people', sql`${t.grantedById} <> ${t.confirmedById}`),
  ],
);

/** What a program signs in with: it acts as its owner, within its scopes. Only the hash of the secret is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    /** SHA-256 of the secret, in hexadecimal. */
    secretHash: text().notNull().unique('api_tokens_secret'),
    scopes: text().array().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** Within a minute. */
    lastUsedAt: instant(),
    revokedAt: instant(),
    revokedById: uuid().references(() => people.id),
  },
  (t) => [
    index().on(t.personId),
    index().on(t.revokedById),
    check('api_tokens_scopes', sql`cardinality(${t.scopes}) > 0`),
    check('api_tokens_expire', sql`${t.expiresAt} > ${t.createdAt} and ${t.expiresAt} <= ${t.createdAt} + interval '367 days'`),
  ],
);

/** Append-only: what was done to a person's access, by whom. */
export const personEvents = pgTable(
  'person_events',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    kind: text().notNull(),
    actorId: uuid().references(() => people.id),
    /** For whom, where the actor was permitted only as their stand-in. */
    onBehalfOfId: uuid().references(() => people.id),
    /** Where a program did it. */
    apiTokenId: uuid().references(() => apiTokens.id),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [
    index().on(t.personId, t.occurredAt),
    index().on(t.actorId),
    index()
      .on(t.onBehalfOfId)
      .where(sql`${t.onBehalfOfId} is not null`),
    index()
      .on(t.apiTokenId)
      .where(sql`${t.apiTokenId} is not null`),
  ],
);

/** One line per POST that carried an Idempotency-Key: the answer that a retry gets again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    route: text().notNull(),
    key: text().notNull(),
    requestHash: text().notNull(),
    /** Null while the first request still runs. */
    responseStatus: integer(),
    responseHeaders: jsonb().$type<Record<string, string>>(),
    responseBody: text(),
    createdAt: instant().notNull(),
  },
  (t) => [unique('idempotency_keys_once').on(t.personId, t.route, t.key), index().on(t.createdAt)],
);

/** My rooms: those I set, and those I used lately. */
export const personRooms = pgTable(
  'person_rooms',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    roomId: uuid()
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    isMine: boolean().notNull().default(false),
    usedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.roomId] }), index().on(t.roomId)],
);
