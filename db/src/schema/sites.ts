import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';

/** Areas: each active school belongs to the area of its nearest high school. */
export const areas = pgTable('areas', {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: text().notNull(),
});

/** A school or other place of the district. Unknown stays null. */
export const sites = pgTable(
  'sites',
  {
    id: uuid().primaryKey(),
    /** The Colorado Department of Education's school code, with its leading zeros. */
    code: text().notNull().unique(),
    name: text().notNull(),
    status: text().notNull(),
    level: text(),
    isCharter: boolean(),
    /** A virtual school has no building. */
    isVirtual: boolean().notNull().default(false),
    street: text(),
    city: text(),
    zip: text(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    enrollment: integer(),
    freeReducedLunch: integer(),
    areaId: uuid().references(() => areas.id),
    version: integer().notNull().default(1),
  },
  (t) => [
    index().on(t.areaId),
    index('sites_name_trgm').using('gin', sql`lower(${t.name}) gin_trgm_ops`),
    check('sites_status', sql`${t.status} in ('active','closed')`),
  ],
);

export const buildings = pgTable(
  'buildings',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    code: text().notNull(),
    name: text().notNull(),
    position: integer().notNull(),
  },
  (t) => [unique().on(t.siteId, t.code)],
);

export const rooms = pgTable(
  'rooms',
  {
    id: uuid().primaryKey(),
    buildingId: uuid()
      .notNull()
      .references(() => buildings.id),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    number: text().notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    floor: integer().notNull(),
    /** How to get in: keys, alarm, hours. Crews only. */
    accessNote: text(),
    /** What may harm: crews only. */
    hazardNote: text(),
    /** Asbestos is noted (AHERA): drilling and cutting need an acknowledgement first. */
    hasAsbestos: boolean().notNull().default(false),
  },
  (t) => [unique().on(t.buildingId, t.number), index().on(t.siteId)],
);
