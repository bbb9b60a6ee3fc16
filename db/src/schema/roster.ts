import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { sites } from './sites.ts';

const instant = () => timestamp({ withTimezone: true });

/** Who a device may be given to, and no more: a key that says nothing of the person, a school and a grade. */
export const students = pgTable(
  'students',
  {
    id: uuid().primaryKey(),
    /** A pseudonym, as labels of rosters show it: S-4F7K2Q. */
    key: text().notNull(),
    /** By which a student information system knows the student again; null: entered by hand. */
    sourceId: text(),
    /** Stands for the account that the district's directory knows them by (`k1.` and an HMAC under the processes' secret): the address itself is kept nowhere. */
    accountDigest: text(),
    siteId: uuid()
      .notNull()
      .references(() => sites.id),
    /** Kindergarten is 0. */
    grade: integer().notNull(),
    /** Takes part in the device programme: a family may bring a device of its own. */
    isInProgramme: boolean().notNull().default(true),
    status: text().notNull().default('active'),
    leftOn: date(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('students_key').on(sql`upper(${t.key})`),
    uniqueIndex('students_source').on(t.sourceId),
    index('students_site_grade').on(t.siteId, t.grade),
    index('students_account')
      .on(t.accountDigest)
      .where(sql`${t.accountDigest} is not null`),
    check('students_grade', sql`${t.grade} between -1 and 12`),
    check('students_status', sql`${t.status} in ('active','left')`),
    check('students_left', sql`(${t.status} = 'left') = (${t.leftOn} is not null)`),
  ],
);

/** Apart, so that only what has to say a name ever reads one. */
export const studentNames = pgTable('student_names', {
  studentId: uuid()
    .primaryKey()
    .references(() => students.id),
  givenName: text().notNull(),
  familyName: text().notNull(),
});
