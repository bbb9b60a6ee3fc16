import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { deviceAssignments, deviceModels, devices } from './devices.ts';
import { people } from './people.ts';
import { students } from './roster.ts';
import { workOrders } from './work-orders.ts';

const instant = () => timestamp({ withTimezone: true });
const cents = () => bigint({ mode: 'bigint' });

/** What is wrong with a device, from the report to the day it works again or never will. A device has one open at a time. */
export const deviceRepairs = pgTable(
  'device_repairs',
  {
    id: uuid().primaryKey(),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    /** Whose it was when it broke. */
    assignmentId: uuid().references(() => deviceAssignments.id),
    /** The order by which it was reported. */
    workOrderId: uuid().references(() => workOrders.id),
    /** in_house · vendor · warranty; null while it is only reported. */
    kind: text(),
    problem: text().notNull(),
    /** accident · wear · negligence · theft; null: nobody has judged it. */
    damageClass: text(),
    openedById: uuid().references(() => people.id),
    openedAt: instant().notNull(),
    /** mended · beyond_repair · no_fault; set with `closedAt`. */
    outcome: text(),
    closedAt: instant(),
    costCents: cents(),
    version: integer().notNull().default(1),
  },
  (t) => [
    index('device_repairs_device').on(t.deviceId, t.openedAt),
    uniqueIndex('device_repairs_open')
      .on(t.deviceId)
      .where(sql`${t.closedAt} is null`),
    index().on(t.assignmentId),
    index().on(t.workOrderId),
    index().on(t.openedById),
    check('device_repairs_kind', sql`${t.kind} in ('in_house','vendor','warranty')`),
    check('device_repairs_damage', sql`${t.damageClass} in ('accident','wear','negligence','theft')`),
    check('device_repairs_outcome', sql`${t.outcome} in ('mended','beyond_repair','no_fault')`),
    check('device_repairs_closed', sql`(${t.closedAt} is null) = (${t.outcome} is null)`),
    check('device_repairs_range', sql`${t.closedAt} is null or ${t.closedAt} >= ${t.openedAt}`),
    check('device_repairs_cost', sql`${t.costCents} >= 0`),
  ],
);

/** A part taken out of a device that is no longer used, and the repair it went into. */
export const harvestedParts = pgTable(
  'harvested_parts',
  {
    id: uuid().primaryKey(),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    modelId: uuid()
      .notNull()
      .references(() => deviceModels.id),
    /** screen · keyboard · battery · charger · hinge · board · case · other */
    kind: text().notNull(),
    harvestedById: uuid().references(() => people.id),
    harvestedAt: instant().notNull(),
    usedInRepairId: uuid().references(() => deviceRepairs.id),
    usedAt: instant(),
  },
  (t) => [
    index().on(t.deviceId),
    index().on(t.modelId),
    index().on(t.harvestedById),
    index().on(t.usedInRepairId),
    check('harvested_parts_kind', sql`${t.kind} in ('screen','keyboard','battery','charger','hinge','board','case','other')`),
    check('harvested_parts_used', sql`(${t.usedInRepairId} is null) = (${t.usedAt} is null)`),
  ],
);

/** Steps of a ladder, for the first time in a school year, the second and so on (the last step stays): cents, or null for what it cost. */
type Ladder = Record<'accident' | 'wear' | 'negligence' | 'theft' | 'lost', (number | null)[]>;

/** Append-only: what families are charged, from a day on. The next version follows the last. */
export const chargePolicies = pgTable(
  'charge_policies',
  {
    id: uuid().primaryKey(),
    effectiveOn: date().notNull().unique('charge_policies_day'),
    ladder: jsonb().$type<Ladder>().notNull(),
    /** The most that one student is charged in a school year. */
    capCents: cents().notNull(),
    source: text().notNull(),
    publishedById: uuid().references(() => people.id),
    publishedAt: instant().notNull(),
  },
  (t) => [index().on(t.publishedById), check('charge_policies_cap', sql`${t.capCents} >= 0`)],
);

/** Append-only: what a student's family owes for a device, and what became of it. Why something was waived is nowhere. */
export const deviceChargeLines = pgTable(
  'device_charge_lines',
  {
    id: uuid().primaryKey(),
    studentId: uuid()
      .notNull()
      .references(() => students.id),
    deviceId: uuid()
      .notNull()
      .references(() => devices.id),
    /** charge adds; payment, waiver and refund take away. */
    kind: text().notNull(),
    amountCents: cents().notNull(),
    /** Of a payment, waiver or refund: the charge it belongs to. */
    chargeId: uuid().references((): AnyPgColumn => deviceChargeLines.id),
    repairId: uuid().references(() => deviceRepairs.id),
    policyId: uuid().references(() => chargePolicies.id),
    /** accident · wear · negligence · theft · lost */
    cause: text(),
    /** The year in which it begins. */
    schoolYear: integer().notNull(),
    /** Of a payment or refund: what it rests on. Why something was waived is not kept. */
    reason: text(),
    enteredById: uuid().references(() => people.id),
    enteredAt: instant().notNull(),
  },
  (t) => [
    index('device_charge_lines_student').on(t.studentId, t.enteredAt, t.id),
    index().on(t.deviceId),
    index().on(t.chargeId),
    index().on(t.repairId),
    index().on(t.policyId),
    index().on(t.enteredById),
    uniqueIndex('device_charge_lines_repair')
      .on(t.repairId)
      .where(sql`${t.kind} = 'charge'`),
    check('device_charge_lines_kind', sql`${t.kind} in ('charge','payment','waiver','refund')`),
    check('device_charge_lines_sign', sql`(${t.kind} = 'charge') = (${t.amountCents} > 0) and ${t.amountCents} <> 0`),
    check(
      'device_charge_lines_of',
      sql`(${t.kind} = 'charge') = (${t.chargeId} is null) and (${t.kind} = 'charge') = (${t.policyId} is not null) and (${t.kind} = 'charge') = (${t.cause} is not null)`,
    ),
    check('device_charge_lines_reason', sql`${t.reason} is null or ${t.kind} in ('payment','refund')`),
    check('device_charge_lines_cause', sql`${t.cause} in ('accident','wear','negligence','theft','lost')`),
  ],
);
