import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { people } from './people.ts';
import { sites } from './sites.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });

/** A small program on a machine in a school. It shows its secret with each request; only the hash is kept. */
export const networkProbes = pgTable(
  'network_probes',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    name: text().notNull(),
    secretHash: text().notNull().unique(),
    createdById: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull(),
    lastHeardAt: instant(),
    revokedAt: instant(),
    revokedById: uuid().references(() => people.id),
  },
  (t) => [
    index().on(t.siteId),
    index().on(t.createdById),
    index().on(t.revokedById),
    check('network_probes_revoked', sql`(${t.revokedAt} is null) = (${t.revokedById} is null)`),
  ],
);

/**
 * Append-only: what one flow carried between a school and the district's own server, as the server counted it. The largest table of the
 * capability (a school and hour make two rows): its one wide index begins with the school and the direction, by which all is asked for.
 */
export const bandwidthMeasurements = pgTable(
  'bandwidth_measurements',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    direction: text().notNull(),
    source: text().notNull(),
    measuredAt: instant().notNull(),
    numBytes: bigint({ mode: 'number' }).notNull(),
    elapsedUs: bigint({ mode: 'number' }).notNull(),
    mbps: doublePrecision()
      .notNull()
      .generatedAlwaysAs(sql`8::double precision * num_bytes / elapsed_us`),
    /** By whose browser; null for a probe. */
    personId: uuid().references(() => people.id),
    probeId: uuid().references(() => networkProbes.id),
    /** A ticket measures once in each direction. Null: the demonstration. */
    ticketId: uuid(),
    isDemonstration: boolean().notNull().default(false),
  },
  (t) => [
    index().on(t.siteId, t.direction, t.measuredAt),
    index('bandwidth_measurements_person')
      .on(t.personId)
      .where(sql`${t.personId} is not null`),
    index('bandwidth_measurements_probe')
      .on(t.probeId)
      .where(sql`${t.probeId} is not null`),
    uniqueIndex('bandwidth_measurements_ticket')
      .on(t.ticketId, t.direction)
      .where(sql`${t.ticketId} is not null`),
    check('bandwidth_measurements_direction', sql`${t.direction} in ('download','upload')`),
    check(
      'bandwidth_measurements_source',
      sql`${t.isDemonstration} or (${t.source} = 'browser' and ${t.personId} is not null and ${t.probeId} is null) or (${t.source} = 'probe' and ${t.probeId} is not null and ${t.personId} is null)`,
    ),
    check('bandwidth_measurements_source_known', sql`${t.source} in ('browser','probe')`),
    check('bandwidth_measurements_counts', sql`${t.numBytes} >= 0 and ${t.elapsedUs} > 0`),
  ],
);

/** Append-only: when a school's probes fell silent, and spoke again. */
export const siteLinkEvents = pgTable(
  'site_link_events',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    kind: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant().notNull(),
  },
  (t) => [index().on(t.siteId, t.occurredAt, t.id), check('site_link_events_kind', sql`${t.kind} in ('up','down')`)],
);

/** A school was under half of its usual speed for an hour: an order is proposed, once, until it is as fast as before. */
export const networkDips = pgTable(
  'network_dips',
  {
    id: uuid().primaryKey(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    beganAt: instant().notNull(),
    foundAt: instant().notNull(),
    usualMbps: doublePrecision().notNull(),
    seenMbps: doublePrecision().notNull(),
    state: text().notNull(),
    workOrderId: uuid()
      .unique('network_dips_order')
      .references(() => workOrders.id),
    decidedById: uuid().references(() => people.id),
    decidedAt: instant(),
    /** Why no order was made. */
    reason: text(),
    endedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex('network_dips_one')
      .on(t.siteId)
      .where(sql`${t.endedAt} is null`),
    unique('network_dips_began').on(t.siteId, t.beganAt),
    index().on(t.decidedById),
    check('network_dips_state', sql`${t.state} in ('proposed','ordered','dismissed')`),
    check('network_dips_decided', sql`num_nonnulls(${t.decidedById}, ${t.decidedAt}) = case when ${t.state} = 'proposed' then 0 else 2 end`),
    check('network_dips_ordered', sql`(${t.workOrderId} is not null) = (${t.state} = 'ordered')`),
    check('network_dips_dismissed', sql`(${t.reason} is not null) = (${t.state} = 'dismissed')`),
    check('network_dips_half', sql`${t.seenMbps} < ${t.usualMbps} / 2`),
  ],
);
