import type { Sql } from '@steward/db';
import { mailEvents, mails, notices, people, sites, workOrders } from '@steward/db/schema';
import { and, asc, desc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#kernel/actor.ts';
import { visibleTo } from '../../work-orders/index.ts';

export type MailStatus = 'queued' | 'sent' | 'failed' | 'kept' | 'withdrawn';

const due = (now: Date) => and(eq(mails.status, 'queued'), lte(mails.nextAttemptAt, now));

/** Is there a mail that should go out now? */
export const hasDue = async (on: Sql, now: Date) => (await on.select({ id: mails.id }).from(mails).where(due(now)).limit(1)).length > 0;

/** The mail that is due longest, held until the transaction ends; those that another worker holds are passed over. */
export async function lockDue(on: Sql, now: Date) {
  const [mail] = await on
    .select()
    .from(mails)
    .where(due(now))
    .orderBy(asc(mails.nextAttemptAt), asc(mails.id))
    .limit(1)
    .for('update', { skipLocked: true });
  return mail;
}

/** What a mail is made of: its notice and its person. */
export const findContents = async (on: Sql, noticeId: string) =>
  (
    await on
      .select({
        notice: notices,
        person: { id: people.id, email: people.email, locale: people.locale, isActive: people.isActive, isMailed: people.isMailed },
        place: sites.name,
      })
      .from(notices)
      .innerJoin(people, eq(people.id, notices.personId))
      .leftJoin(workOrders, eq(workOrders.id, notices.workOrderId))
      .leftJoin(sites, eq(sites.id, workOrders.siteId))
      .where(eq(notices.id, noticeId))
  )[0]!;

export const setMail = (on: Sql, id: string, set: Partial<typeof mails.$inferInsert>) => on.update(mails).set(set).where(eq(mails.id, id));

export const insertMailEvent = (on: Sql, event: Omit<typeof mailEvents.$inferInsert, 'id'>) =>
  on.insert(mailEvents).values({ id: uuidv7(), ...event });

type Filters = { status?: MailStatus | undefined; q?: string | undefined };

/** Mails as this administrator may know them: of an order that is not theirs to see, that there is a mail and how it fares, and no more. */
const selectMails = (on: Sql, actor: Actor) =>
  on
    .select({
      mail: mails,
      person: { id: people.id, name: people.name, email: people.email },
      order: { number: workOrders.number },
      attached: notices.attached,
      isOpen: sql<boolean>`${openTo(actor)}`,
    })
    .from(mails)
    .innerJoin(people, eq(people.id, mails.personId))
    .innerJoin(notices, eq(notices.id, mails.noticeId))
    .leftJoin(workOrders, eq(workOrders.id, notices.workOrderId))
    .$dynamic();
const openTo = (actor: Actor): SQL => or(isNull(notices.workOrderId), visibleTo(actor))!;
export type MailRow = Awaited<ReturnType<typeof selectMails>>[number];

/** Newest first, one row more than `limit`. Who looks for a person finds only mails that are open to them. */
export const listMails = (
  on: Sql,
  actor: Actor,
  { status, q = '' }: Filters,
  { limit, after }: { limit: number; after: readonly string[] | undefined },
): Promise<MailRow[]> => {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const named = words.map((word) => sql`lower(${people.name} || ' ' || ${people.email}) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  return selectMails(on, actor)
    .where(
      and(
        status && eq(mails.status, status),
        ...(named.length ? [...named, openTo(actor)] : []),
        after && sql`(${mails.createdAt}, ${mails.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(limit + 1);
};

export const findMail = async (on: Sql, actor: Actor, id: string): Promise<MailRow | undefined> =>
  (await selectMails(on, actor).where(eq(mails.id, id)))[0];

export const lockMail = async (on: Sql, id: string) => (await on.select().from(mails).where(eq(mails.id, id)).for('update'))[0];

const doer = alias(people, 'doer');
/** What happened to these mails, oldest first. */
export const listMailEvents = (on: Sql, mailIds: readonly string[]) =>
  mailIds.length === 0
    ? Promise.resolve([])
    : on
        .select({ event: mailEvents, actor: { id: doer.id, name: doer.name } })
        .from(mailEvents)
        .leftJoin(doer, eq(doer.id, mailEvents.actorId))
        .where(inArray(mailEvents.mailId, [...mailIds]))
        .orderBy(asc(mailEvents.occurredAt), asc(mailEvents.id));
export type MailEventRow = Awaited<ReturnType<typeof listMailEvents>>[number];
